#include "gui/AnswerView.h"

#include "gui/MarkdownPainter.h"
#include "gui/ReasoningFold.h"
#include "gui/Theme.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTextDocumentFragment>
#include <QUrl>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr std::chrono::milliseconds frame = 16ms;

/// A text browser that loads nothing, opens nothing and copies plain text.
class AnswerBrowser : public QTextBrowser
{
public:
    using QTextBrowser::QTextBrowser;

    QVariant loadResource(int, const QUrl &) override { return {}; }

protected:
    QMimeData *createMimeDataFromSelection() const override
    {
        auto *copied = new QMimeData;
        copied->setText(textCursor().selection().toPlainText());
        return copied;
    }
};

AnswerStyle styleFor(const QWidget &widget)
{
    const QPalette palette = widget.palette();
    return {widget.font(),
            codeFont(widget.font()),
            tint(Tint::MutedText, palette),
            tint(Tint::Accent, palette),
            palette.color(QPalette::AlternateBase),
            tint(Tint::SurfaceBorder, palette)};
}

/// Markdown swallows "[1]: https://..." at the beginning of a block; a reader shall see it.
QStringView leadingDefinitions(QStringView text)
{
    static const QRegularExpression pattern(uR"(\A(?: {0,3}\[[^\]\n]+\]:[^\n]*(?:\n|\z))+)"_s);
    if (!text.trimmed().startsWith(u'['))
        return {};
    return text.first(pattern.match(text.toString()).capturedLength());
}

} // namespace

AnswerView::AnswerView(QWidget *parent)
    : QWidget(parent)
    , m_reasoning(new ReasoningFold(this))
    , m_browser(new AnswerBrowser(this))
    , m_jumpButton(new QPushButton(tr("Jump to latest"), this))
{
    m_browser->setObjectName(u"answer"_s);
    m_browser->setAccessibleName(tr("Answer"));
    m_browser->setOpenLinks(false);
    m_browser->setFrameShape(QFrame::NoFrame);
    m_jumpButton->setObjectName(u"jumpButton"_s);
    m_jumpButton->setFocusPolicy(Qt::TabFocus);
    m_jumpButton->hide();
    setFocusProxy(m_browser);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_reasoning);
    layout->addWidget(m_browser, 1);

    m_frame.setSingleShot(true);
    m_frame.setInterval(frame);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &AnswerView::refresh);
    connect(m_jumpButton, &QPushButton::clicked, this, &AnswerView::jumpToLatest);
    connect(m_browser->verticalScrollBar(), &QScrollBar::valueChanged, this, &AnswerView::noteScrolling);
    connect(m_browser->verticalScrollBar(), &QScrollBar::rangeChanged, this, &AnswerView::keepToEnd);
    connect(m_browser, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (isOfferable(url))
            emit linkActivated(url);
    });
    startAgain();
}

AnswerView::~AnswerView() = default;

void AnswerView::appendText(const QString &delta)
{
    if (delta.isEmpty())
        return;
    m_text += delta;
    m_hasNews = !m_isFollowing;
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
    if (whole == m_text)
        return;
    if (!m_text.isEmpty() && whole.startsWith(m_text)) {
        appendText(whole.sliced(m_text.size()));
        return;
    }
    m_text = whole;
    m_isAtTop = true;
    m_hasNews = false;
    startAgain();
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
    setText({});
    refresh();
}

QString AnswerView::reasoning() const
{
    return m_reasoning->text();
}

void AnswerView::setReasoningNote(const QString &note)
{
    m_reasoning->setNote(note);
}

void AnswerView::setPlain(bool isPlain)
{
    if (isPlain == m_isPlain)
        return;
    m_isPlain = isPlain;
    startAgain();
}

void AnswerView::setPlaceholder(const QString &text)
{
    m_browser->setPlaceholderText(text);
}

void AnswerView::setAnswerName(const QString &accessibleName)
{
    m_browser->setAccessibleName(accessibleName);
}

void AnswerView::jumpToLatest()
{
    m_isFollowing = true;
    m_hasNews = false;
    keepToEnd();
    placeJumpButton();
    m_browser->setFocus();
}

