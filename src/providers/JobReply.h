#pragma once

#include "providers/Profile.h"

namespace studio
{

/// What one reply says about a job, whatever shape the server gave it: the job itself, or the job inside "data".
struct JobReply
{
    QString id = {};
    QString word = {};                ///< The status as written; empty when there is none.
    std::optional<int> percent = {};
    QString pollAddress = {};         ///< As written: whole, or a path.
    QList<QStringList> videos = {};   ///< Addresses, place by place: the first place with a good one counts.
    QString lastFrame = {};           ///< Address of a picture.
    QJsonObject job = {};             ///< The object that the rest was read from.
    bool saysError = false;           ///< Something failed, whatever the status says.
};

JobReply jobReplyFrom(const QJsonObject &reply);

/// What a status word means: as the profile says, else as everybody does. Unknown words mean that the job goes on.
JobForm::Word jobWordFrom(const QString &word, const QMap<QString, JobForm::Word> &own);

/// Why a job failed. The words come from wherever the server put them; the reply's status word is among them
/// when there are no others.
Error jobErrorFrom(const QJsonObject &reply, int status, const QList<Header> &headers);

} // namespace studio
