#pragma once

namespace studio
{

class Loudness;
class MediaStore;
class PictureDecoder;
class ThumbnailLoader;

/// What widgets need to show files that models made. The Workbench owns what it refers to and keeps it longer than the
/// window.
struct MediaTools
{
    const MediaStore &store;
    PictureDecoder &decoder;
    ThumbnailLoader &thumbnails;
    Loudness *loudness = nullptr; ///< Null: each view has its own.
};

} // namespace studio
