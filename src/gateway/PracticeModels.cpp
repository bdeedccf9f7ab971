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

/// One of that kind, always the same one for the same id.
const PracticeModel *standIn(const QString &id, PracticeKind kind)
{
    QList<const PracticeModel *> candidates;
    for (const PracticeModel &model : practiceModels()) {
        if (model.kind == kind)
            candidates += &model;
    }
    return candidates[qsizetype(steadyHash(id.toUtf8()) % quint64(candidates.size()))];
}

} // namespace

std::span<const PracticeModel> practiceModels()
{
    static const PracticeModel models[] = {
        {u"text-a"_s, u"Practice: Text A"_s, u"Short answers by fixed rules. Not an AI model."_s,
         WritingStyle::Short, 100, 400},
        {u"text-b"_s, u"Practice: Text B"_s, u"Long Markdown answers by fixed rules. Not an AI model."_s,
         WritingStyle::Markdown, 500, 1500},
        {u"text-c"_s, u"Practice: Text C"_s, u"Reasons first, by fixed rules. Not an AI model."_s,
         WritingStyle::Reasoned, 1000, 4000},
        {u"picture-a"_s, u"Practice: Picture A"_s, u"Flat posters, drawn by fixed rules. Not an AI model."_s,
         WritingStyle::Short, 0, 0, PracticeKind::Picture, PictureStyle::Poster, 20'000'000, false},
        {u"picture-b"_s, u"Practice: Picture B"_s,
         u"Soft landscapes, drawn by fixed rules. Not an AI model."_s, WritingStyle::Short, 0, 0,
         PracticeKind::Picture, PictureStyle::Landscape, 40'000'000},
    };
    return models;
}

QString withoutPractice(const QString &id)
{
    return id.startsWith("practice/"_L1) ? id.sliced(9) : id;
}

std::optional<AskedModel> findModel(const QString &asked, PracticeKind kind)
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
        found.model = standIn(id, kind);
    return found;
}

PracticeKind kindFromId(const QString &id)
{
    const QString name = id.section(u'/', -1).toLower();
    for (const QString &word : {u"image"_s, u"dall-e"_s, u"flux"_s, u"banana"_s, u"seedream"_s, u"picture"_s,
                                u"stable-diffusion"_s, u"recraft"_s, u"riverflow"_s}) {
        if (name.contains(word))
            return PracticeKind::Picture;
    }
    return PracticeKind::Text;
}

quint64 steadyHash(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(digest.constData());
}

} // namespace studio
