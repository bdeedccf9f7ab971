#include "providers/MessagesForm.h"

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::array<EventForm::Spot, 2> spots{{{"delta.text"_L1}, {"delta.thinking"_L1}}};
constexpr std::size_t textSpot = 0;
constexpr std::size_t thinkingSpot = 1;

/// True when reading the event again with another text would do nothing but add that text.
bool bringsOnlyText(const QJsonObject &event)
{
    const QJsonValue delta = event[u"delta"_s];
    const bool hasText = !delta[u"text"_s].isUndefined();
    const bool hasThinking = !delta[u"thinking"_s].isUndefined();
    return event[u"type"_s].toString() == "content_block_delta"_L1 && hasText != hasThinking
        && delta[u"type"_s].toString() == (hasText ? "text_delta"_L1 : "thinking_delta"_L1);
}

} // namespace

MessagesForm::MessagesForm() : m_form(spots) {}

bool MessagesForm::read(QByteArrayView event)
{
    return m_form.read(unpadded(event));
}

QStringView MessagesForm::text() const
{
    return m_form.text(textSpot);
}

QStringView MessagesForm::reasoning() const
{
    return m_form.text(thinkingSpot);
}

void MessagesForm::learn(QByteArrayView event, const QJsonObject &object)
{
    if (bringsOnlyText(object))
        m_form.learn(unpadded(event), object);
}

/// Without the spaces before the last brace: Anthropic varies their number, so that nobody on the way can tell an
/// answer by its sizes.
QByteArrayView MessagesForm::unpadded(QByteArrayView event)
{
    if (event.size() < 2 || event.back() != '}' || event[event.size() - 2] != ' ')
        return event;
    qsizetype size = event.size() - 1;
    while (size > 0 && event[size - 1] == ' ')
        --size;
    m_unpadded.resize(0);
    m_unpadded.append(event.first(size));
    m_unpadded.append('}');
    return m_unpadded;
}

} // namespace studio
