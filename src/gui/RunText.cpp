#include "gui/RunText.h"

#include "gui/Figures.h"

#include <QCoreApplication>
#include <QLocale>

#include <climits>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::RunText)
};

bool isBilledOnStop(const RunRecord &record)
{
    // OpenRouter's list of companies that go on, and bill, after the connection is closed.
    static const QStringList goOn{u"amazon bedrock"_s, u"groq"_s,    u"google"_s,    u"google ai studio"_s,
                                  u"google vertex"_s,  u"mistral"_s, u"minimax"_s,   u"perplexity"_s,
                                  u"alibaba"_s,        u"nebius"_s,  u"sambanova"_s, u"replicate"_s};
    return !record.recipe.request.isStreaming || goOn.contains(record.answered.company.toLower());
}

QString billedAfterStop(const RunRecord &record, const MessageContext &context)
{
    if (record.isPractice)
        return Words::tr("Practice costs nothing.");
    if (!record.recipe.request.secret)
        return {};
    if (const QString confirmed = confirmedText(record); !confirmed.isEmpty())
        return Words::tr("Charged: %1.").arg(confirmed);
    if (record.cost.kind == CostKind::Reported)
        return Words::tr("Cost so far: %1.").arg(costText(record));
    const QString name = !record.answered.company.isEmpty() ? record.answered.company
                         : !context.provider.isEmpty()
                             ? context.provider
                             : Words::tr("The server", "in place of a provider's name");
    if (isBilledOnStop(record))
        return Words::tr("%1 may still bill the whole answer.").arg(name);
    return Words::tr("%1 may still bill what it generated.").arg(name);
}

QString arrivedText(const RunRecord &record)
{
    const qint64 words = wordCount(record.text);
    if (!record.media.isEmpty())
        return Words::tr("%n file(s) arrived and are kept.", nullptr, int(record.media.size()));
    if (words == 0)
        return Words::tr("No text had arrived.");
    return Words::tr("%n word(s) arrived and are kept.", nullptr, int(std::min<qint64>(words, INT_MAX)));
}

QString arrivedOrBilled(const RunRecord &record)
{
    if (!record.media.isEmpty())
        return arrivedText(record);
    return record.isPractice ? Words::tr("Practice costs nothing.") : Words::tr("It may still be billed.");
}

Action again(const MessageContext &context)
{
    return context.makes ? Action::GenerateAgain : Action::TryAgain;
}

Message cutText(const RunRecord &record, const MessageContext &context)
{
    if (context.makes)
        return {Words::tr("The connection ended before everything was here.") + u' ' + arrivedOrBilled(record),
                {Action::GenerateAgain, Action::CopyDetails}, context.price};
    const qint64 words = wordCount(record.text);
    if (words == 0)
        return {Words::tr("The answer was cut off before its first word.") + u' ' +
                    (record.isPractice ? Words::tr("Practice costs nothing.") : Words::tr("It may still be billed.")),
                {Action::TryAgain, Action::CopyDetails}};
    return {Words::tr("The answer was cut off after %n word(s). What arrived is kept.", nullptr,
                      int(std::min<qint64>(words, INT_MAX))),
            {Action::TryAgain, Action::CopyDetails}};
}

Message failedText(const RunRecord &record, const MessageContext &context)
{
    const Error error = record.error.value_or(Error{});
    Message message = errorText(error, context);
    const bool isToldAlready = error.kind == ErrorKind::IdleTimeout || error.kind == ErrorKind::TookTooLong
        || error.kind == ErrorKind::TooLarge;
    if ((wordCount(record.text) > 0 || !record.media.isEmpty()) && !isToldAlready)
        message.text += u' ' + arrivedText(record);
    return message;
}

QString nameIn(const MessageContext &context)
{
    return context.provider.isEmpty() ? Words::tr("the provider", "in place of a provider's name") : context.provider;
}

/// A job that a server works on does not end with the connection.
QString stoppedJobText(const RunRecord &record, const MessageContext &context)
{
    const QString name = nameIn(context);
    const bool canCancel = record.recipe.job && !record.recipe.job->cancel.path.isEmpty();
    const bool isCancelled = record.job->word.startsWith("cancel"_L1, Qt::CaseInsensitive);
    QStringList sentences;
    if (record.goesOn && canCancel)
        sentences << Words::tr("Stopped. %1 is being told to cancel the job.").arg(name);
    else if (record.goesOn)
        sentences << Words::tr("Stopped here. The job goes on at %1, and what it makes is kept if it finishes.").arg(name);
    else if (isCancelled)
        sentences << Words::tr("Stopped. The job is cancelled at %1.").arg(name);
    else
        sentences << Words::tr("Stopped. The job at %1 ended without a file.").arg(name);
    if (record.isPractice)
        sentences << Words::tr("Practice costs nothing.");
    else if (record.goesOn)
        sentences << Words::tr("%1 may still bill it.").arg(name);
    return sentences.join(u' ');
}

