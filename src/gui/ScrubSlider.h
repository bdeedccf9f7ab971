#pragma once

#include <QSlider>

namespace studio
{

/// The line of a clip's frames: a click goes there at once, the wheel and the arrow keys go one frame.
class ScrubSlider : public QSlider
{
    Q_OBJECT

public:
    explicit ScrubSlider(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void goTo(int x);
    int reach() const; ///< Pixels between the handle's middle at both ends.
};

} // namespace studio
