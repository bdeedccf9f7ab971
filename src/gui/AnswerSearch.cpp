#include "gui/AnswerSearch.h"

#include "gui/AnswerFlow.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr qint64 turnMsecs = 4;
constexpr qint64 tellMsecs = 50;   ///< Between two counts that grow.
constexpr auto growthPause = 100ms; ///< The end of an answer that streams is searched no more often.

/// As long as the text, so that places stay true.
QString withPlainBlanks(QString text)
{
    std::ranges::replace_if(text, [](QChar character) { return character.isSpace(); }, u' ');
    return text;
}

/// An accent of its own belongs to the letter before it.
bool endsInsideLetter(const QString &text, qsizetype end)
{
    return end < text.size() && text[end].category() == QChar::Mark_NonSpacing;
}

} // namespace

AnswerSearch::AnswerSearch(const AnswerFlow &flow, QObject *parent)
    : QObject(parent)
    , m_flow(flow)
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &AnswerSearch::searchSome);
}

void AnswerSearch::start(const QString &text, Qt::CaseSensitivity caseSensitivity)
{
    m_matcher = QStringMatcher(withPlainBlanks(text), caseSensitivity);
    forget();
    m_sinceTold.invalidate();
    if (text.isEmpty()) {
        m_turn.stop();
        emit changed();
    } else {
        m_turn.start(0ms);
    }
}

void AnswerSearch::forget()
{
    m_matches.clear();
    m_next = m_certain = 0;
    m_isComplete = false;
    m_edition = m_flow.edition();
}

void AnswerSearch::refresh()
{
    if (m_matcher.pattern().isEmpty())
        return;
    m_hasGrown = true;
    if (!m_turn.isActive())
        m_turn.start(growthPause);
}

std::span<const TextMatch> AnswerSearch::matchesIn(int block) const
{
    const auto [first, last] = std::ranges::equal_range(m_matches, block, {}, &TextMatch::block);
    return {first, last};
}

void AnswerSearch::searchSome()
{
    const bool hasGrown = std::exchange(m_hasGrown, false);
    if (m_edition != m_flow.edition()) {
        forget();
    } else if (hasGrown && m_certain < m_next) { // what was the end may read otherwise now
        m_next = m_certain;
        m_matches.erase(std::ranges::lower_bound(std::as_const(m_matches), m_next, {}, &TextMatch::block), m_matches.cend());
    }
    QElapsedTimer timer;
    timer.start();
    const auto hasMore = [this] { return m_next < m_flow.count() && !isFull(); };
    while (hasMore() && timer.elapsed() < turnMsecs)
        searchBlock(m_next++);
    if (hasMore())
        m_turn.start(0ms);
    else
        m_isComplete = true;
    tell();
}

void AnswerSearch::searchBlock(int block)
{
    const QString text = withPlainBlanks(m_flow.plainText(block));
    const qsizetype length = m_matcher.pattern().size();
    for (qsizetype at = m_matcher.indexIn(text); at >= 0 && !isFull(); ) {
        const bool isMatch = !endsInsideLetter(text, at + length);
        if (isMatch)
            m_matches.append({block, int(at), int(at + length)});
        at = m_matcher.indexIn(text, at + (isMatch ? length : 1));
    }
    if (block < m_flow.finished())
        m_certain = block + 1;
}

/// Who shows it would else be busy with the count alone.
void AnswerSearch::tell()
{
    if (!m_isComplete && m_sinceTold.isValid() && m_sinceTold.elapsed() < tellMsecs)
        return;
    m_sinceTold.start();
    emit changed();
}

} // namespace studio
