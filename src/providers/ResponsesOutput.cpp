#include "providers/ResponsesOutput.h"

#include "providers/TextJoiner.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

bool mayBeSame(int a, int b)
{
    return a == b || a == ResponsesPlace::unknown || b == ResponsesPlace::unknown;
}

/// Parts of one message are one text, parts of reasoning are paragraphs.
bool areApart(const ResponsesPlace &a, const ResponsesPlace &b)
{
    return !mayBeSame(a.item, b.item) || (a.isReasoning() && (a.kind != b.kind || !mayBeSame(a.part, b.part)));
}

} // namespace

void ResponsesOutput::takePiece(const ResponsesPlace &place, QStringView text)
{
    if (text.isEmpty())
        return;
    std::optional<ResponsesPlace> &last = place.isReasoning() ? m_lastThought : m_lastText;
    if (last != place) {
        const QString gap = last && areApart(*last, place) ? u"\n\n"_s : QString();
        place.isReasoning() ? m_writer.addReasoning(gap) : m_writer.addText(gap);
        last = place;
        m_told.add(place);
        m_hasRefusal = m_hasRefusal || place.kind == ResponsesPlace::Kind::Refusal;
    }
    place.isReasoning() ? m_writer.addReasoning(text) : m_writer.addText(text);
}

void ResponsesOutput::takeWhole(const ResponsesText &text)
{
    if (!m_told.has(text.place))
        takePiece(text.place, text.text);
}

void ResponsesOutput::takeItem(const ResponsesItem &item)
{
    for (const ResponsesText &text : item.texts)
        takeWhole(text);
    if (item.call)
        takeCall(*item.call);
    if (item.picture)
        takePicture(*item.picture);
    for (const QString &oddity : item.oddities) {
        if (!m_oddities.contains(oddity))
            m_writer.add(Oddity{oddity});
        m_oddities << oddity;
    }
}

void ResponsesOutput::takeAll(const QJsonObject &response)
{
    const bool hadText = m_lastText.has_value();
    const bool hadReasoning = m_lastThought.has_value();
    const QJsonArray output = response[u"output"_s].toArray();
    for (int index = 0; index < int(output.size()); ++index) {
        ResponsesItem item = responsesItemOf(output[index].toObject(), index);
        item.texts.removeIf([hadText, hadReasoning](const ResponsesText &text) {
            return text.place.isReasoning() ? hadReasoning : hadText;
        });
        takeItem(item);
    }
    for (const QString &name : {u"output_text"_s, u"response"_s}) {
        if (!m_lastText)
            takePiece({}, response[name].toString());
    }
}

void ResponsesOutput::openCall(const QString &key, const ToolCalled &call)
{
    m_openCalls[key] = call;
}

void ResponsesOutput::growCall(const QString &key, const QString &piece)
{
    m_openCalls[key].arguments += piece;
}

void ResponsesOutput::setArguments(const QString &key, const QString &name, const QString &arguments)
{
    ToolCalled &call = m_openCalls[key];
    call.arguments = arguments;
    if (call.name.isEmpty())
        call.name = name;
}

void ResponsesOutput::takeOpenCalls()
{
    for (const auto &[key, call] : std::exchange(m_openCalls, {}))
        takeCall(call);
}

bool ResponsesOutput::isEmpty() const
{
    return !m_writer.sawText() && !m_writer.sawReasoning() && !m_told.hasCalls() && !m_told.hasPictures();
}

void ResponsesOutput::takeCall(const ToolCalled &call)
{
    if (call.name.isEmpty() || m_told.has(call))
        return;
    m_told.add(call);
    TextJoiner joiner; // halves of a character may have come apart, and only now all are there
    const QString arguments = joiner.feed(call.arguments);
    m_writer.add(ToolCalled{call.id, call.name, arguments + joiner.rest()});
}

void ResponsesOutput::takePicture(const Media &picture)
{
    if (m_told.has(picture))
        return;
    m_told.add(picture);
    m_writer.add(MediaArrived{picture});
}

} // namespace studio
