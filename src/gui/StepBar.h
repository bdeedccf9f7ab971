#pragma once

#include <QWidget>

#include <array>
#include <optional>

namespace studio
{

class StepButton;

enum class Step
{
    Choose,
    Try,
    Check,
    BackUp,
    Export
};
inline constexpr std::array allSteps{Step::Choose, Step::Try, Step::Check, Step::BackUp, Step::Export};

enum class StepState
{
    Empty,
    Begun,
    Done,
    LookAgain, ///< Something it relied on has changed.
};

/// The five steps of a trial with their states. Shows what it is told and asks for a step; it changes
/// nothing by itself. One Tab stop; the arrow keys walk inside.
class StepBar : public QWidget
{
    Q_OBJECT

public:
    explicit StepBar(QWidget *parent = nullptr);
    ~StepBar() override;

    void setState(Step step, StepState state);
    StepState state(Step step) const;

    /// Nothing while a page outside the steps is shown.
    void setCurrent(std::optional<Step> step);
    std::optional<Step> current() const { return m_current; }

    /// A step that this version does not have says so and cannot be chosen.
    void setAvailable(Step step, bool isAvailable);
    bool isAvailable(Step step) const;

    /// Without names but the current step's, for a window that is too narrow.
    void setCompact(bool isCompact);
    int fullWidth() const; ///< What it takes to show every name.

signals:
    void stepChosen(studio::Step step);

private:
    StepButton &button(Step step) const { return *m_buttons[static_cast<std::size_t>(step)]; }
    void walk(const StepButton &from, int direction);
    void moveTabStop();

    std::array<StepButton *, allSteps.size()> m_buttons{};
    std::optional<Step> m_current = {};
};

} // namespace studio
