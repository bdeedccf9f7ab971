#include "gateway/PictureCatalog.h"

#include "gateway/CatalogReply.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QJsonObject choiceOf(const QStringList &values)
{
    return {{u"type"_s, u"enum"_s}, {u"values"_s, QJsonArray::fromStringList(values)}};
}

QJsonObject rangeOf(qint64 low, qint64 high)
{
    return {{u"type"_s, u"range"_s}, {u"min"_s, low}, {u"max"_s, high}};
}

/// As OpenRouter describes what its address for pictures takes.
QJsonObject pictureSettings()
{
    return {{u"n"_s, rangeOf(1, 10)},
            {u"resolution"_s, choiceOf({u"512"_s, u"1K"_s, u"2K"_s, u"4K"_s})},
            {u"aspect_ratio"_s, choiceOf({u"1:1"_s, u"2:3"_s, u"3:2"_s, u"3:4"_s, u"4:3"_s, u"4:5"_s, u"5:4"_s, u"9:16"_s,
                                          u"16:9"_s, u"21:9"_s})},
            {u"quality"_s, choiceOf({u"auto"_s, u"low"_s, u"medium"_s, u"high"_s})},
            {u"output_format"_s, choiceOf({u"png"_s, u"jpeg"_s, u"webp"_s})},
            {u"background"_s, choiceOf({u"auto"_s, u"opaque"_s, u"transparent"_s})},
            {u"output_compression"_s, rangeOf(0, 100)},
            {u"seed"_s, QJsonObject{{u"type"_s, u"boolean"_s}}},
            {u"input_references"_s, rangeOf(0, 16)}};
}

QJsonObject pictureRow(const PracticeModel &model)
{
    return {{u"id"_s, model.id},
            {u"name"_s, model.name},
            {u"description"_s, model.description},
            {u"created"_s, practiceCreated},
            {u"architecture"_s, architecture(model)},
            {u"supported_parameters"_s, pictureSettings()},
            {u"supports_streaming"_s, true},
            {u"endpoints"_s, u"/api/v1/images/models/%1/endpoints"_s.arg(model.id)}};
}

} // namespace

QJsonObject pictureModelList()
{
    QJsonArray rows;
    for (const PracticeModel &model : practiceModels()) {
        if (model.makesPictures())
            rows += pictureRow(model);
    }
    return {{u"data"_s, rows}};
}

QJsonObject pictureEndpointList(const AskedModel &asked)
{
    const double price = static_cast<double>(asked.model->pictureNanoDollars) / 1e9;
    const QJsonObject perPicture{{u"billable"_s, u"output_image"_s}, {u"unit"_s, u"image"_s}, {u"cost_usd"_s, price}};
    return {{u"id"_s, asked.id},
            {u"endpoints"_s, QJsonArray{QJsonObject{{u"provider_name"_s, u"Practice"_s},
                                                    {u"provider_slug"_s, u"practice"_s},
                                                    {u"provider_tag"_s, QJsonValue::Null},
                                                    {u"supported_parameters"_s, pictureSettings()},
                                                    {u"allowed_passthrough_parameters"_s, QJsonArray()},
                                                    {u"supports_streaming"_s, true},
                                                    {u"pricing"_s, QJsonArray{perPicture}}}}}};
}

} // namespace studio
