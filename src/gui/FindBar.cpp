#include "gui/FindBar.h"

#include "gui/AnswerSearch.h"

#include "ui_FindBar.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostPhraseChars = 200;

} // namespace

FindBar::FindBar(AnswerSurface &surface, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FindBar>())
    , m_surface(surface)
    , m_search(new AnswerSearch(surface.flow(), this))
{
    m_ui->setupUi(this);
    m_ui->findStatus->setForegroundRole(QPalette::PlaceholderText);
    hide();
    connect(m_ui->findField, &QLineEdit::textChanged, this, &FindBar::searchAgain);
    connect(m_ui->findCaseButton, &QToolButton::toggled, this, &FindBar::searchAgain);
    connect(m_ui->findNextButton, &QToolButton::clicked, this, &FindBar::goToNext);
    connect(m_ui->findPreviousButton, &QToolButton::clicked, this, &FindBar::goToPrevious);
    connect(m_ui->findCloseButton, &QToolButton::clicked, this, &FindBar::leave);
    connect(m_search, &AnswerSearch::changed, this, &FindBar::takeMatches);
    connect(&m_surface, &AnswerSurface::selectionChanged, this, &FindBar::showStatus);
    showStatus();
}

FindBar::~FindBar() = default;

QList<QWidget *> FindBar::inputs() const
{
    return {m_ui->findField, m_ui->findPreviousButton, m_ui->findNextButton, m_ui->findCaseButton, m_ui->findCloseButton};
}

void FindBar::open()
{
    if (isHidden())
        m_cameFrom = QApplication::focusWidget();
    const QString phrase = selectedPhrase();
    m_start = m_surface.topPlace();
    show();
    m_ui->findField->setFocus(Qt::ShortcutFocusReason);
    if (!phrase.isEmpty() && phrase != m_ui->findField->text())
        m_ui->findField->setText(phrase);
    else
        searchAgain();
    m_ui->findField->selectAll();
}

void FindBar::leave()
{
    QWidget *back = m_cameFrom && m_cameFrom->isVisible() ? m_cameFrom.get() : &m_surface;
    hide();
    back->setFocus();
}

/// Whoever hides it wants its marks gone too.
void FindBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!isHidden())
        return; // the whole page went, and comes back
    m_search->stop();
    m_surface.setMarks({});
}

void FindBar::refresh()
{
    m_search->refresh();
}

/// What can be found: a few words in one block.
QString FindBar::selectedPhrase() const
{
    const auto [from, to] = std::minmax({m_surface.selectionAnchor(), m_surface.caret()});
    if (from.block != to.block || to.position - from.position > mostPhraseChars || from.block >= m_surface.flow().count())
        return {};
    return m_surface.flow().plainText(from.block).mid(from.position, to.position - from.position).trimmed();
}

void FindBar::searchAgain()
{
    if (m_surface.hasSelection())
        m_start = qMin(m_surface.selectionAnchor(), m_surface.caret());
    const bool isExact = m_ui->findCaseButton->isChecked();
    m_isLooking = true;
    m_search->start(m_ui->findField->text(), isExact ? Qt::CaseSensitive : Qt::CaseInsensitive);
    m_surface.setMarks([this](int block) {
        QTextCharFormat found;
        found.setBackground(m_surface.flow().style().found);
        found.setForeground(m_surface.flow().style().plain); // quiet words would not be readable on it
        QList<MarkedRange> ranges;
        for (const TextMatch &match : m_search->matchesIn(block))
            ranges.append({match.from, match.to, found});
        return ranges;
    });
    showStatus();
}

void FindBar::takeMatches()
{
    const QList<TextMatch> &matches = m_search->matches();
    if (m_isLooking) {
        const TextMatch from{m_start.block, m_start.position, 0};
        const auto behind = std::ranges::lower_bound(matches, from);
        m_isLooking = behind == matches.end() && !m_search->isComplete();
        if (behind != matches.end())
            goTo(*behind);
        else if (!m_isLooking && !matches.isEmpty())
            goTo(matches.first());
        else if (!m_isLooking)
            m_surface.select(m_start, m_start);
    }
    m_surface.viewport()->update();
    showStatus();
}

void FindBar::goTo(const TextMatch &match)
{
    m_surface.stay();
    m_surface.select({match.block, match.from}, {match.block, match.to});
    m_surface.revealPlace({match.block, match.from});
}

void FindBar::goToNext()
{
    const QList<TextMatch> &matches = m_search->matches();
    const TextPlace end = qMax(m_surface.selectionAnchor(), m_surface.caret());
    const auto next = std::ranges::lower_bound(matches, TextMatch{end.block, end.position, 0});
    if (next != matches.end())
        goTo(*next);
    else if (m_search->isComplete() && !matches.isEmpty())
        goTo(matches.first());
}

void FindBar::goToPrevious()
{
    const QList<TextMatch> &matches = m_search->matches();
    const TextPlace start = qMin(m_surface.selectionAnchor(), m_surface.caret());
    const auto behind = std::ranges::lower_bound(matches, TextMatch{start.block, start.position, 0});
    if (behind != matches.begin())
        goTo(*std::prev(behind));
    else if (m_search->isComplete() && !matches.isEmpty())
        goTo(matches.last());
}

/// -1 when something else, or nothing, is selected.
qsizetype FindBar::selectedMatch() const
{
    const auto [from, to] = std::minmax({m_surface.selectionAnchor(), m_surface.caret()});
    const QList<TextMatch> &matches = m_search->matches();
    const TextMatch selected{from.block, from.position, to.position};
    const auto at = std::ranges::lower_bound(matches, selected);
    return from.block == to.block && at != matches.end() && *at == selected ? at - matches.begin() : -1;
}

QString FindBar::statusText() const
{
    if (m_ui->findField->text().isEmpty())
        return {};
    const qsizetype count = m_search->matches().size();
    if (count == 0)
        return m_search->isComplete() ? tr("Nothing found") : tr("Searching…");
    const QLocale locale;
    QString all = locale.toString(count);
    if (!m_search->isComplete() || m_search->isFull()) //: So many have been found, and there may be more.
        all = tr("%1+").arg(all);
    const qsizetype selected = selectedMatch();
    //: A place of all places where a text was found: "3 of 17".
    return selected < 0 ? tr("%1 found").arg(all) : tr("%1 of %2").arg(locale.toString(selected + 1), all);
}

void FindBar::showStatus()
{
    if (isHidden())
        return;
    const QString status = statusText();
    m_ui->findStatus->setText(status);
    m_ui->findField->setAccessibleDescription(status); // tells the reader by itself that it changed
}

/// Esc and Enter are ours here, whatever they do on the page.
bool FindBar::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QWidget::event(event);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        leave();
    else if (isEnter && m_ui->findField->hasFocus() && event->modifiers() & Qt::ShiftModifier)
        goToPrevious();
    else if (isEnter && m_ui->findField->hasFocus())
        goToNext();
    else
        QWidget::keyPressEvent(event);
}

} // namespace studio
