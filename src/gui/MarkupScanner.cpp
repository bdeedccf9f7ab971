#include "gui/MarkupScanner.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

bool isNameLetter(QChar letter)
{
    return letter.isLetterOrNumber() || letter == u'-' || letter == u'_' || letter == u':' ||
           letter == u'.' || letter == u'@' || letter == u'#' || letter == u'*';
}

qsizetype nameLength(QStringView text)
{
    return std::find_if_not(text.begin(), text.end(), isNameLetter) - text.begin();
}

/// The length of "&amp;" and its like at the start; 0 for an ampersand alone.
qsizetype referenceLength(QStringView text)
{
    const QStringView name = text.mid(1, 32);
    const qsizetype length = name.startsWith(u'#') ? 1 + nameLength(name.sliced(1)) : nameLength(name);
    return length > 0 && name.mid(length).startsWith(u';') ? length + 2 : 0;
}

} // namespace

void MarkupScanner::restart()
{
    m_settled = {};
}

void MarkupScanner::settle()
{
    m_settled = m_place;
}

void MarkupScanner::colour(QStringView text, qsizetype offset, QList<InkSpan> &spans)
{
    m_place = m_settled;
    SpanWriter writer(offset, spans);
    while (!text.isEmpty()) {
        const Step next = step(text);
        writer.add(next.length, next.ink);
        text = text.sliced(next.length);
    }
}

/// What the rest starts with. A construct that does not end in the rest takes all of it and stays open.
MarkupScanner::Step MarkupScanner::step(QStringView rest)
{
    switch (m_place.state) {
    case State::Text:
    case State::Script:
    case State::Style:
        return textStep(rest);
    case State::Comment:
        return through(rest, u"-->", Ink::Comment, State::Text);
    case State::Instruction:
        return through(rest, u">", Ink::Directive, State::Text);
    case State::DoubleQuoted:
        return through(rest, u"\"", Ink::String, State::InTag);
    case State::SingleQuoted:
        return through(rest, u"'", Ink::String, State::InTag);
    case State::TagName:
    case State::InTag:
    case State::Value:
        return tagStep(rest);
    }
    return {};
}

MarkupScanner::Step MarkupScanner::textStep(QStringView rest)
{
    if (m_place.state != State::Text) {
        const QStringView end = m_place.state == State::Script ? u"</script" : u"</style";
        const qsizetype at = rest.indexOf(end, 0, Qt::CaseInsensitive);
        if (at != 0)
            return {at < 0 ? rest.size() : at};
    }
    if (rest[0] == u'&') {
        const qsizetype length = referenceLength(rest);
        return length > 0 ? Step{length, Ink::Directive} : Step{};
    }
    if (rest[0] != u'<') {
        const auto next =
            std::find_if(rest.begin(), rest.end(), [](QChar c) { return c == u'<' || c == u'&'; });
        return {next - rest.begin()};
    }
    if (rest.startsWith(u"<!--")) {
        m_place.state = State::Comment;
        return {4, Ink::Comment};
    }
    if (rest.startsWith(u"<!") || rest.startsWith(u"<?")) {
        m_place.state = State::Instruction;
        return {2, Ink::Directive};
    }
    return tagOpened(rest);
}

MarkupScanner::Step MarkupScanner::tagOpened(QStringView rest)
{
    const qsizetype start = rest.mid(1).startsWith(u'/') ? 2 : 1;
    const QStringView name = rest.sliced(start, nameLength(rest.sliced(start)));
    if (!rest.mid(start).startsWith(u'>') && (name.isEmpty() || !name[0].isLetter()))
        return {};
    const bool isScript = start == 1 && name.compare("script"_L1, Qt::CaseInsensitive) == 0;
    const bool isStyle = start == 1 && name.compare("style"_L1, Qt::CaseInsensitive) == 0;
    m_place.behindTag = isScript ? State::Script : isStyle ? State::Style : State::Text;
    m_place.state = State::TagName;
    return {start, Ink::Keyword};
}

MarkupScanner::Step MarkupScanner::tagStep(QStringView rest)
{
    const bool isName = m_place.state == State::TagName;
    const bool isValue = m_place.state == State::Value;
    m_place.state = State::InTag;
    const QChar first = rest[0];
    if (first == u'>') {
        m_place.state = m_place.behindTag;
        return {1, Ink::Keyword};
    }
    if (isValue && first.isSpace()) {
        m_place.state = State::Value;
        return {};
    }
    if (first == u'=') {
        m_place.state = State::Value;
        return {};
    }
    if (first == u'"' || first == u'\'') {
        m_place.state = first == u'"' ? State::DoubleQuoted : State::SingleQuoted;
        return {1, Ink::String};
    }
    if (first == u'/' && !isValue)
        return {1, Ink::Keyword};
    const qsizetype length = std::max<qsizetype>(1, nameLength(rest));
    if (!isName)
        return {length, isValue ? Ink::String : nameLength(rest) > 0 ? Ink::Name : Ink::Plain};
    return {length, Ink::Keyword};
}

MarkupScanner::Step MarkupScanner::through(QStringView rest, QStringView end, Ink ink, State next)
{
    const qsizetype at = rest.indexOf(end);
    if (at < 0)
        return {rest.size(), ink};
    m_place.state = next;
    return {at + end.size(), ink};
}

} // namespace studio