/// Nobody can look it up here, but the provider does.
QString unseenBill(const RunRecord &record, const QString &name)
{
    if (record.isPractice)
        return Words::tr("Practice costs nothing.");
    return mayBeBilledUnseen(record) ? Words::tr("It may have been billed; your account at %1 tells.").arg(name) : QString();
}

/// A job that was stopped while it was being submitted: it has no name yet, or never had one.
QString stoppedSubmitText(const RunRecord &record, const MessageContext &context)
{
    const QString name = nameIn(context);
    const bool canCancel = !record.recipe.job->cancel.path.isEmpty();
    const bool wasRefused = record.error && record.error->kind != ErrorKind::Cancelled && !mayBeBilledUnseen(record);
    QStringList sentences;
    if (record.goesOn && canCancel)
        sentences << Words::tr("Stopped. Waiting for %1 to name the job, which is then cancelled.").arg(name);
    else if (record.goesOn)
        sentences << Words::tr("Stopped. Waiting for %1 to name the job; what it makes is kept if it finishes.").arg(name);
    else if (wasRefused && !record.isPractice)
        sentences << Words::tr("Stopped. %1 did not take the job.").arg(name);
    else
        sentences << Words::tr("Stopped before %1 had named the job, so it can be neither cancelled nor fetched.").arg(name);
    if (record.goesOn && !record.isPractice)
        sentences << Words::tr("%1 may still bill it.").arg(name);
    else
        sentences << unseenBill(record, name);
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

Message interruptedText(const RunRecord &record, const MessageContext &context)
{
    if (record.isPractice && (record.recipe.job || !record.links.isEmpty()))
        return {Words::tr("The program ended before the file was here, and its practice gateway with it. "
                          "Practice costs nothing."), {Action::GenerateAgain}};
    Message message = errorText({ErrorKind::Interrupted}, context);
    if (!record.recipe.job || canBeFetched(record))
        return message;
    const QString name = nameIn(context);
    QStringList sentences{Words::tr("The program ended before %1 had named the job, so its file cannot be fetched. "
                                    "Nothing is sent again by itself.").arg(name), unseenBill(record, name)};
    sentences.removeAll(QString());
    message.text = sentences.join(u' ');
    return message;
}

/// A job that failed at the provider has nothing to give, nor has a link that expired.
bool isWorthFetching(const RunRecord &record)
{
    if (!canBeFetched(record) || record.state == RunState::Stopped)
        return false;
    const ErrorKind kind = record.error ? record.error->kind : ErrorKind::Interrupted;
    const bool isOurs = kind == ErrorKind::TookTooLong || kind == ErrorKind::NotConnected || kind == ErrorKind::Interrupted;
    const bool isFinished = !record.links.isEmpty() || (record.job && record.job->isDone);
    return (isFinished || isOurs) && kind != ErrorKind::LinkExpired;
}

Message doneText(const RunRecord &record)
{
    if (!record.finish)
        return {};
    switch (*record.finish) {
    case FinishReason::Stop:
    case FinishReason::Other:
        return {};
    case FinishReason::Length:
        return {
            Words::tr(
                "The longest answer was reached, so the text ends early. This is a setting, not a fault."),
            {Action::RaiseLimit}};
    case FinishReason::Filter:
        return {Words::tr("A content filter ended the answer. What arrived is kept."), {Action::PickAnother}};
    case FinishReason::Refusal:
        return {Words::tr("The model declined to answer. This is an answer, not a fault."),
                {Action::PickAnother}};
    case FinishReason::Tools:
        return {Words::tr("The model asked for a tool, which is not in this version. What arrived is kept."),
                {}};
    }
    Q_UNREACHABLE();
}

} // namespace

Message runText(const RunRecord &record, const MessageContext &given)
{
    MessageContext context = given;
    context.isPractice = record.isPractice;
    context.canBeFetched = isWorthFetching(record);
    context.mayBeBilled = mayBeBilledUnseen(record);
    switch (record.state) {
    case RunState::Queued:
    case RunState::Waiting:
    case RunState::Writing:
    case RunState::JobQueued:
    case RunState::Working:
    case RunState::Downloading:
    case RunState::Pausing:
        return {};
    case RunState::Done:
        return doneText(record);
    case RunState::Stopped:
        return {stoppedText(record, context), {again(context)}, context.price};
    case RunState::Cut:
        return cutText(record, context);
    case RunState::Failed:
        return failedText(record, context);
    case RunState::Interrupted:
        return interruptedText(record, context);
    }
    Q_UNREACHABLE();
}

