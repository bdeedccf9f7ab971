#pragma once

#include <QLabel>

namespace studio
{

/// One line of plain text that gives way when there is no room; the whole text is then in the tool tip.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString line() const;
};

} // namespace studio
