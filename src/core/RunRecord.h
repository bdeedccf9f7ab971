#pragma once

#include "core/Confirmation.h"
#include "core/Recipe.h"
#include "core/RunEvent.h"
#include "core/Target.h"

#include <QDateTime>
#include <QJsonArray>

namespace studio
{

enum class RunState {
    Queued,      ///< Journaled; nothing sent yet.
    Waiting,     ///< Sent; no text yet.
    Writing,     ///< Text is coming.
    JobQueued,   ///< The server has taken the job and has not begun it.
    Working,     ///< The server works on the job.
    Downloading, ///< What was made is finished and on its way into the media store.
    Pausing,     ///< A second try is coming at a time the column shows.
    Done,
    Stopped,     ///< By the user; what arrived is kept.
    Cut,         ///< Ended without its end mark; what arrived is kept.
    Failed,
    Interrupted, ///< The program ended first. Never sent again by itself.
};

bool isOver(RunState state);
QLatin1StringView nameOf(RunState state);
std::optional<RunState> runStateNamed(QStringView name);

/// A job that a server works on, as it told last.
struct Job
{
    QString id;                      ///< The server's; what polls and a later start need.
    QString word = {};               ///< Its word for where the job is.
    std::optional<int> percent = {}; ///< Only where the server says so.
    QUrl pollAddress = {};           ///< Where it wants to be asked, of the provider's own origin; empty: as the rule says.
    bool isDone = false;             ///< Finished there; its files may still be missing here.

    bool operator==(const Job &) const = default;
};

/// One run of one column, as shown, stored and exported.
struct RunRecord
{
    QString id;      ///< UUID without braces.
    QString trialId; ///< Empty for a run without a trial.
    int column = 1;  ///< From 1.
    Target target;
    Recipe recipe;
    bool isPractice = false; ///< Answered by the practice gateway: never evidence about a real model.

    RunState state = RunState::Queued;
    QString text = {};
    QString reasoning = {};
    Answered answered = {};
    QString generationId = {}; ///< The provider's id of the last attempt's answer; empty when it gave none.
    Usage usage = {};
    Cost cost = {};            ///< Estimated or reported.
    Cost guess = {};           ///< Of the files it makes, before it was sent; unknown for texts.
    std::optional<Confirmation> confirmed = {}; ///< Looked up after the end, where the provider keeps a record.
    std::optional<FinishReason> finish = {};
    std::optional<Error> error = {};
    int attempts = 0;        ///< How often the request was put on the wire.
    int oddities = 0;        ///< Events that were skipped.

    QList<KeptMedia> media = {}; ///< In the order of arrival; drafts are not kept.
    QList<Media> links = {};     ///< To files that are not in media yet, or could not be had.
    std::optional<Job> job = {}; ///< Once the server has named one.
    bool goesOn = false;         ///< Over on screen, but a job, its id or a file is still awaited (run/JobKeeper).

    QDateTime started = {};                                   ///< UTC, when it was journaled.
    std::optional<std::chrono::milliseconds> firstWord = {};  ///< From sending to the first text.
    std::optional<std::chrono::milliseconds> duration = {};   ///< From sending to the end.

    bool operator==(const RunRecord &) const = default;
};

/// Nothing more comes of this run by itself.
bool isSettled(const RunRecord &record);

/// What this run made, or is making, may still be had from the provider without asking for it again.
bool canBeFetched(const RunRecord &record);

/// It was stopped while its job was being submitted, and the answer that names the job is still awaited (run/LateAnswer).
bool awaitsItsJob(const RunRecord &record);

/// Its request may have left, nobody knows what it has cost, and nothing more comes of it: what it began can neither be
/// found nor taken back. Never true of practice, nor of a server that takes no key.
bool mayBeBilledUnseen(const RunRecord &record);

QLatin1StringView nameOf(CostKind kind);
QLatin1StringView nameOf(FinishReason reason);

QJsonObject toJson(const Cost &cost);   ///< {"kind":"reported","usd":"0.000123"}
QJsonArray toJson(const QList<KeptMedia> &media); ///< [{"mime":"image/png","sha256":"...","bytes":3}]
QList<KeptMedia> keptMediaFromJson(const QJsonArray &array);
QJsonObject toJson(const RunRecord &record);
Result<RunRecord> runRecordFromJson(const QJsonObject &object);

} // namespace studio

Q_DECLARE_METATYPE(studio::RunRecord)
