#pragma once

#include "core/Error.h"
#include "core/Media.h"
#include "core/Usage.h"

#include <variant>

namespace studio
{

/// Why an answer ended, by the server's own word.
enum class FinishReason {
    Stop,    ///< Complete.
    Length,  ///< Longest answer reached: a complete stream, an incomplete text.
    Filter,  ///< Stopped by a content filter.
    Refusal, ///< The model declined. This is an answer, not a fault.
    Tools,   ///< Wants a tool called.
    Other,   ///< A word we do not know; complete all the same.
};

struct TextDelta
{
    QString text;
    bool operator==(const TextDelta &) const = default;
};

struct ReasoningDelta
{
    QString text;
    bool operator==(const ReasoningDelta &) const = default;
};

/// A file came. A draft may be followed by others of the same picture.
struct MediaArrived
{
    Media media;
    bool operator==(const MediaArrived &) const = default;
};

/// The model wants a tool called; this program shows it and calls nothing.
struct ToolCalled
{
    QString id;
    QString name;
    QString arguments; ///< As the model wrote them: often JSON, sometimes broken, possibly empty.
    bool operator==(const ToolCalled &) const = default;
};

/// Where a job is that the server works on by itself. Its end comes as Finished or Failed.
struct JobChanged
{
    enum class State { Queued, Working };

    QString id;                     ///< The server's; what polls, download and a later start need.
    State state = State::Queued;
    QString word = {};              ///< The server's own, for the Inspector.
    std::optional<int> percent = {}; ///< 0 to 100, only where the server says so.
    QUrl pollAddress = {};          ///< Where the server wants to be asked, if it named one; not yet checked.
    bool operator==(const JobChanged &) const = default;
};

/// Who says to have answered. Empty members are unknown.
struct Answered
{
    QString model;
    QString company; ///< The company running the model, where the server names it.
    bool operator==(const Answered &) const = default;
};

struct UsageReported
{
    Usage usage;
    bool operator==(const UsageReported &) const = default;
};

struct Finished
{
    FinishReason reason = FinishReason::Stop;
    QString word = {}; ///< The server's word, for the Inspector.
    bool operator==(const Finished &) const = default;
};

struct Failed
{
    Error error;
    bool operator==(const Failed &) const = default;
};

/// Something was skipped and the answer goes on: a bad event among good ones.
struct Oddity
{
    QString detail;
    bool operator==(const Oddity &) const = default;
};

/// What a decoder makes of frames. After Finished only UsageReported may come; after Failed nothing.
using RunEvent = std::variant<TextDelta, ReasoningDelta, MediaArrived, ToolCalled, JobChanged, Answered, UsageReported,
                              Finished, Failed, Oddity>;

} // namespace studio
