#include "providers/ResponsesForm.h"

#include "providers/ResponsesEvent.h"

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Kind = ResponsesPlace::Kind;

constexpr std::array<EventForm::Spot, 4> spots{
    {{"delta"_L1}, {"sequence_number"_L1, EventForm::Kind::Count}, {"obfuscation"_L1}, {"item_id"_L1}}};
constexpr std::size_t deltaSpot = 0;

std::optional<Kind> kindOf(const QString &type)
{
    if (type == "response.output_text.delta"_L1)
        return Kind::Text;
    if (type == "response.reasoning_text.delta"_L1)
        return Kind::Reasoning;
    return type == "response.reasoning_summary_text.delta"_L1 ? std::optional(Kind::Summary) : std::nullopt;
}

} // namespace

ResponsesForm::ResponsesForm() : m_form(spots) {}

QStringView ResponsesForm::piece() const
{
    return m_form.text(deltaSpot);
}

void ResponsesForm::learn(QByteArrayView event, const QJsonObject &object)
{
    const auto kind = kindOf(object[u"type"_s].toString());
    if (kind && object[u"delta"_s].isString() && m_form.learn(event, object))
        m_place = placeOf(*kind, object);
}

} // namespace studio
