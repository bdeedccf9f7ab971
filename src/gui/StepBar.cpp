#include "gui/StepBar.h"

#include "gui/StepButton.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int lineLength = 12;

QString nameFor(Step step)
{
    switch (step) {
    case Step::Choose:
        return StepBar::tr("Choose");
    case Step::Try:
        return StepBar::tr("Try");
    case Step::Check:
        return StepBar::tr("Check");
    case Step::BackUp:
        return StepBar::tr("Back up");
    case Step::Export:
        return StepBar::tr("Export");
    }
    Q_UNREACHABLE();
}

QFrame *newLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedWidth(lineLength);
    return line;
}

} // namespace

StepBar::StepBar(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    for (const Step step : allSteps) {
        const int number = int(step) + 1;
        auto *button = new StepButton(step, this);
        //: One of five steps: its number, its name.
        button->setText(tr("%1 %2", "step").arg(QLocale().toString(number), nameFor(step)));
        button->setAccessibleName(tr("Step %1 of 5: %2").arg(QLocale().toString(number), nameFor(step)));
        button->setObjectName(u"step%1"_s.arg(number));
        connect(button, &QAbstractButton::clicked, this, [this, step] { emit stepChosen(step); });
        connect(button, &StepButton::walkRequested, this,
                [this, button](int direction) { walk(*button, direction); });
        if (step != allSteps.front())
            layout->addWidget(newLine(this));
        layout->addWidget(button);
        m_buttons[static_cast<std::size_t>(step)] = button;
    }
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    moveTabStop();
}

StepBar::~StepBar() = default;

void StepBar::setState(Step step, StepState state)
{
    button(step).setState(state);
}

StepState StepBar::state(Step step) const
{
    return button(step).state();
}

void StepBar::setCurrent(std::optional<Step> step)
{
    m_current = step;
    for (StepButton *each : m_buttons)
        each->setCurrent(each->step() == step);
    moveTabStop();
}

void StepBar::setAvailable(Step step, bool isAvailable)
{
    button(step).setEnabled(isAvailable);
    moveTabStop();
}

bool StepBar::isAvailable(Step step) const
{
    return button(step).isEnabled();
}

void StepBar::setCompact(bool isCompact)
{
    for (StepButton *each : m_buttons)
        each->setCompact(isCompact);
}

int StepBar::fullWidth() const
{
    int width = (int(m_buttons.size()) - 1) * lineLength;
    for (const StepButton *each : m_buttons)
        width += each->fullSize().width();
    return width;
}

void StepBar::walk(const StepButton &from, int direction)
{
    for (int i = int(from.step()) + direction; i >= 0 && i < int(m_buttons.size()); i += direction) {
        StepButton *next = m_buttons[std::size_t(i)];
        if (next->isEnabled()) {
            next->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

/// Tab stops at the current step only, or at the first that can be chosen.
void StepBar::moveTabStop()
{
    StepButton *stop = nullptr;
    for (StepButton *each : m_buttons) {
        if (each->isEnabled() && (stop == nullptr || each->isCurrent()))
            stop = each;
    }
    for (StepButton *each : m_buttons)
        each->setFocusPolicy(each == stop ? Qt::StrongFocus : Qt::ClickFocus);
}

} // namespace studio
