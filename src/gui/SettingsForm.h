#pragma once

#include "core/Parameter.h"
#include "run/SettingFit.h"

#include <QJsonObject>
#include <QScrollArea>

#include <map>

class QGridLayout;
class QLabel;

namespace studio
{

class SettingRow;

/// The settings of a prompt: all that some column takes, in groups; in the simple view the usual ones. An empty
/// field means the model's own value: nothing is sent for it. What is set is always shown. Scrolls when there are
/// more than fit. Its fields are made when it is shown first.
class SettingsForm : public QScrollArea
{
    Q_OBJECT

public:
    explicit SettingsForm(QWidget *parent = nullptr);

    void setSettings(const QJsonObject &settings);
    const QJsonObject &settings() const { return m_settings; }

    /// What each column takes; with none, nothing is known and everything is offered.
    void setFits(const QList<ColumnFit> &fits);

    /// All settings, and the technical names beside the plain ones.
    void setDetailed(bool isDetailed);

    void focusLongestAnswer();

    /// "How adventurous 0.7, longest answer 500"; empty when all is the model's own.
    QString summary() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void edited();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeRows();
    void showFits();
    void clearGrid();
    void arrange();
    void take(const QString &setting, const QJsonValue &value);
    QList<SettingFit> fitsOf(const QString &setting) const;
    bool isTaken(const QString &setting) const;
    bool isShown(const Parameter &parameter) const;
    bool isGroupShown(Parameter::Group group) const;
    int rowsBeside() const;

    QWidget *m_page;
    QGridLayout *m_grid;
    QList<SettingRow *> m_rows; ///< Of all parameters, in their order; empty until the form is shown.
    std::map<Parameter::Group, QLabel *> m_headings;
    QJsonObject m_settings;
    QList<ColumnFit> m_fits;
    bool m_isDetailed = false;
    int m_arrangedBeside = 0;
};

} // namespace studio
