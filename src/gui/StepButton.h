#pragma once

#include "gui/StepBar.h"

#include <QAbstractButton>

namespace studio
{

/// One step of the StepBar: a mark for its state, its number and its name. The state is told by the mark's
/// shape and by a word in the accessible description, never by colour alone.
class StepButton : public QAbstractButton
{
    Q_OBJECT

public:
    StepButton(Step step, QWidget *parent);

    Step step() const { return m_step; }

    StepState state() const { return m_state; }
    void setState(StepState state);

    bool isCurrent() const { return m_isCurrent; }
    void setCurrent(bool isCurrent);

    /// Without its name, for a bar that is too narrow. The current step always keeps it.
    void setCompact(bool isCompact);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize fullSize() const;

signals:
    void walkRequested(int direction); ///< -1 to the step before, +1 to the one behind.

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();
    bool showsName() const { return !m_isCompact || m_isCurrent; }
    QString numberText() const;
    QSize sizeFor(const QString &shown) const;
    int markSize() const;
    void paintMark(QPainter &painter, const QRectF &box) const;

    Step m_step;
    StepState m_state = StepState::Empty;
    bool m_isCurrent = false;
    bool m_isCompact = false;
};

} // namespace studio
