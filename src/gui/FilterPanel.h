#pragma once

#include "catalog/ModelFilter.h"

#include <QWidget>

#include <memory>

class QAbstractButton;

namespace studio
{

class ModelIndex;

namespace Ui
{
class FilterPanel;
}

struct ProviderChoice
{
    QString id;
    QString name;
    QString whyNot = {}; ///< Why there is no model of it; empty: there are some.

    bool operator==(const ProviderChoice &) const = default;
};

/// Every filter of the model list but the text: chips, a price in the unit of what is made, sizes.
///
/// Says what is asked for after each touch; the text of the filter it was given stays in it. What cannot find anything
/// is greyed and says why.
class FilterPanel : public QWidget
{
    Q_OBJECT

public:
    explicit FilterPanel(QWidget *parent = nullptr);
    ~FilterPanel() override;

    void setProviders(const QList<ProviderChoice> &providers);
    void setModels(const ModelIndex &models); ///< What there is to be found.

    /// Why nobody knows who keeps nothing; empty: it can be asked for.
    void setForgetfulProblem(const QString &reason);

    /// What is to be said of those who keep nothing while they are asked for, and whether it can be done for the trial.
    void setForgetfulNote(const QString &note, bool isOnlyOffered);

    const ModelFilter &filter() const { return m_filter; }
    void setFilter(const ModelFilter &filter); ///< filterChanged() does not follow.

signals:
    void filterChanged(const studio::ModelFilter &filter);
    void onlyForgetfulWanted(); ///< The trial is to ask those alone that keep nothing.

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
    void showForgetful();
    void give();

    std::unique_ptr<Ui::FilterPanel> m_ui;
    QList<Chip> m_chips;
    QList<ProviderChoice> m_providers;
    QString m_forgetfulProblem;
    QString m_forgetfulNote;
    bool m_isOnlyOffered = false;
    ModelFilter m_filter;
    bool m_isShowing = false; ///< The controls are being set, nobody touches them.
};

} // namespace studio
