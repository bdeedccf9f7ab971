#include "gateway/PracticeModels.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const PracticeModel *practiceModel(const QString &id)
{
    for (const PracticeModel &model : practiceModels()) {
        if (model.id == id)
            return &model;
    }
    return nullptr;
}

} // namespace

std::span<const PracticeModel> practiceModels()
{
    static const PracticeModel models[] = {
        {u"text-a"_s, u"Practice: Text A"_s, u"Short answers by fixed rules. Not an AI model."_s,
         AnswerStyle::Short, 100, 400},
        {u"text-b"_s, u"Practice: Text B"_s, u"Long Markdown answers by fixed rules. Not an AI model."_s,
         AnswerStyle::Markdown, 500, 1500},
        {u"text-c"_s, u"Practice: Text C"_s, u"Reasons first, by fixed rules. Not an AI model."_s,
         AnswerStyle::Reasoned, 1000, 4000},
    };
    return models;
}

QString withoutPractice(const QString &id)
{
    return id.startsWith("practice/"_L1) ? id.sliced(9) : id;
}

std::optional<AskedModel> findModel(const QString &asked)
{
    AskedModel found{asked, nullptr};
    const qsizetype colon = asked.lastIndexOf(u':');
    if (colon > 0)
        found.fault = faultNamed(QStringView(asked).sliced(colon + 1));
    if (found.fault)
        found.id = asked.first(colon);
    const QString id = withoutPractice(found.id);
    found.model = practiceModel(id);
    const bool isOurs = id != found.id || practiceModel(id.section(u':', 0, 0));
    const bool isMissing = id.section(u'/', -1).startsWith("missing"_L1) || id.isEmpty();
    if (!found.model && (isOurs || isMissing))
        return std::nullopt;
    if (!found.model)
        found.model = &practiceModels()[steadyHash(id.toUtf8()) % practiceModels().size()];
    return found;
}

quint64 steadyHash(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(digest.constData());
}

} // namespace studio
