#pragma once

namespace studio
{

class Accounts;
class Catalog;
class PracticeGateway;
class Transport;

/// What the commands work with. Built by app/, which owns all of it.
struct Services
{
    Transport &transport;
    Accounts &accounts;
    Catalog &catalog;
    PracticeGateway &gateway; ///< Not listening until a command needs it.
};

} // namespace studio
