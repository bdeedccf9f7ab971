#pragma once

#include "core/FileHistory.h"
#include "core/RunRecord.h"
#include "core/Trial.h"

#include <QDate>
#include <QSet>

namespace studio
{

class Database;

/// One file that a model made, as the shelf has it.
struct MadeFile
{
    qint64 number = 0; ///< Of the row; counts up as files come.
    QString runId;
    QString trialId;   ///< Empty for a run without a trial.
    Target target;
    KeptMedia media;
    QDateTime made;    ///< When its run began, UTC.
    int rating = 0;    ///< 0 for none, to 5.
    bool isPractice = false;
    QString description; ///< What somebody wrote about it; empty for nothing.

    bool operator==(const MadeFile &) const = default;
};

/// What is kept of how a file was made, as it lies in the database: reading it takes a while when pictures were sent
/// along, so that is left to historyOf().
struct MadeHow
{
    QByteArray run;
    QByteArray request;
    QByteArray trial; ///< As it was when the run began; empty when that was not kept.
    QString description;
};

/// The history that copies of that file get (core/FileHistory). May be called from any thread.
Result<QJsonObject> historyOf(const MadeHow &how, const KeptMedia &media);

/// Which files are looked for. What is empty asks for nothing.
struct ResultFilter
{
    std::optional<MediaKind> kind = {};
    std::optional<Target> target = {};
    QString trialId = {};
    int leastRating = 0;
    QDate from = {};       ///< The first day, as this computer counts days.
    QDate to = {};         ///< The last day.
    QString words = {};    ///< Each must be in the prompt, the description, the trial's title or the model's name; case does not count.
    bool isOldestFirst = false; ///< An order, not a condition.

    bool operator==(const ResultFilter &) const = default;
};

/// Every file that models made, found by kind, model, trial, rating, date and words of the prompt. RunJournal fills it.
/// Lives on the GUI thread.
class ResultShelf
{
public:
    static constexpr int mostRating = 5;

    explicit ResultShelf(Database &database);

    Result<QList<MadeFile>> find(const ResultFilter &filter) const;
    Result<int> count() const; ///< Of all files.

    Result<QList<Target>> targets() const; ///< That made files, by name.
    Result<QStringList> trialIds() const;  ///< Of trials that have files, those with the newest first.

    /// The trial as it was when the file's run began. ErrorKind::Rejected when that was not kept.
    Result<Trial> asked(qint64 number) const;

    /// Its prompt, without the files that were sent along; the same error.
    Result<Prompt> prompt(qint64 number) const;

    /// The file's run, without what was sent and what was said. ErrorKind::Rejected when there is no such file.
    Result<RunRecord> summary(qint64 number) const;

    Result<MadeHow> how(qint64 number) const; ///< The same error.

    Result<void> rate(const QList<qint64> &numbers, int rating);

    Result<void> describe(qint64 number, const QString &text); ///< An empty text takes the description away.

    /// Of all files with that content that nobody has described.
    Result<void> describe(const FileDescription &description);

    /// Takes files out of the shelf for good; their runs stay in the journal. Gives those whose content no other run
    /// has: they may be deleted.
    Result<QList<KeptMedia>> remove(const QList<qint64> &numbers);

    /// What was taken out and no other run has: may be deleted, if that has not been done.
    Result<QList<KeptMedia>> removed() const;

    Result<QSet<QByteArray>> contents() const; ///< SHA-256 of all files.

private:
    Database &m_database;
};

} // namespace studio

Q_DECLARE_METATYPE(studio::MadeFile)
Q_DECLARE_METATYPE(studio::ResultFilter)
