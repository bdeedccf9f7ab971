#include "core/FileHistory.h"

#include <QJsonObject>
#include <QMap>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int historyVersion = 1;
constexpr auto historyFormat = "signalbox-file-history"_L1;

QJsonObject fileFacts(const KeptMedia &media)
{
    return {{u"mime"_s, QString::fromLatin1(media.mime)},
            {u"sha256"_s, QString::fromLatin1(media.sha256)},
            {u"bytes"_s, media.size}};
}

/// What of a run says how its files came about; its text and its errors do not, and links open files to whoever
/// has them.
QJsonObject runFacts(const RunRecord &record)
{
    QJsonObject run = toJson(record);
    for (const auto name : {"id"_L1, "trial"_L1, "column"_L1, "state"_L1, "text"_L1, "reasoning"_L1, "attempts"_L1,
                            "oddities"_L1, "files"_L1, "media"_L1, "links"_L1, "goes_on"_L1, "guess"_L1, "error"_L1, "practice"_L1, "job"_L1})
        run.remove(name);
    return run;
}

/// With the one model that made the file, and without what stands for a trial on this computer.
QJsonObject trialFacts(Trial trial, const Target &target)
{
    trial.targets = {target};
    trial.isPinned = false;
    QJsonObject object = toJson(trial);
    object.remove(u"id"_s);
    object.remove(u"created"_s);
    return object;
}

void addPlaces(QMap<QString, QString> &places, const QString &place, const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each)
            addPlaces(places, place.isEmpty() ? each.key() : place + u'.' + each.key(), *each);
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            addPlaces(places, u"%1.%2"_s.arg(place).arg(i + 1), array[i]);
    } else {
        places[place] = value.isBool() ? (value.toBool() ? u"true"_s : u"false"_s) : value.toVariant().toString();
    }
}

/// Every single value by its place.
QMap<QString, QString> placesOf(const QJsonObject &history)
{
    QJsonObject shown = leanHistory(history);
    QJsonObject run = shown[u"run"_s].toObject();
    run.remove(u"request"_s);
    shown[u"run"_s] = run;
    QMap<QString, QString> places;
    addPlaces(places, {}, shown);
    return places;
}

} // namespace

QJsonObject fileHistory(const RunRecord &record, const Trial &trial, const KeptMedia &media)
{
    QJsonObject history{{u"format"_s, historyFormat},
                        {u"version"_s, historyVersion},
                        {u"practice"_s, record.isPractice},
                        {u"file"_s, fileFacts(media)},
                        {u"run"_s, runFacts(record)}};
    if (record.isPractice)
        history[u"note"_s] = u"practice output, not an AI model"_s;
    if (!trial.id.isEmpty())
        history[u"trial"_s] = trialFacts(trial, record.target);
    return history;
}

QString keptDescription(const QString &text)
{
    return text.left(4 * FileDescription::mostLetters).simplified().left(FileDescription::mostLetters);
}

QJsonObject describedHistory(QJsonObject history, const QString &text)
{
    if (const QString kept = keptDescription(text); !kept.isEmpty())
        history[u"description"_s] = kept;
    return history;
}

FileDescription descriptionIn(const QJsonObject &history)
{
    return {history[u"file"_s][u"sha256"_s].toString().toLatin1(), keptDescription(history[u"description"_s].toString())};
}

QJsonObject leanHistory(QJsonObject history)
{
    QJsonObject run = history[u"run"_s].toObject();
    QJsonObject request = run[u"request"_s].toObject();
    for (const auto name : {"body"_L1, "body_base64"_L1})
        request.remove(name);
    run[u"request"_s] = request;
    history[u"run"_s] = run;

    QJsonObject trial = history[u"trial"_s].toObject();
    QJsonObject prompt = trial[u"prompt"_s].toObject();
    QJsonArray names = history[u"left_out"_s].toArray();
    for (const QJsonValue &attachment : prompt.take(u"attachments"_s).toArray())
        names << attachment[u"name"_s];
    if (names.isEmpty())
        return history;
    history[u"left_out"_s] = names;
    trial[u"prompt"_s] = prompt;
    history[u"trial"_s] = trial;
    return history;
}

bool isFileHistory(const QJsonObject &history)
{
    return history[u"format"_s].toString() == historyFormat;
}

Result<Trial> trialFromHistory(const QJsonObject &history)
{
    if (!isFileHistory(history))
        return Error{ErrorKind::Rejected, u"format: this does not say how a file was made"_s};
    if (history[u"version"_s].toInt() > historyVersion)
        return Error{ErrorKind::Rejected, u"version: a newer Signalbox Studio wrote how this file was made"_s};
    if (!history[u"trial"_s].isObject())
        return Error{ErrorKind::Rejected, u"trial: the prompt is not known"_s};
    auto trial = trialFromJson(history[u"trial"_s].toObject());
    if (!trial)
        return trial.error();
    const Trial fresh = newTrial();
    trial->id = fresh.id;
    trial->created = fresh.created;
    trial->isPinned = false;
    return trial;
}

QList<HistoryDifference> historyDifferences(const QJsonObject &first, const QJsonObject &second)
{
    const QMap<QString, QString> one = placesOf(first);
    const QMap<QString, QString> other = placesOf(second);
    QMap<QString, QString> all = one;
    all.insert(other);
    QList<HistoryDifference> differences;
    for (auto place = all.keyBegin(); place != all.keyEnd(); ++place) {
        if (one.value(*place) != other.value(*place))
            differences << HistoryDifference{*place, one.value(*place), other.value(*place)};
    }
    return differences;
}

QStringList missingAttachments(const QJsonObject &history)
{
    QStringList names;
    for (const QJsonValue &name : history[u"left_out"_s].toArray())
        names << name.toString();
    return names;
}

} // namespace studio
