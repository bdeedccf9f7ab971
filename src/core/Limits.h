#pragma once

#include <QtGlobal>

#include <chrono>

namespace studio
{

// Every limit on what a server or its file may do to us, its one number, and who holds it to that. The kind of the error
// (core/Error.h) is what gui/ErrorText makes a sentence of; the detail names the number.
//
//  limit                    | number          | enforced in                      | error                     | test
//  L1 line of a stream      | mostLineBytes   | net/LineSplitter                 | TooLarge                  | tst_SseParser, tst_Limits
//  L2 event of a stream     | mostEventBytes  | net/SseParser                    | TooLarge                  | tst_SseParser
//  L3 depth of JSON         | mostJsonDepth   | core/Json                        | Garbled                   | tst_Json
//  L4 body, decompressed    | mostBodyBytes   | net/AnswerBody; net/HttpCall for | TooLarge                  | tst_AnswerBody,
//                           |                 | what Qt decompresses ahead       |                           | tst_HttpCallEndings
//  L5 text, reasoning       | mostTextChars   | run/Run                          | TooLarge                  | tst_Run
//  L5 tool calls            | mostCallChars   | ToolCallJoiner, MessagesTools    | TooLarge                  | tst_ChatDecoder, tst_MessagesDecoder
//  L6 one picture or sound  | mostMediaBytes  | MediaReader, SoundJoiner         | an Oddity; sound TooLarge | tst_MediaReader, tst_Limits
//  L6 pixels of a picture   | mostPicturePixels | media/PictureReader, gui/Thumbnail | TooLarge, or no thumbnail | tst_PictureReader
//  L6 a picture's side      | mostPictureSide | media/PictureReader              | TooLarge                  | tst_PictureReader
//  L6 a picture in the making | mostDecodedMegabytes | media/PictureReader       | Garbled                   | tst_PictureReader
//  L6 a colour profile      | mostProfileBytes | media/PictureReader             | none: it is left out      | tst_PictureReader
//  L6 what is inside a picture | mostOpenedBytes | media/SavedCopy               | Rejected                  | tst_SavedCopy
//  L6 a history             | mostHistoryBytes | media/SavedCopy                 | TooLarge, Rejected        | tst_SavedCopy
//  L7 one downloaded file   | mostDownloadBytes | run/MediaFetch                 | TooLarge                  | tst_MediaFetch
//  L7 pixels of a frame     | mostClipPixels  | media/ClipFacts, ClipPlayer      | ClipTrouble::TooLarge     | tst_ClipFacts
//  L7 tracks of a clip      | mostClipTracks  | Mp4-, WebM-, AviReader           | ClipTrouble::TooManyParts | tst_ClipFacts
//  L7 frames of a clip      | mostClipFrames  | Mp4-, WebM-, Avi-, GifReader     | ClipTrouble::TooManyParts | tst_ClipFacts
//  L7 an MP4's index        | mostClipHeaderBytes | media/Mp4Reader              | ClipTrouble::TooManyParts | tst_ClipFacts
//  L7 boxes and elements    | mostClipParts   | Mp4-, WebM-, GifReader           | ClipTrouble::TooManyParts | tst_ClipFacts
//  L8 until written         | connect         | net/HttpCall                     | NotConnected              | tst_HttpCallTimes
//  L8 until the headers     | firstByte       | net/HttpCall                     | FirstByteTimeout          | tst_HttpCallTimes
//  L8 between two pieces    | idle            | net/HttpCall                     | IdleTimeout               | tst_HttpCallTimes
//  L8 all of it             | total           | net/HttpCall                     | TookTooLong, before the   | tst_HttpCallTimes
//                           |                 |                                  | headers as those above    |
//  L9 redirects             | mostRedirects   | net/HttpCall                     | Redirected                | tst_Redirects
//  L9 tries                 | mostAttempts    | run/RetryRule                    | the last try's            | tst_RetryRule
//  L9 wait asked for        | longestServerWait | providers/RetryAfter           | none: it is shortened     | tst_RetryAfter, tst_RetryRule

constexpr int mostJsonDepth = 256;                             ///< L3; Qt's own limit is 1024.
constexpr qint64 mostCallChars = 32 * 1024 * 1024;             ///< L5: a call is as much the answer as its text.
constexpr qint64 mostMediaBytes = 64 * 1024 * 1024;            ///< L6: one file, encoded as a picture is and not as base64.
constexpr qint64 mostPicturePixels = 8192 * 8192;              ///< L6: 256 MiB decoded. The header is read first.
constexpr int mostPictureSide = 32'767;                        ///< L6: beyond that painting goes wrong.
constexpr int mostDecodedMegabytes = 512;                      ///< L6: 16 bits a channel become 8 afterwards.
constexpr qint64 mostProfileBytes = 1024 * 1024;               ///< L6
constexpr qint64 mostOpenedBytes = 256'000'000;                ///< L6: larger pictures are not read for what is inside.
constexpr qint64 mostHistoryBytes = 64 * 1024 * 1024;          ///< L6: how a file was made; as a trial file.
constexpr qint64 mostDownloadBytes = 2LL * 1024 * 1024 * 1024; ///< L7: streamed to the disk, never held in memory.
constexpr qint64 mostClipPixels = 4096 * 2304;                 ///< L7: what a file says is counted first, not believed.
constexpr int mostClipTracks = 32;                             ///< L7
constexpr qsizetype mostClipFrames = 400'000;                  ///< L7
constexpr qint64 mostClipHeaderBytes = 16 * 1024 * 1024;       ///< L7
constexpr int mostClipParts = 1'000'000;                       ///< L7
constexpr int mostRedirects = 5;                               ///< L9
constexpr int mostAttempts = 3;                                ///< L9: the first and two more.
constexpr std::chrono::milliseconds longestServerWait{120'000}; ///< L9

/// How long one HTTP exchange may take and how much it may bring; a profile may say otherwise. The defaults fit
/// text. A picture in a stream is one line, so profiles whose streams bring pictures allow 64 MiB a line.
struct Limits
{
    std::chrono::milliseconds connect{15'000};    ///< Until the request is on the wire.
    std::chrono::milliseconds firstByte{300'000}; ///< Until the answer's headers.
    std::chrono::milliseconds idle{120'000};      ///< Between two pieces of the answer.
    std::chrono::milliseconds total{1'800'000};
    qint64 mostLineBytes = 8 * 1024 * 1024;       ///< One line of an event stream.
    qint64 mostEventBytes = 16 * 1024 * 1024;     ///< One event.
    qint64 mostBodyBytes = 64 * 1024 * 1024;      ///< A body that is not streamed, decompressed.
    qint64 mostTextChars = 32 * 1024 * 1024;      ///< The answer text of one run.

    bool operator==(const Limits &) const = default;
};

} // namespace studio
