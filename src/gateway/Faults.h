#pragma once

#include "gateway/PracticeDialect.h"

#include <span>

namespace studio
{

enum class FaultKind
{
    Status,      ///< An error answer of that status.
    Silence,     ///< The request is taken; nothing comes back.
    Slow,        ///< Everything comes, late and dripping.
    Reset,       ///< The connection is torn down before the first byte.
    Cut,         ///< The connection closes in the middle of the answer.
    Stall,       ///< Nothing more comes from the middle of the answer on; the connection stays.
    Malformed,   ///< One bad event among good ones; a whole answer ends in the middle of its JSON.
    StreamError, ///< 200, some text, then an error object.
    Html,        ///< 200 and a web page.
    WrongType,   ///< The right answer with another Content-Type.
    Empty,       ///< A finished answer without content.
    Refusal,     ///< The model declines.
    WrongLength, ///< Everything comes, but more was announced.

    // Of pictures alone; answers of other kinds stay as they are.
    BrokenPicture, ///< The file ends in the middle.
    HtmlPicture,   ///< The file is a web page.
    OtherType,     ///< The file is of another type than is said of it.
    HugePicture,   ///< A PNG that says it is 65535 x 65535 and ends there.
    Link,          ///< The file comes as an address, where the format has them.
    Expired,       ///< The address is good no more.
};

/// One row of the table of faults.
struct Fault
{
    QString name;
    FaultKind kind;
    ErrorWords words = {}; ///< Of Status and StreamError.
};

std::span<const Fault> faults();
const Fault *faultNamed(QStringView name);

/// The reply as that fault leaves it; no fault leaves it as it is. Waits and hints are scaled by the factor.
ServerReply withFault(ServerReply reply, const Fault *fault, const PracticeDialect &dialect, double factor);

} // namespace studio
