#include "gui/Announcer.h"

#include <QAccessible>
#include <QWidget>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

/// What is kept for somebody who listens; a faster stream is told by its latest sentences.
constexpr qsizetype mostUnsaid = 2000;

/// Nothing before that place is looked at.
qsizetype endOfLastSentence(QStringView text, qsizetype from)
{
    for (qsizetype at = text.size(); at > from; --at) {
        const QChar c = text[at - 1];
        const bool isStop =
            c == u'.' || c == u'!' || c == u'?' || c == u'。' || c == u'؟' || c == u'！' || c == u'？';
        if (c == u'\n' || (isStop && at < text.size()))
            return at;
    }
    return 0;
}

} // namespace

Announcer::Announcer(QWidget &widget, QObject *parent)
    : QObject(parent)
    , m_widget(widget)
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(3s);
    connect(&m_pace, &QTimer::timeout, this, &Announcer::saySentences);
}

void Announcer::begin(const QString &text)
{
    m_unsaid.clear();
    m_searched = 0;
    m_pace.start();
    say(text);
}

void Announcer::add(const QString &delta)
{
    m_unsaid += delta;
    if (m_unsaid.size() > 2 * mostUnsaid) {
        m_searched -= m_unsaid.size() - mostUnsaid;
        m_unsaid = m_unsaid.last(mostUnsaid);
    }
    if (!m_pace.isActive())
        saySentences();
}

void Announcer::end(const QString &text)
{
    m_pace.stop();
    say(m_unsaid.isEmpty() ? text : m_unsaid.simplified() + u' ' + text);
    m_unsaid.clear();
    m_searched = 0;
}

void Announcer::saySentences()
{
    const qsizetype end = endOfLastSentence(m_unsaid, qMax<qsizetype>(0, m_searched));
    m_searched = m_unsaid.size() - 1; // a stop at the very end ends a sentence once something follows
    if (end == 0)
        return;
    say(m_unsaid.first(end).simplified());
    m_unsaid.remove(0, end);
    m_searched = 0;
    m_pace.start();
}

void Announcer::say(const QString &text)
{
    m_widget.setAccessibleDescription(text); // tells the reader by itself that it changed
}

} // namespace studio
