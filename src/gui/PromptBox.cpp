#include "gui/PromptBox.h"

#include "core/Blanks.h"
#include "gui/Theme.h"
#include "gui/TrialDrop.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Lines beyond this are not searched for blanks to mark: nobody reads them by eye.
constexpr qsizetype mostMarkedChars = 20'000;

/// Makes {{blanks}} stand out, and only what core takes for a blank.
class BlankHighlighter : public QSyntaxHighlighter
{
public:
    explicit BlankHighlighter(PromptBox &box)
        : QSyntaxHighlighter(box.document())
        , m_box(box)
    {
    }

protected:
    void highlightBlock(const QString &line) override
    {
        if (line.size() > mostMarkedChars)
            return;
        QTextCharFormat format;
        format.setForeground(tint(Tint::Accent, m_box.palette()));
        format.setFontWeight(QFont::DemiBold);
        for (qsizetype at = line.indexOf("{{"_L1); at >= 0; at = line.indexOf("{{"_L1, at + 1)) {
            const qsizetype end = line.indexOf("}}"_L1, at + 2);
            if (end < 0)
                return;
            const bool isEscaped = at > 0 && line[at - 1] == u'\\';
            const QStringView blank = QStringView(line).sliced(at, end + 2 - at);
            if (!isEscaped && blank.lastIndexOf(u'{') == 1 && !blankNames(blank).isEmpty())
                setFormat(int(at), int(blank.size()), format);
        }
    }

private:
    PromptBox &m_box;
};

} // namespace

PromptBox::PromptBox(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    new BlankHighlighter(*this); // a child of the document
    connect(this, &QPlainTextEdit::textChanged, this, &PromptBox::takeChange);
}

void PromptBox::setText(const QString &text)
{
    if (text == m_text)
        return;
    const QScopedValueRollback setting(m_isSetting, true);
    setPlainText(text);
    m_text = text;
    moveCursor(QTextCursor::End); // where one goes on writing, though one begins reading at the top
    verticalScrollBar()->setValue(0);
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

void PromptBox::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        if (auto *marks = document()->findChild<QSyntaxHighlighter *>())
            marks->rehighlight();
    }
}

/// A trial file is opened by the window; its address is no text anybody wants here.
bool PromptBox::canInsertFromMimeData(const QMimeData *source) const
{
    return trialFilesIn(*source).isEmpty() && QPlainTextEdit::canInsertFromMimeData(source);
}

void PromptBox::takeChange()
{
    // Lines as shown, wrapped ones too. A plain text document measures its height in lines.
    const int lines = int(document()->size().height());
    if (std::exchange(m_shownLines, lines) != lines)
        updateGeometry();
    if (m_isSetting)
        return;
    QString typed = document()->toRawText(); // toPlainText() would turn no-break spaces into spaces
    typed.replace(QChar::ParagraphSeparator, u'\n');
    typed.replace(QChar::LineSeparator, u'\n');
    if (typed == m_text)
        return; // marks that moved are no change of the text
    m_text = typed;
    emit textEdited();
}

int PromptBox::heightFor(int lines) const
{
    // QPlainTextEdit keeps a pixel to itself and scrolls without it.
    const int margins = 2 * (frameWidth() + int(document()->documentMargin())) + 1;
    return lines * fontMetrics().lineSpacing() + margins;
}

} // namespace studio
