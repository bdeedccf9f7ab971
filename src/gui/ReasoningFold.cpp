#include "gui/ReasoningFold.h"

#include "gui/AnswerDocument.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostLines = 8;

} // namespace

ReasoningFold::ReasoningFold(QWidget *parent)
    : QWidget(parent)
    , m_button(new QToolButton(this))
    , m_box(new QPlainTextEdit(this))
{
    m_button->setObjectName(u"reasoningButton"_s);
    m_button->setCheckable(true);
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_box->setObjectName(u"reasoningBox"_s);
    m_box->setAccessibleName(tr("Thinking before the answer"));
    m_box->setReadOnly(true);
    m_box->setUndoRedoEnabled(false);
    m_box->setTabChangesFocus(true);
    m_box->setFrameShape(QFrame::NoFrame);
    m_box->setMaximumHeight(fontMetrics().lineSpacing() * mostLines);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_button, 0, Qt::AlignLeading);
    layout->addWidget(m_box);
    connect(m_button, &QToolButton::toggled, this, &ReasoningFold::refresh);
    refresh();
}

void ReasoningFold::append(const QString &delta)
{
    m_text += delta;
}

void ReasoningFold::setText(const QString &whole)
{
    if (!whole.startsWith(m_text)) {
        m_shown = 0;
        m_box->clear();
    }
    m_text = whole;
}

void ReasoningFold::setNote(const QString &note)
{
    m_note = note;
    refresh();
}

void ReasoningFold::refresh()
{
    const bool isOpen = m_button->isChecked();
    setVisible(!m_text.isEmpty());
    m_button->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    //: Before a model's reasoning; %1 tells how much: "900 tokens, counted in the cost".
    m_button->setText(m_note.isEmpty() ? tr("Thinking") : tr("Thinking · %1").arg(m_note));
    m_button->setAccessibleDescription(isOpen ? tr("Shown") : tr("Folded away"));
    m_box->setVisible(isOpen);
    if (!isOpen || m_shown == m_text.size())
        return;
    QTextCursor cursor(m_box->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(withSymbols(QStringView(m_text).sliced(m_shown)));
    m_shown = m_text.size();
    m_box->verticalScrollBar()->setValue(m_box->verticalScrollBar()->maximum());
}

void ReasoningFold::clear()
{
    m_note.clear();
    m_button->setChecked(false);
    setText({});
    refresh();
}

} // namespace studio
