#include "providers/ModelList.h"

#include "core/Json.h"
#include "providers/Bundled.h"
#include "providers/ErrorReply.h"
#include "providers/ModelRow.h"
#include "providers/ServerWords.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// The entries of a list, or the reason why this is none.
Result<QJsonArray> entriesOf(const QByteArray &body)
{
    const QByteArray trimmed = body.trimmed();
    const bool isBareList = trimmed.startsWith('[');
    const auto object = isBareList ? parseJsonObject("{\"data\":" + trimmed + '}') : parseReplyObject(trimmed);
    if (!object) {
        const bool isPage = looksLikeMarkup(trimmed) || !trimmed.startsWith(isBareList ? '[' : '{');
        if (isPage)
            return Error{ErrorKind::NotAnApi, shortened(redacted(plainText(trimmed)), 200)};
        return object.error();
    }
    const QJsonArray data = (*object)[u"data"_s].toArray();
    if (isBareList && data.size() == 1 && isErrorReply(data.first().toObject()))
        return errorFromWhole(data.first().toObject());
    if (isErrorReply(*object))
        return errorFromWhole(*object);
    return data.isEmpty() ? (*object)[u"models"_s].toArray() : data;
}

/// Thousands of models have a few words between them: each is kept once.
class SharedWords
{
public:
    void share(Model &model)
    {
        for (QStringList *list : {&model.inputs, &model.outputs, &model.settings, &model.endpointTypes})
            *list = *m_lists.insert(*list);
        for (QString *word : {&model.target.provider, &model.maker, &model.category})
            *word = *m_words.insert(*word);
    }

private:
    QSet<QStringList> m_lists;
    QSet<QString> m_words;
};

QString bundledPath(const QString &provider)
{
    return u"catalog/%1.json"_s.arg(provider);
}

} // namespace

Result<QList<Model>> parseModelList(const QByteArray &body, const QString &provider)
{
    const auto entries = entriesOf(body);
    if (!entries)
        return entries.error();
    QList<Model> models;
    QSet<QString> ids;
    SharedWords words;
    for (const QJsonValue &entry : *entries) {
        const QJsonObject row = commonRow(entry.toObject());
        const QString id = withoutLoneSurrogates(row[u"id"_s].toString()); // as the model will have it
        if (id.isEmpty() || ids.contains(id))
            continue;
        ids.insert(id);
        Model model = modelFromRow(row, provider);
        words.share(model);
        models << std::move(model);
    }
    if (models.isEmpty())
        return Error{ErrorKind::Garbled, u"the list names no models"_s};
    return models;
}

QByteArray bundledModelList(const QString &provider)
{
    return bundledFile(bundledPath(provider));
}

QDate bundledModelListDate(const QString &provider)
{
    const auto object = parseJsonObject(bundledModelList(provider));
    if (!object)
        return {};
    return QDate::fromString((*object)[u"snapshot"_s][u"date"_s].toString(), Qt::ISODate);
}

} // namespace studio
