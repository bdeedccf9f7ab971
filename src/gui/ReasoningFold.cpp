#include "gui/ReasoningFold.h"

#include "gui/AnswerSurface.h"

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
    , m_box(new AnswerSurface(this))
{
    m_button->setObjectName(u"reasoningButton"_s);
    m_button->setCheckable(true);
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_box->setObjectName(u"reasoningBox"_s);
    m_box->setAccessibleName(tr("Thinking before the answer"));
    m_box->setRaw(true);
    m_box->setFixedHeight(fontMetrics().lineSpacing() * mostLines);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_button, 0, Qt::AlignLeading);
    layout->addWidget(m_box);
    connect(m_button, &QToolButton::toggled, this, [this] {
        updateButton();
        refresh();
    });
    updateButton();
    refresh();
}

const QString &ReasoningFold::text() const
{
    return m_box->flow().text();
}

void ReasoningFold::append(const QString &delta)
{
    m_box->append(delta);
}

void ReasoningFold::setText(const QString &whole)
{
    if (whole.startsWith(text()))
        append(whole.sliced(text().size()));
    else
        m_box->setText(whole);
}

void ReasoningFold::setNote(const QString &note)
{
    m_note = note;
    updateButton();
}

void ReasoningFold::updateButton()
{
    const bool isOpen = m_button->isChecked();
    m_button->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    //: Before a model's reasoning; %1 tells how much: "900 tokens, counted in the cost".
    m_button->setText(m_note.isEmpty() ? tr("Thinking") : tr("Thinking · %1").arg(m_note));
    m_button->setAccessibleDescription(isOpen ? tr("Shown") : tr("Folded away"));
    m_box->setVisible(isOpen);
}

void ReasoningFold::refresh()
{
    setVisible(!text().isEmpty());
    if (m_box->isVisible())
        m_box->refresh();
}

void ReasoningFold::clear()
{
    m_note.clear();
    m_button->setChecked(false);
    m_box->setText({});
    updateButton();
    refresh();
}

} // namespace studio
