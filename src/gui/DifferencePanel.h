#pragma once

#include "media/PictureComparison.h"

#include <QWidget>

#include <memory>

namespace studio
{

namespace Ui
{
class DifferencePanel;
}

/// How two pictures differ, in numbers, and where: a list of regions that jumps there.
class DifferencePanel : public QWidget
{
    Q_OBJECT

public:
    explicit DifferencePanel(QWidget *parent = nullptr);
    ~DifferencePanel() override;

    double threshold() const;
    void showWaiting();
    void showChanges(const PictureComparison &comparison, const PictureChanges &changes);

signals:
    void thresholdChanged(double threshold);
    void regionChosen(const QRect &region);

private:
    void fillRegions(const PictureChanges &changes);

    std::unique_ptr<Ui::DifferencePanel> m_ui;
    QList<QRect> m_regions;
};

} // namespace studio
