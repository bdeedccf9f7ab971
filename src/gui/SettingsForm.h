#pragma once

#include <QJsonObject>
#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QToolButton;

namespace studio
{

namespace Ui
{
class SettingsForm;
}

/// The settings of a prompt. An empty field means the model's own value: nothing is sent for it. What is
/// out of range cannot be typed; the field keeps its value and says what it takes.
class SettingsForm : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsForm(QWidget *parent = nullptr);
    ~SettingsForm() override;

    /// Settings that have no field here are kept as they are.
    void setSettings(const QJsonObject &settings);
    const QJsonObject &settings() const { return m_settings; }

    /// The technical names beside the plain ones.
    void setDetailed(bool isDetailed);

    void focusLongestAnswer();

    /// "How adventurous 0.7, longest answer 500"; empty when all is the model's own.
    QString summary() const;

signals:
    void edited();

private:
    struct Row
    {
        QString setting; ///< Parameter::name.
        QString title;
        QLabel *label;
        QLineEdit *edit;
        QToolButton *reset;
    };

    void addRow(const QString &setting, QLabel *label, QLineEdit *edit, QToolButton *reset);
    void take(const Row &row, const QString &text);
    void explain(const Row &row);
    void showReset(const Row &row);

    std::unique_ptr<Ui::SettingsForm> m_ui;
    QList<Row> m_rows;
    QJsonObject m_settings;
};

} // namespace studio
