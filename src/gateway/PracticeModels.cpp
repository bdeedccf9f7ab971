#include "gateway/PracticeModels.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 wisGateCreated = 1626777600; // WisGate's list has the same moment in every row
constexpr qint64 contextTokens = 131072;
constexpr qint64 longestAnswer = 8192;

const PracticeModel *practiceModel(const QString &id)
{
    for (const PracticeModel &model : practiceModels()) {
        if (model.id == id)
            return &model;
    }
    return nullptr;
}

QString perToken(qint64 nanoDollars)
{
    return u"0.%1"_s.arg(nanoDollars, 9, 10, '0'_L1);
}

QJsonObject openRouterRow(const PracticeModel &model)
{
    const QJsonArray text{u"text"_s};
    QJsonArray settings{u"max_tokens"_s, u"max_completion_tokens"_s, u"seed"_s, u"temperature"_s};
    if (model.style == AnswerStyle::Reasoned)
        settings += u"reasoning"_s;
    return {
        {u"id"_s, model.id},
        {u"canonical_slug"_s, model.id},
        {u"hugging_face_id"_s, QJsonValue::Null},
        {u"name"_s, model.name},
        {u"created"_s, practiceCreated},
        {u"description"_s, model.description},
        {u"context_length"_s, contextTokens},
        {u"architecture"_s, QJsonObject{{u"modality"_s, u"text->text"_s},
                                        {u"input_modalities"_s, text},
                                        {u"output_modalities"_s, text},
                                        {u"tokenizer"_s, u"Other"_s},
                                        {u"instruct_type"_s, QJsonValue::Null}}},
        {u"pricing"_s, QJsonObject{{u"prompt"_s, perToken(model.inputNanoDollars)},
                                   {u"completion"_s, perToken(model.outputNanoDollars)}}},
        {u"top_provider"_s, QJsonObject{{u"context_length"_s, contextTokens},
                                        {u"max_completion_tokens"_s, longestAnswer},
                                        {u"is_moderated"_s, false}}},
        {u"per_request_limits"_s, QJsonValue::Null},
        {u"supported_parameters"_s, settings},
        {u"default_parameters"_s, QJsonObject()},
        {u"expiration_date"_s, QJsonValue::Null},
    };
}

QJsonObject plainRow(const PracticeModel &model, qint64 created)
{
    return {{u"id"_s, model.id},
            {u"object"_s, u"model"_s},
            {u"created"_s, created},
            {u"owned_by"_s, u"practice"_s}};
}

QJsonObject wisGateRow(const PracticeModel &model)
{
    QJsonObject row = plainRow(model, wisGateCreated);
    row[u"supported_endpoint_types"_s] = QJsonArray{u"openai"_s};
    return row;
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

QJsonObject modelList(PracticeDialect dialect)
{
    QJsonArray rows;
    for (const PracticeModel &model : practiceModels()) {
        switch (dialect) {
        case PracticeDialect::OpenRouter:
            rows += openRouterRow(model);
            break;
        case PracticeDialect::WisGate:
            rows += wisGateRow(model);
            break;
        case PracticeDialect::OpenAi:
            rows += plainRow(model, practiceCreated);
            break;
        }
    }
    switch (dialect) {
    case PracticeDialect::OpenRouter:
        return {{u"data"_s, rows},
                {u"total_count"_s, rows.size()},
                {u"links"_s, QJsonObject{{u"next"_s, QJsonValue::Null}}}};
    case PracticeDialect::WisGate:
        return {{u"success"_s, true}, {u"object"_s, u"list"_s}, {u"data"_s, rows}};
    case PracticeDialect::OpenAi:
        break;
    }
    return {{u"object"_s, u"list"_s}, {u"data"_s, rows}};
}

quint64 steadyHash(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(digest.constData());
}

} // namespace studio
