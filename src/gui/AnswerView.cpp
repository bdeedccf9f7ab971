#include "gui/AnswerView.h"

#include "gui/AnswerPrint.h"
#include "gui/AnswerSurface.h"
#include "gui/FindBar.h"
#include "gui/FrameClock.h"
#include "gui/ReasoningFold.h"

#include <QAction>
#include <QKeyEvent>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

AnswerView::AnswerView(QWidget *parent)
    : QWidget(parent)
    , m_reasoning(new ReasoningFold(this))
    , m_surface(new AnswerSurface(this))
    , m_jumpButton(new QPushButton(tr("Jump to latest"), this))
    , m_rawAction(new QAction(tr("Show as it came"), this))
    , m_printAction(new QAction(tr("Print…"), this))
    , m_clock(new FrameClock(this))
{
    m_surface->setObjectName(u"answer"_s);
    m_surface->setAccessibleName(tr("Answer"));
    m_surface->setNotice(tr("This part is too long or too tangled to format. It is shown as it came."));
    m_jumpButton->setObjectName(u"jumpButton"_s);
    m_jumpButton->setFocusPolicy(Qt::TabFocus);
    m_jumpButton->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_reasoning);
    layout->addWidget(m_surface, 1);

    connect(m_jumpButton, &QPushButton::clicked, this, &AnswerView::jumpToLatest);
    connect(m_surface, &AnswerSurface::readerScrolled, this, &AnswerView::placeChanged);
    connect(m_surface, &AnswerSurface::followingChanged, this, &AnswerView::placeJumpButton);
    connect(m_surface, &AnswerSurface::linkActivated, this, &AnswerView::linkActivated);
    addActions();
}

AnswerView::~AnswerView() = default;

/// What the answer's menu ends with. Their keys belong to the window.
void AnswerView::addActions()
{
    auto *find = new QAction(tr("Find…"), this);
    find->setObjectName(u"findAction"_s);
    m_rawAction->setObjectName(u"rawAction"_s);
    m_rawAction->setCheckable(true);
    m_printAction->setObjectName(u"printAction"_s);
    m_printAction->setEnabled(false);
    m_surface->addActions({find, m_rawAction, m_printAction});
    connect(find, &QAction::triggered, this, &AnswerView::find);
    connect(m_rawAction, &QAction::toggled, this, &AnswerView::setPlain);
    connect(m_printAction, &QAction::triggered, this, &AnswerView::printRequested);
}

const QString &AnswerView::text() const
{
    return m_surface->flow().text();
}

const QString &AnswerView::reasoning() const
{
    return m_reasoning->text();
}

void AnswerView::appendText(const QString &delta)
{
    if (delta.isEmpty())
        return;
    m_surface->append(delta);
    m_hasNews = !m_surface->isFollowing();
    schedule();
}

void AnswerView::appendReasoning(const QString &delta)
{
    if (delta.isEmpty())
        return;
    m_reasoning->append(delta);
    schedule();
}

void AnswerView::setText(const QString &whole)
{
    const QString &before = text();
    if (whole == before)
        return;
    if (!before.isEmpty() && whole.startsWith(before)) {
        appendText(whole.sliced(before.size()));
        return;
    }
    m_surface->setText(whole);
    m_hasNews = false;
    schedule();
}

void AnswerView::setReasoning(const QString &whole)
{
    if (whole == m_reasoning->text())
        return;
    m_reasoning->setText(whole);
    schedule();
}

void AnswerView::clear()
{
    m_reasoning->clear();
    m_surface->setText({});
    m_hasNews = false;
    refresh();
}

void AnswerView::setReasoningNote(const QString &note)
{
    m_reasoning->setNote(note);
}

void AnswerView::setPlain(bool isPlain)
{
    if (isPlain == this->isPlain())
        return;
    m_rawAction->setChecked(isPlain);
    m_surface->setRaw(isPlain);
    schedule();
}

bool AnswerView::isPlain() const
{
    return m_surface->flow().isRaw();
}

Printout AnswerView::printout() const
{
    return {{}, {}, text(), m_surface->flow().notice(), isPlain()};
}

void AnswerView::setPlaceholder(const QString &text)
{
    m_surface->setPlaceholder(text);
}

void AnswerView::setAnswerName(const QString &accessibleName)
{
    m_surface->setAccessibleName(accessibleName);
}

void AnswerView::jumpToLatest()
{
    m_hasNews = false;
    m_surface->follow();
    placeJumpButton();
    m_surface->setFocus();
}

void AnswerView::find()
{
    if (m_findBar == nullptr) {
        m_findBar = new FindBar(*m_surface, this);
        m_findBar->setObjectName(u"findBar"_s);
        auto *column = static_cast<QBoxLayout *>(layout());
        column->insertWidget(column->indexOf(m_surface), m_findBar);
        QWidget *before = m_surface->previousInFocusChain();
        while (before->focusPolicy() == Qt::NoFocus) // Qt takes no order from such a one
            before = before->previousInFocusChain();
        for (QWidget *input : m_findBar->inputs())
            setTabOrder(std::exchange(before, input), input);
    }
    m_findBar->open();
}

bool AnswerView::isFinding() const
{
    return m_findBar != nullptr && !m_findBar->isHidden();
}

void AnswerView::findNext()
{
    if (isFinding())
        m_findBar->goToNext();
    else
        find();
}

void AnswerView::findPrevious()
{
    if (isFinding())
        m_findBar->goToPrevious();
    else
        find();
}

/// Esc stops what is written; when nothing is, it comes here.
void AnswerView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isFinding())
        m_findBar->leave();
    else
        QWidget::keyPressEvent(event);
}

ReadingPlace AnswerView::readingPlace() const
{
    return m_surface->readingPlace();
}

void AnswerView::showPlace(const ReadingPlace &place)
{
    m_surface->showPlace(place);
}

void AnswerView::setFrameClock(FrameClock *clock)
{
    m_clock = clock;
    if (m_isStale)
        schedule();
}

void AnswerView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeJumpButton();
}

void AnswerView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        refresh();
}

void AnswerView::schedule()
{
    m_isStale = true;
    if (isVisible())
        m_clock->request(this, [this] { refresh(); });
}

void AnswerView::refresh()
{
    if (!isVisible())
        return; // showEvent() comes back to it
    m_isStale = false;
    m_reasoning->refresh();
    m_surface->refresh();
    if (m_findBar != nullptr)
        m_findBar->refresh();
    m_printAction->setEnabled(!text().isEmpty());
    placeJumpButton();
}

void AnswerView::placeJumpButton()
{
    const bool isFollowing = m_surface->isFollowing();
    m_hasNews = m_hasNews && !isFollowing;
    m_jumpButton->setVisible(m_hasNews);
    if (m_jumpButton->isHidden())
        return;
    const QSize size = m_jumpButton->sizeHint();
    const QRect area = m_surface->geometry();
    m_jumpButton->setGeometry(area.center().x() - size.width() / 2, area.bottom() - size.height() - 8,
                              size.width(), size.height());
    m_jumpButton->raise();
}

} // namespace studio
