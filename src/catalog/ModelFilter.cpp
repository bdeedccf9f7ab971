#include "catalog/ModelFilter.h"

namespace studio
{

QList<ModelFilter::Part> ModelFilter::parts() const
{
    QList<Part> parts;
    const auto add = [&parts](bool isAsked, Part part) {
        if (isAsked)
            parts << part;
    };
    add(!text.simplified().isEmpty(), Part::Text);
    add(!inputs.isEmpty(), Part::Inputs);
    add(!outputs.isEmpty(), Part::Outputs);
    add(!categories.isEmpty(), Part::Category);
    add(price && (price->least || price->most), Part::Price);
    add(context.has_value(), Part::Context);
    add(!providers.isEmpty(), Part::Provider);
    add(!settings.isEmpty(), Part::Setting);
    add(isFree, Part::Free);
    add(dataPolicy != DataPolicy::Any, Part::DataPolicy);
    add(isFavourite, Part::Favourites);
    add(isTried, Part::Tried);
    return parts;
}

ModelFilter ModelFilter::without(Part part) const
{
    ModelFilter rest = *this;
    switch (part) {
    case Part::Text:
        rest.text.clear();
        break;
    case Part::Inputs:
        rest.inputs.clear();
        break;
    case Part::Outputs:
        rest.outputs.clear();
        break;
    case Part::Category:
        rest.categories.clear();
        break;
    case Part::Price:
        rest.price.reset();
        break;
    case Part::Context:
        rest.context.reset();
        break;
    case Part::Provider:
        rest.providers.clear();
        break;
    case Part::Setting:
        rest.settings.clear();
        break;
    case Part::Free:
        rest.isFree = false;
        break;
    case Part::DataPolicy:
        rest.dataPolicy = DataPolicy::Any;
        break;
    case Part::Favourites:
        rest.isFavourite = false;
        break;
    case Part::Tried:
        rest.isTried = false;
        break;
    case Part::Hidden:
        rest.hasHidden = true;
        break;
    }
    return rest;
}

} // namespace studio
