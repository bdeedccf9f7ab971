#pragma once

#include "core/Frame.h"
#include "core/Prompt.h"
#include "core/Recipe.h"
#include "core/RunEvent.h"
#include "providers/Profile.h"

#include <memory>

namespace studio
{

/// Turns what a server sends into events. One decoder reads one answer.
class Decoder
{
public:
    virtual ~Decoder() = default;

    /// The next frames of a streamed answer; neighbouring texts come as one. Finished may be held back until
    /// the end mark or end(), because servers do send an error behind their finish reason.
    virtual QList<RunEvent> frames(const QList<Frame> &frames) = 0;

    /// A whole body that was not streamed, of any status: an answer or an error.
    virtual QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) = 0;

    /// The stream has ended, well or not; call it also when the connection broke or went silent, because an
    /// answer whose finish reason came is complete. Gives Finished when that is still due, Failed{CutOff} when
    /// there was neither end mark nor finish reason, Failed{EmptyAnswer} when the answer held nothing; nothing
    /// when the end was told already.
    virtual QList<RunEvent> end() = 0;

    /// True after the end mark: the connection need not be kept open for more.
    virtual bool isComplete() const = 0;
};

/// One wire format: prompts into Recipes, frames into events. Pure; holds no state.
class Dialect
{
public:
    virtual ~Dialect() = default;

    /// The prompt must be filled (core/Prompt.h), the profile that of this dialect (forDialect()).
    /// ErrorKind::Rejected when the prompt holds nothing to send, or something that this format cannot say.
    virtual Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                                  bool streaming) const = 0;

    /// Reads one answer; of a job, what submits it or one poll. The profile is the one of encode().
    virtual std::unique_ptr<Decoder> decoder(const Profile &profile) const = 0;

    /// False where answers are files.
    virtual bool answersInText() const { return true; }

    /// True where they are videos: what one costs is worth a question.
    virtual bool makesVideos() const { return false; }
};

/// The dialect of that name ("openai-chat"), or null. Lives as long as the program.
const Dialect *dialectNamed(QStringView name);

/// In the order in which they are offered; the first is what a profile speaks that says nothing.
QStringList dialectNames();

} // namespace studio
