#include "providers/Corrections.h"

#include "core/Json.h"
#include "providers/Bundled.h"
#include "providers/CorrectionsReader.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostMatchedChars = 300; // of an id; patterns come from anywhere

} // namespace

bool Corrections::Entry::fits(const QString &model) const
{
    return id.isEmpty() ? model.size() <= mostMatchedChars && pattern.match(model).hasMatch() : id == model;
}

Result<Corrections> Corrections::parse(const QByteArray &json, const QString &provider)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return Error{ErrorKind::Rejected, object.error().detail};
    return CorrectionsReader(*object).read(provider);
}

void Corrections::apply(Model &model) const
{
    for (const Entry &entry : m_entries) {
        if (!entry.fits(model.target.model))
            continue;
        // Says whether a fact is to be taken from this entry, and notes it.
        const auto takes = [&](Origin::Fact fact, bool hasFact, bool isListed) {
            if (!hasFact || (isListed && !m_isUsers) || model.originOf(fact))
                return false;
            Origin origin = entry.origin;
            origin.fact = fact;
            origin.isUsers = m_isUsers;
            model.origins << origin;
            return true;
        };
        if (takes(Origin::Fact::Category, !entry.category.isEmpty(), false))
            model.category = entry.category;
        if (takes(Origin::Fact::Family, !entry.family.isEmpty(), false))
            model.family = entry.family;
        if (takes(Origin::Fact::Context, entry.context.has_value(), model.context.has_value()))
            model.context = entry.context;
        if (takes(Origin::Fact::LongestAnswer, entry.longestAnswer.has_value(), model.longestAnswer.has_value()))
            model.longestAnswer = entry.longestAnswer;
        if (takes(Origin::Fact::Price, entry.price.isKnown() || !entry.unitPrices.isEmpty(), model.price.isKnown() || !model.unitPrices.isEmpty())) {
            model.price = entry.price;
            model.unitPrices = entry.unitPrices;
        }
    }
    const bool makesMedia = model.category == "image"_L1 || model.category == "video"_L1;
    const bool isGuess = model.kinds == Model::Kinds::Guessed;
    if (isGuess && makesMedia)
        model.outputs = {model.category};
    else if (isGuess && model.originOf(Origin::Fact::Category))
        model.outputs = {u"text"_s};
}

Corrections bundledCorrections(const QString &provider)
{
    const QByteArray json = bundledFile(u"catalog/%1-corrections.json"_s.arg(provider));
    if (json.isEmpty())
        return {};
    auto corrections = Corrections::parse(json, provider);
    Q_ASSERT(corrections);
    return corrections ? *std::move(corrections) : Corrections();
}

} // namespace studio
