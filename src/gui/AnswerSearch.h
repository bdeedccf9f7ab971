#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QStringMatcher>
#include <QTimer>

#include <compare>
#include <span>

namespace studio
{

class AnswerFlow;

/// A stretch of one block's plain text.
struct TextMatch
{
    int block = 0;
    int from = 0;
    int to = 0;

    auto operator<=>(const TextMatch &) const = default;
};

/// Finds a text in an answer as it reads, from its top, some milliseconds in each turn of the event loop, and
/// goes on with what the answer grows by. Any blank finds any other.
class AnswerSearch : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostMatches = 100'000;

    /// The flow outlives the search.
    explicit AnswerSearch(const AnswerFlow &flow, QObject *parent = nullptr);

    void start(const QString &text, Qt::CaseSensitivity caseSensitivity); ///< Forgets what was found.
    void stop() { start({}, Qt::CaseInsensitive); }
    void refresh(); ///< The flow took in more.

    const QList<TextMatch> &matches() const { return m_matches; } ///< In order, not overlapping.
    std::span<const TextMatch> matchesIn(int block) const;
    bool isComplete() const { return m_isComplete; } ///< Has been at the end, or is full.
    bool isFull() const { return m_matches.size() >= mostMatches; }

signals:
    void changed();

private:
    void forget();
    void searchSome();
    void searchBlock(int block);
    void tell();

    const AnswerFlow &m_flow;
    QStringMatcher m_matcher;
    QList<TextMatch> m_matches;
    int m_next = 0;    ///< The first block that is not searched.
    int m_certain = 0; ///< So many searched blocks stay as they are.
    int m_edition = 0; ///< Of the flow that was searched.
    bool m_hasGrown = false;
    bool m_isComplete = false;
    QTimer m_turn;
    QElapsedTimer m_sinceTold;
};

} // namespace studio
