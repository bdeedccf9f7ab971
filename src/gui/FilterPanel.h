#pragma once

#include "catalog/ModelFilter.h"

#include <QWidget>

#include <memory>

class QAbstractButton;
class QComboBox;

namespace studio
{

namespace Ui
{
class FilterPanel;
}

struct ProviderChoice
{
    QString id;
    QString name;

    bool operator==(const ProviderChoice &) const = default;
};

/// Every filter of the model list but the text: chips, a price in the unit of what is made, sizes.
///
/// Says what is asked for after each touch; the text of the filter it was given stays in it.
class FilterPanel : public QWidget
{
    Q_OBJECT

public:
    explicit FilterPanel(QWidget *parent = nullptr);
    ~FilterPanel() override;

    void setProviders(const QList<ProviderChoice> &providers);
    void setHiddenCount(qsizetype count);
    void setForgetfulKnown(bool isKnown); ///< Whether it is known who keeps nothing.

    const ModelFilter &filter() const { return m_filter; }
    void setFilter(const ModelFilter &filter); ///< filterChanged() does not follow.

signals:
    void filterChanged(const studio::ModelFilter &filter);

private:
    struct Chip
    {
        QAbstractButton *button;
        QStringList ModelFilter::*list;
        QString word;
    };

    void addChips();
    void addChip(QWidget &place, QStringList ModelFilter::*list, const QString &word, const QString &text,
                 const QString &spoken);
    void fillUnits();
    void connectControls();
    void takeChip(const Chip &chip, bool isChecked);
    void takePrice();
    void takeSlider(int place);
    void followOutputs();
    void showPrice();
    void give();

    std::unique_ptr<Ui::FilterPanel> m_ui;
    QList<Chip> m_chips;
    ModelFilter m_filter;
    bool m_isShowing = false; ///< The controls are being set, nobody touches them.
};

} // namespace studio
