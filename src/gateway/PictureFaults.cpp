#include "gateway/PictureFaults.h"

namespace studio
{

namespace
{

/// A header with its right checksum, the beginning of the content, and no more.
QByteArray hugePng()
{
    constexpr char bytes[] = "\x89PNG\r\n\x1a\n"
                             "\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0\xb6\x05\xd9P"
                             "\0\0\0\x0cIDATx\x9c";
    return QByteArray(bytes, sizeof bytes - 1);
}

QByteArray webPage()
{
    return "<!DOCTYPE html>\n<html><head><title>Not found</title><script>document.title = 'ran'</script></head>"
           "<body><h1>Practice fault: a web page in the place of a picture</h1></body></html>\n";
}

QByteArray otherType(const QByteArray &mime)
{
    return mime == "image/png" ? QByteArray("image/webp") : QByteArray("image/png");
}

} // namespace

PracticePicture withFault(PracticePicture file, const Fault *fault)
{
    if (!fault)
        return file;
    switch (fault->kind) {
    case FaultKind::BrokenPicture:
        return {file.mime, file.bytes.first(file.bytes.size() / 2)};
    case FaultKind::HtmlPicture:
        return {file.mime, webPage()};
    case FaultKind::OtherType:
        return {otherType(file.mime), file.bytes};
    case FaultKind::HugePicture:
        return {"image/png", hugePng()};
    case FaultKind::Status:
    case FaultKind::Silence:
    case FaultKind::Slow:
    case FaultKind::Reset:
    case FaultKind::Cut:
    case FaultKind::Stall:
    case FaultKind::Malformed:
    case FaultKind::StreamError:
    case FaultKind::Html:
    case FaultKind::WrongType:
    case FaultKind::Empty:
    case FaultKind::Refusal:
    case FaultKind::WrongLength:
    case FaultKind::Link:
    case FaultKind::Expired:
        break;
    }
    return file;
}

} // namespace studio
