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
    std::optional<Confirmation> confirmed = {}; ///< Looked up after the end, where the provider keeps a record.
    std::optional<FinishReason> finish = {};
    std::optional<Error> error = {};
    int attempts = 0;        ///< How often the request was put on the wire.
    int oddities = 0;        ///< Events that were skipped.
    int files = 0;           ///< Finished pictures, clips and sounds that came with the answer; they are not kept.

    QList<KeptMedia> media = {}; ///< In the order of arrival; drafts are not kept.

    QDateTime started = {};                                   ///< UTC, when it was journaled.
    std::optional<std::chrono::milliseconds> firstWord = {};  ///< From sending to the first text.
    std::optional<std::chrono::milliseconds> duration = {};   ///< From sending to the end.

    bool operator==(const RunRecord &) const = default;
};

QLatin1StringView nameOf(CostKind kind);
QLatin1StringView nameOf(FinishReason reason);

QJsonObject toJson(const Cost &cost);   ///< {"kind":"reported","usd":"0.000123"}
QJsonArray toJson(const QList<KeptMedia> &media); ///< [{"mime":"image/png","sha256":"...","bytes":3}]
QList<KeptMedia> keptMediaFromJson(const QJsonArray &array);
QJsonObject toJson(const RunRecord &record);
Result<RunRecord> runRecordFromJson(const QJsonObject &object);

} // namespace studio

Q_DECLARE_METATYPE(studio::RunRecord)