QString stoppedText(const RunRecord &record, const MessageContext &context)
{
    if (record.attempts == 0)
        return Words::tr("Stopped before anything was sent. Nothing is charged.");
    if (record.job)
        return stoppedJobText(record, context);
    if (record.recipe.job)
        return stoppedSubmitText(record, context);
    QStringList sentences;
    sentences += record.duration ? Words::tr("Connection closed at %1.").arg(durationText(*record.duration))
                                 : Words::tr("Connection closed.");
    if (!context.makes || !record.media.isEmpty())
        sentences += arrivedText(record);
    sentences += billedAfterStop(record, context);
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

Message quietText(std::chrono::seconds silence)
{
    return {Words::tr("Nothing for %1.", "a length of time").arg(wholeSecondsText(silence)),
            {Action::KeepWaiting, Action::Stop, Action::TryAgain}};
}

Message pausingText(const Error &error, std::chrono::seconds wait, int next, int most)
{
    const QString what =
        error.kind == ErrorKind::NotConnected ? Words::tr("No connection.") : Words::tr("Too busy.");
    return {what + u' ' +
                Words::tr("Next try in %1 (%2 of %3).")
                    .arg(wholeSecondsText(wait), QLocale().toString(next), QLocale().toString(most)),
            {Action::TryNow, Action::Stop}};
}

QString followText(const Error &error, std::chrono::milliseconds pause, const QString &provider)
{
    const QString what = error.kind == ErrorKind::NotConnected ? Words::tr("No connection to %1.").arg(provider)
                                                               : Words::tr("%1 did not answer as it should.").arg(provider);
    const auto seconds = std::max<std::chrono::seconds>(std::chrono::seconds(1), std::chrono::ceil<std::chrono::seconds>(pause));
    return what + u' ' + Words::tr("It is asked again in %1; nothing is made twice.").arg(wholeSecondsText(seconds));
}

QString stateText(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return Words::tr("queued");
    case RunState::Waiting:
        return Words::tr("waiting");
    case RunState::Writing:
        return Words::tr("writing");
    case RunState::JobQueued:
        return Words::tr("queued at the provider");
    case RunState::Working:
        return Words::tr("working");
    case RunState::Downloading:
        return Words::tr("downloading");
    case RunState::Pausing:
        return Words::tr("second try soon");
    case RunState::Done:
        return Words::tr("done");
    case RunState::Stopped:
        return Words::tr("stopped");
    case RunState::Cut:
        return Words::tr("cut off");
    case RunState::Failed:
        return Words::tr("failed");
    case RunState::Interrupted:
        return Words::tr("interrupted");
    }
    Q_UNREACHABLE();
}

QString progressWord(RunState state)
{
    switch (state) {
    case RunState::Queued:
    case RunState::JobQueued:
        return Words::tr("Queued");
    case RunState::Waiting:
    case RunState::Writing:
    case RunState::Working:
        return Words::tr("Working");
    case RunState::Downloading:
        return Words::tr("Downloading");
    case RunState::Pausing:
        return Words::tr("Second try soon");
    case RunState::Done:
        return Words::tr("Ready");
    case RunState::Stopped:
        return Words::tr("Stopped");
    case RunState::Cut:
    case RunState::Failed:
        return Words::tr("Failed");
    case RunState::Interrupted:
        return Words::tr("Interrupted");
    }
    Q_UNREACHABLE();
}

QString answeredText(const RunRecord &record, const Model *row)
{
    if (record.answered.model.isEmpty() || isSameModel(record.target.model, record.answered.model, row))
        return {};
    return Words::tr("Asked %1, answered %2").arg(record.target.model, record.answered.model);
}

QString practiceText()
{
    return Words::tr("practice output, not an AI model");
}

QString detailsText(const RunRecord &record)
{
    QStringList lines{detailsText(record.error.value_or(Error{}))};
    if (!record.error)
        lines = {u"state: "_s + nameOf(record.state)};
    lines += u"asked: "_s + record.target.toString();
    if (!record.answered.model.isEmpty())
        lines += u"answered: "_s + record.answered.model;
    if (!record.answered.company.isEmpty())
        lines += u"company: "_s + record.answered.company;
    const Request &request = record.recipe.request;
    lines += QString::fromLatin1(request.method) + u' ' +
             request.url().toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    lines += u"run: %1, sent %2 time(s), %3 oddities, started %4"_s.arg(
        record.id, QString::number(record.attempts), QString::number(record.oddities),
        record.started.toString(Qt::ISODate));
    return lines.join(u'\n');
}

} // namespace studio