ReadingPlace AnswerView::readingPlace() const
{
    const QScrollBar *bar = m_browser->verticalScrollBar();
    return {0, 1, bar->maximum() > 0 ? qreal(bar->value()) / bar->maximum() : 0};
}

void AnswerView::showPlace(const ReadingPlace &place)
{
    QScrollBar *bar = m_browser->verticalScrollBar();
    const QScopedValueRollback adjusting(m_isAdjusting, true);
    bar->setValue(qRound((place.section + place.through) / qMax(1, place.sections) * bar->maximum()));
}

void AnswerView::setFrameClock(FrameClock *) {}

void AnswerView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        startAgain();
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
    if (isVisible() && !m_frame.isActive())
        m_frame.start();
}

void AnswerView::refresh()
{
    if (!isVisible())
        return; // showEvent() comes back to it
    m_frame.stop();
    m_isStale = false;
    QElapsedTimer timer;
    timer.start();
    renderAnswer();
    m_reasoning->refresh();
    settleScrolling();
    // A long tail may take longer than a frame; the rest of the window then still gets most of the time.
    m_frame.setInterval(qMax(frame, std::chrono::milliseconds(2 * timer.elapsed())));
}

/// Everything is written anew: other text, other colours or the other way to show it.
void AnswerView::startAgain()
{
    const QScopedValueRollback adjusting(m_isAdjusting, true);
    m_document.emplace(*m_browser->document(), styleFor(*this));
    m_finished = m_document->mark();
    m_blocks = {};
    m_hasMonster = false;
    schedule();
}

void AnswerView::renderAnswer()
{
    const QScopedValueRollback adjusting(m_isAdjusting, true);
    QTextCursor edit(m_browser->document());
    edit.beginEditBlock();
    m_document->rewind(m_finished);
    for (const MarkdownBlock &block : m_blocks.advance(m_text))
        write(block);
    m_finished = m_document->mark();
    const bool hadMonster = m_hasMonster;
    for (const MarkdownBlock &block : m_blocks.tail(m_text))
        write(block);
    m_hasMonster = hadMonster;
    edit.endEditBlock();
}

void AnswerView::write(const MarkdownBlock &block)
{
    QStringView text = QStringView(m_text).sliced(block.start, block.size);
    if (m_isPlain) {
        if (!text.isEmpty())
            m_document->addPlain(text);
        return;
    }
    if (block.isPlain && !m_hasMonster)
        m_document->addNotice(tr("This part is too long to format. It is shown as it came."));
    m_hasMonster = block.isPlain;
    const QStringView definitions = leadingDefinitions(text);
    if (!definitions.isEmpty())
        m_document->addPlain(definitions);
    text = text.sliced(definitions.size());
    if (text.trimmed().isEmpty())
        return;
    const AnswerDocument::Mark before = m_document->mark();
    if (!block.isPlain && paintMarkdown(*m_document, text) && !m_document->isAt(before))
        return;
    m_document->rewind(before);
    m_document->addPlain(text.trimmed());
}

void AnswerView::settleScrolling()
{
    if (std::exchange(m_isAtTop, false)) {
        m_browser->verticalScrollBar()->setValue(0);
        noteScrolling();
    }
    keepToEnd();
    placeJumpButton();
}

void AnswerView::keepToEnd()
{
    if (!m_isFollowing)
        return;
    const QScopedValueRollback adjusting(m_isAdjusting, true);
    m_browser->verticalScrollBar()->setValue(m_browser->verticalScrollBar()->maximum());
}

void AnswerView::noteScrolling()
{
    if (m_isAdjusting)
        return;
    const QScrollBar *bar = m_browser->verticalScrollBar();
    m_isFollowing = bar->value() >= bar->maximum() - 2;
    m_hasNews = m_hasNews && !m_isFollowing;
    placeJumpButton();
    emit placeChanged();
}

void AnswerView::placeJumpButton()
{
    m_jumpButton->setVisible(m_hasNews && !m_isFollowing);
    if (m_jumpButton->isHidden())
        return;
    const QSize size = m_jumpButton->sizeHint();
    const QRect area = m_browser->geometry();
    m_jumpButton->setGeometry(area.center().x() - size.width() / 2, area.bottom() - size.height() - 8,
                              size.width(), size.height());
    m_jumpButton->raise();
}

} // namespace studio
