#pragma once

namespace studio
{

class Accounts;
class Catalog;
class JobKeeper;
class MediaStore;
class RunJournal;
class Transport;

/// What runs are made with and kept in. All of it outlives whoever is given this.
struct RunFlows
{
    Transport &transport;
    Accounts &accounts;
    Catalog &catalog;
    RunJournal &journal;
    const MediaStore &media;
    JobKeeper &jobs;
};

} // namespace studio
