#include "gui/PromptBox.h"

#include "core/Blanks.h"
#include "gui/TextFold.h"
#include "gui/Theme.h"
#include "gui/TrialDrop.h"

#include <QHelpEvent>
#include <QImage>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// {{blanks}} stand out, and only what core takes for a blank.
QList<QTextLayout::FormatRange> blankMarks(const QString &line, const QPalette &palette)
{
    QList<QTextLayout::FormatRange> marks;
    for (auto blank = nextBlank(line); blank; blank = nextBlank(line, blank->end)) {
        if (blank->name.isEmpty())
            continue;
        QTextCharFormat format;
        format.setForeground(tint(Tint::Accent, palette));
        format.setFontWeight(QFont::DemiBold);
        marks << QTextLayout::FormatRange{int(blank->begin), int(blank->end - blank->begin), format};
    }
    return marks;
}

/// Files on this computer that something dragged or pasted names, when it names nothing else.
QStringList filesIn(const QMimeData &given)
{
    QStringList files;
    for (const QUrl &url : given.urls()) {
        if (!url.isLocalFile())
            return {};
        files << url.toLocalFile();
    }
    return files;
}

} // namespace

PromptBox::PromptBox(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_folds(new TextFolds(*document()))
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    connect(this, &QPlainTextEdit::textChanged, this, &PromptBox::takeChange);
}

void PromptBox::setText(const QString &text)
{
    if (text == this->text())
        return;
    const QScopedValueRollback setting(m_isSetting, true);
    const QList<TextPiece> pieces = foldedPieces(text);
    setPlainText(pieces.size() == 1 ? text : QString());
    m_folds->forget();
    if (pieces.size() > 1) {
        setUndoRedoEnabled(false);
        m_folds->insert(QTextCursor(document()), pieces);
        setUndoRedoEnabled(true);
    }
    m_text = text;
    m_isEdited = false;
    moveCursor(QTextCursor::End); // where one goes on writing, though one begins reading at the top
    verticalScrollBar()->setValue(0);
}

const QString &PromptBox::text() const
{
    if (std::exchange(m_isEdited, false))
        m_text = m_folds->wholeText();
    return m_text;
}

qsizetype PromptBox::length() const
{
    return m_folds->length();
}

bool PromptBox::isBlank() const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        if (!std::all_of(line.begin(), line.end(), [](QChar c) { return c.isSpace(); }))
            return false;
    }
    return true;
}

void PromptBox::setLines(int least, int most)
{
    m_leastLines = least;
    m_mostLines = most;
    updateGeometry();
}

QSize PromptBox::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), heightFor(qBound(m_leastLines, m_shownLines, m_mostLines))};
}

QSize PromptBox::minimumSizeHint() const
{
    return {QPlainTextEdit::minimumSizeHint().width(), heightFor(m_leastLines)};
}

/// A trial file is opened by the window; its address is no text anybody wants here.
bool PromptBox::canInsertFromMimeData(const QMimeData *source) const
{
    if (!trialFilesIn(*source).isEmpty())
        return false;
    return (m_takesFiles && (source->hasImage() || !filesIn(*source).isEmpty())) || QPlainTextEdit::canInsertFromMimeData(source);
}

/// Pasted by key, menu or middle button, or dropped.
void PromptBox::insertFromMimeData(const QMimeData *source)
{
    if (source && m_takesFiles) {
        if (const QStringList files = filesIn(*source); !files.isEmpty()) {
            emit filesGiven(files);
            return;
        }
        const QImage picture = source->hasText() ? QImage() : qvariant_cast<QImage>(source->imageData());
        if (!picture.isNull()) { // beside a text it is only another form of that: a table, a drawing
            emit pictureGiven(picture);
            return;
        }
    }
    const QString text = source && !isReadOnly() ? source->text() : QString();
    if (text.isNull())
        return;
    const QTextCursor cursor = textCursor();
    const QTextBlock line = document()->findBlock(cursor.selectionStart());
    m_folds->insert(cursor, foldedPieces(text, cursor.selectionStart() - line.position()));
    ensureCursorVisible();
}

QMimeData *PromptBox::createMimeDataFromSelection() const
{
    auto *selected = new QMimeData;
    selected->setText(m_folds->selectedText(textCursor()));
    return selected;
}

/// Blanks are looked for only where somebody sees them: a paste of many lines has no time for the others.
void PromptBox::paintEvent(QPaintEvent *event)
{
    markBlanks();
    QPlainTextEdit::paintEvent(event);
}

bool PromptBox::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int position = cursorForPosition(help->pos()).position();
    const bool isOnFold = !m_folds->labelAt(position).isEmpty() || !m_folds->labelAt(position - 1).isEmpty();
    QToolTip::showText(help->globalPos(), isOnFold ? tr("Too long to be shown and edited here. All of it is part of "
                                                        "the prompt: it is kept, copied and sent as it is.")
                                                   : QString(), viewport());
    return true;
}

void PromptBox::takeChange()
{
    m_isEdited = m_isEdited || !m_isSetting;
    markBlanks(); // before the lines are counted: bold words wrap elsewhere
    // Lines as shown, wrapped ones too. A plain text document measures its height in lines.
    const int lines = int(document()->size().height());
    if (std::exchange(m_shownLines, lines) != lines)
        updateGeometry();
    const QString note =
        m_folds->isEmpty() ? QString() : tr("Parts too long to be shown are folded; they are sent whole.");
    if (note != accessibleDescription())
        setAccessibleDescription(note);
    if (!m_isSetting)
        emit textEdited();
}

void PromptBox::markBlanks()
{
    int left = std::max(m_mostLines, viewport()->height() / fontMetrics().lineSpacing()) + 2;
    for (QTextBlock block = firstVisibleBlock(); block.isValid() && left > 0; block = block.next(), --left) {
        if (!block.layout()->preeditAreaText().isEmpty())
            continue; // an input method has marks of its own there
        const auto marks = blankMarks(block.text(), palette());
        if (marks == block.layout()->formats())
            continue;
        block.layout()->setFormats(marks);
        document()->markContentsDirty(block.position(), block.length());
    }
}

int PromptBox::heightFor(int lines) const
{
    // QPlainTextEdit keeps a pixel to itself and scrolls without it.
    const int margins = 2 * (frameWidth() + int(document()->documentMargin())) + 1;
    return lines * fontMetrics().lineSpacing() + margins;
}

} // namespace studio
