// What the program makes of a model list, as JSON, so that another program can read the same list and compare:
//   list_facts FILE PROVIDER

#include "core/Pricing.h"
#include "providers/Corrections.h"
#include "providers/ModelList.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QJsonObject factsOf(const Model &model)
{
    QJsonObject object{{u"id"_s, model.target.model},
                       {u"category"_s, model.category},
                       {u"inputs"_s, QJsonArray::fromStringList(model.inputs)},
                       {u"outputs"_s, QJsonArray::fromStringList(model.outputs)},
                       {u"compared_in"_s, QString(nameOf(unitOf(model)))},
                       {u"free"_s, isFree(model)}};
    if (model.context)
        object[u"context"_s] = *model.context;
    if (model.longestAnswer)
        object[u"longest"_s] = *model.longestAnswer;
    if (const auto price = headPrice(model)) {
        object[u"unit"_s] = QString(nameOf(price->unit));
        object[u"lowest"_s] = price->lowest.toString();
        object[u"highest"_s] = price->highest.toString();
        if (price->input)
            object[u"input"_s] = price->input->toString();
    }
    return object;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QFile file(app.arguments().value(1));
    const QString provider = app.arguments().value(2);
    if (!file.open(QIODevice::ReadOnly))
        return 2;
    auto models = parseModelList(file.readAll(), provider);
    if (!models) {
        std::fprintf(stderr, "%s\n", qPrintable(models.error().detail));
        return 1;
    }
    QJsonArray list;
    const Corrections corrections = bundledCorrections(provider);
    for (Model &model : *models) {
        corrections.apply(model);
        list << factsOf(model);
    }
    std::fputs(QJsonDocument(list).toJson(QJsonDocument::Compact).constData(), stdout);
    return 0;
}
