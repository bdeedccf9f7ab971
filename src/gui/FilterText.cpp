#include "gui/FilterText.h"

#include "gui/Figures.h"
#include "gui/ModelWords.h"
#include "gui/NameText.h"
#include "gui/PriceText.h"
#include "gui/SettingText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Where the texts stand for translators.
class FilterWords
{
    Q_DECLARE_TR_FUNCTIONS(FilterWords)
};

QStringList modalityWords(const QStringList &modalities)
{
    QStringList words;
    for (const QString &modality : modalities) {
        if (const QString word = modalityWord(modality); !words.contains(word))
            words << word;
    }
    return words;
}

QString bandText(const ModelFilter::Band &band)
{
    const QString per = perText(band.unit);
    if (band.least && band.most) {
        //: A range of prices, and what for: from $0.10 to $0.50 a picture.
        return FilterWords::tr("from %1 to %2 %3").arg(dollarsText(*band.least), dollarsText(*band.most), per);
    }
    //: A price, and what for: at most $0.05 a picture.
    return band.most ? FilterWords::tr("at most %1 %2").arg(dollarsText(*band.most), per)
                     : FilterWords::tr("at least %1 %2").arg(dollarsText(band.least.value_or(Money())), per);
}

} // namespace

QString alternatives(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    //: The last two of some alternatives: OpenRouter or WisGate.
    return FilterWords::tr("%1 or %2").arg(words.mid(0, words.size() - 1).join(u", "_s), words.last());
}

QString categoryWord(const QString &category)
{
    if (category == "llm"_L1)
        return FilterWords::tr("Language");
    if (category == "image"_L1)
        return FilterWords::tr("Picture");
    if (category == "video"_L1)
        return FilterWords::tr("Video");
    if (category == "coding"_L1)
        return FilterWords::tr("Coding");
    return category;
}

QString FilterText::part(const ModelFilter &filter, ModelFilter::Part part) const
{
    switch (part) {
    case ModelFilter::Part::Text:
        return FilterWords::tr("with “%1”").arg(nameText(filter.text.simplified()));
    case ModelFilter::Part::Inputs:
        //: What goes into a model: text and picture in.
        return FilterWords::tr("%1 in").arg(modalityWords(filter.inputs).join(FilterWords::tr(" and ")));
    case ModelFilter::Part::Outputs:
        //: What comes out of a model: picture or video out.
        return FilterWords::tr("%1 out").arg(alternatives(modalityWords(filter.outputs)));
    case ModelFilter::Part::Category: {
        QStringList words;
        for (const QString &category : filter.categories)
            words << categoryWord(category);
        return FilterWords::tr("for %1").arg(alternatives(words));
    }
    case ModelFilter::Part::Price:
        return filter.price ? bandText(*filter.price) : QString();
    case ModelFilter::Part::Context:
        return FilterWords::tr("fits %1 tokens").arg(tokensText(filter.context.value_or(0)));
    case ModelFilter::Part::Provider: {
        QStringList names;
        for (const QString &provider : filter.providers)
            names << nameText(m_providers.value(provider, provider));
        return FilterWords::tr("from %1").arg(alternatives(names));
    }
    case ModelFilter::Part::Setting: {
        QStringList words;
        for (const QString &setting : filter.settings)
            words << settingTitle(setting);
        return FilterWords::tr("understands “%1”").arg(words.join(FilterWords::tr("” and “")));
    }
    case ModelFilter::Part::Free:
        return FilterWords::tr("free");
    case ModelFilter::Part::DataPolicy:
        return filter.dataPolicy == ModelFilter::DataPolicy::Local ? FilterWords::tr("on this computer")
                                                                   : FilterWords::tr("run by somebody who keeps nothing");
    case ModelFilter::Part::Favourites:
        return FilterWords::tr("favourites");
    case ModelFilter::Part::Tried:
        return FilterWords::tr("used lately");
    case ModelFilter::Part::Hidden:
        return FilterWords::tr("not hidden");
    }
    return {};
}

QString FilterText::sentence(const ModelFilter &filter) const
{
    QStringList parts;
    for (const ModelFilter::Part each : filter.parts())
        parts << part(filter, each);
    QString sentence = parts.join(FilterWords::tr(", ", "between parts of a filter"));
    if (!sentence.isEmpty())
        sentence.front() = sentence.front().toUpper();
    return sentence;
}

} // namespace studio
