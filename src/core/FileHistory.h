#pragma once

#include "core/RunRecord.h"
#include "core/Trial.h"

namespace studio
{

/// How a file was made, as it is written into copies that leave the program: prompt, settings, model, what was sent,
/// who answered, what it cost, and whether the practice gateway made it. A JSON document that others can read too.
/// Made of values that hold no secret.
///
/// trial: as it was when the run began; without an id when that is not known, and then the file cannot restore it.
QJsonObject fileHistory(const RunRecord &record, const Trial &trial, const KeptMedia &media);

/// What somebody wrote about a file, for those who cannot see it.
struct FileDescription
{
    static constexpr int mostLetters = 2000;

    QByteArray sha256 = {}; ///< Of the file.
    QString text = {};      ///< Empty: nobody wrote anything.

    bool operator==(const FileDescription &) const = default;
};

/// The history with those words, on one line, in it.
QJsonObject describedHistory(QJsonObject history, const QString &text);

/// What a history says of its file. The history may come from anywhere: never longer than is allowed.
FileDescription descriptionIn(const QJsonObject &history);

/// As it is kept: on one line, and never longer than is allowed.
QString keptDescription(const QString &text);

/// The same without what is large: the bytes of the files that were sent along, and the body of the request.
QJsonObject leanHistory(QJsonObject history);

/// A new trial with the prompt, the settings, the model and, where they are in the history, the files that were
/// sent along. ErrorKind::Rejected names what is wrong: the history may come from anywhere.
Result<Trial> trialFromHistory(const QJsonObject &history);

/// Whether it says that it is such a history; nothing else of it is looked at.
bool isFileHistory(const QJsonObject &history);

/// Names of the files that were sent along and are not in the history.
QStringList missingAttachments(const QJsonObject &history);

/// What two histories say differently, by the place in them: "trial.prompt.text". Empty: one does not say it.
struct HistoryDifference
{
    QString place;
    QString first;
    QString second;

    bool operator==(const HistoryDifference &) const = default;
};

/// In the order of places. What was sent is left out: it follows from the rest.
QList<HistoryDifference> historyDifferences(const QJsonObject &first, const QJsonObject &second);

} // namespace studio
