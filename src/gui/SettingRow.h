#pragma once

#include "core/Parameter.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace studio
{

class SettingEditor;

/// One setting: its name, where it is typed or chosen, a button that takes it back, and what is to be said of it.
class SettingRow : public QWidget
{
    Q_OBJECT

public:
    explicit SettingRow(const Parameter &parameter, QWidget *parent = nullptr);

    const Parameter &parameter() const { return m_parameter; }
    bool isWide() const { return m_parameter.type == Parameter::Type::Json; }

    /// Undefined when nothing is set.
    void setValue(const QJsonValue &value);
    void setDetailed(bool isDetailed); ///< The technical name beside the plain one.

    /// A setting that nobody takes can only be taken back. note: which models do not take it; may be empty.
    void setTaken(bool isTaken, const QString &note);

    /// Puts its inputs where Tab comes next; returns the last of them.
    QWidget *placeInWalk(QWidget &before);

    void focusEditor();

signals:
    void edited(const QString &setting, const QJsonValue &value);

private:
    void takeBack();
    void showNote();

    const Parameter &m_parameter;
    QLabel *m_label;
    SettingEditor *m_editor;
    QToolButton *m_reset;
    QLabel *m_note;
    QString m_fit;
    QString m_refusal; ///< Of what is typed right now.
};

} // namespace studio
