#include "providers/ModelRow.h"

#include "providers/ListFields.h"
#include "providers/ModelKinds.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostNameChars = 200;
constexpr qsizetype mostDescriptionChars = 2000;
constexpr int farFuture = 2090; // servers write a date out there when there is no end

/// "Anthropic: Claude Haiku 4.5" names its maker; other lists leave it to the id.
QString makerOf(const QJsonObject &row, const QString &name)
{
    const qsizetype colon = name.indexOf(": "_L1);
    const bool isPlainId = !row[u"name"_s].isString();
    if (!isPlainId && colon > 0)
        return name.first(colon);
    return makerFromId(row[u"id"_s].toString());
}

struct Route
{
    QLatin1StringView type;
    QLatin1StringView output;
};

/// Outputs of a list that names endpoint types instead. Most types say how to call a model, not what it makes: empty.
QStringList outputsFromEndpoints(const QJsonArray &types)
{
    constexpr std::array<Route, 7> routes{{
        {"openai-video"_L1, "video"_L1},
        {"predictLongRunning"_L1, "video"_L1},
        {"image-generation"_L1, "image"_L1},
        {"predict"_L1, "image"_L1},
        {"embeddings"_L1, "embeddings"_L1},
        {"embedContent"_L1, "embeddings"_L1},
        {"jina-rerank"_L1, "rerank"_L1},
    }};
    for (const Route &route : routes) {
        if (types.contains(QString(route.type)))
            return {QString(route.output)};
    }
    return {};
}

/// What LM Studio says of a model instead of modalities.
void readKind(const QJsonObject &row, Model &model)
{
    const QString type = row[u"type"_s].toString();
    if (model.inputs.isEmpty() && (type == "vlm"_L1 || row[u"capabilities"_s][u"vision"_s].toBool()))
        model.inputs = {u"text"_s, u"image"_s};
    if (model.outputs.isEmpty() && (type == "embeddings"_L1 || type == "embedding"_L1))
        model.outputs = {u"embeddings"_s};
}

/// A list of video models says how long clips are, and from which frames they can begin, instead of modalities.
void readVideoKind(const QJsonObject &row, Model &model)
{
    if (!model.outputs.isEmpty() || !row[u"supported_durations"_s].isArray())
        return;
    model.outputs = {u"video"_s};
    if (model.inputs.isEmpty())
        model.inputs = row[u"supported_frame_images"_s].toArray().isEmpty() ? QStringList{u"text"_s}
                                                                             : QStringList{u"text"_s, u"image"_s};
}

void readModalities(const QJsonObject &row, Model &model)
{
    const QJsonValue architecture = row[u"architecture"_s];
    model.inputs = wordsFrom(architecture[u"input_modalities"_s]);
    model.outputs = wordsFrom(architecture[u"output_modalities"_s]);
    const QStringList sides = architecture[u"modality"_s].toString().split("->"_L1);
    if (sides.size() == 2 && model.inputs.isEmpty())
        model.inputs = wordsFrom(QJsonArray::fromStringList(sides.first().split(u'+')));
    if (sides.size() == 2 && model.outputs.isEmpty())
        model.outputs = wordsFrom(QJsonArray::fromStringList(sides.last().split(u'+')));
    readKind(row, model);
    readVideoKind(row, model);
    const bool areBothListed = !model.inputs.isEmpty() && !model.outputs.isEmpty();
    if (model.inputs.isEmpty())
        model.inputs = {u"text"_s};
    if (model.outputs.isEmpty())
        model.outputs = outputsFromEndpoints(row[u"supported_endpoint_types"_s].toArray());
    model.kinds = areBothListed ? Model::Kinds::Listed : Model::Kinds::OutputsListed;
    if (model.outputs.isEmpty()) {
        model.kinds = Model::Kinds::Guessed;
        model.outputs = outputsFromId(model.target.model);
    }
    if (model.outputs.isEmpty())
        model.outputs = {u"text"_s};
}

Price priceOf(const QJsonObject &row, const Model &model)
{
    const Price price = pricesFrom(row[u"pricing"_s]);
    const auto isNothing = [](const std::optional<Money> &amount) { return !amount || amount->isZero(); };
    // Pictures, sound and videos are billed by units that the list does not give: zero per token is not free there.
    const bool makesMedia = model.outputs != QStringList{u"text"_s} && !model.target.model.endsWith(":free"_L1);
    if (makesMedia && isNothing(price.inputToken) && isNothing(price.outputToken) && isNothing(price.request))
        return {};
    return price;
}

QDate endOf(const QJsonObject &row)
{
    for (const QString &field : {u"expiration_date"_s, u"shutdown_date"_s, u"deprecation"_s}) {
        const QDate date = QDate::fromString(row[field].toString().left(10), Qt::ISODate);
        if (date.isValid() && date.year() < farFuture)
            return date;
    }
    return {};
}

} // namespace

QJsonObject commonRow(const QJsonObject &row)
{
    constexpr QLatin1StringView prefix = "models/"_L1;
    const QString name = row[u"name"_s].toString();
    if (row.contains(u"id"_s))
        return row;
    if (!name.startsWith(prefix)) { // LM Studio's own list has keys, Ollama's the name twice
        QJsonObject common = row;
        common[u"id"_s] = row.contains(u"key"_s) ? row[u"key"_s] : row[u"model"_s];
        return common;
    }
    return {{u"id"_s, name.sliced(prefix.size())},
            {u"display_name"_s, row[u"displayName"_s]},
            {u"description"_s, row[u"description"_s]},
            {u"context_length"_s, row[u"inputTokenLimit"_s]},
            {u"top_provider"_s, QJsonObject{{u"max_completion_tokens"_s, row[u"outputTokenLimit"_s]}}},
            {u"supported_endpoint_types"_s, row[u"supportedGenerationMethods"_s]}};
}

Model modelFromRow(const QJsonObject &row, const QString &provider)
{
    Model model;
    model.target = {provider, withoutLoneSurrogates(row[u"id"_s].toString())};
    model.name = cleanText(row[u"name"_s], mostNameChars);
    if (model.name.isEmpty())
        model.name = cleanText(row[u"display_name"_s], mostNameChars);
    if (model.name.isEmpty())
        model.name = cleanText(row[u"id"_s], mostNameChars);
    model.maker = makerOf(row, model.name);
    model.description = cleanText(row[u"description"_s], mostDescriptionChars);
    readModalities(row, model);
    model.category = categoryOf(model.target.model, model.outputs);
    const QJsonValue top = row[u"top_provider"_s];
    model.context = firstPositive({row[u"context_length"_s], top[u"context_length"_s], row[u"max_model_len"_s],
                                   row[u"max_context_length"_s], row[u"meta"_s][u"n_ctx"_s]});
    model.longestAnswer = firstPositive({top[u"max_completion_tokens"_s]});
    model.price = priceOf(row, model);
    model.unitPrices = unitPricesFrom(row[u"pricing"_s], row[u"pricing_skus"_s]);
    model.endpointTypes = wordsFrom(row[u"supported_endpoint_types"_s]);
    model.settings = settingsFrom(wordsFrom(row[u"supported_parameters"_s]));
    const QString aliased = row[u"alias_target"_s][u"slug"_s].toString();
    model.canonicalId = withoutLoneSurrogates(aliased.isEmpty() ? row[u"canonical_slug"_s].toString() : aliased);
    model.endsOn = endOf(row);
    model.replacement = cleanText(row[u"deprecation_replacement_model"_s], mostNameChars);
    return model;
}

} // namespace studio
