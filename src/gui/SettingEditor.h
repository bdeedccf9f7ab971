#pragma once

#include "core/Parameter.h"

#include <QWidget>

namespace studio
{

/// Where the value of one setting is typed or chosen. Made by settingEditor(); one kind for each Parameter::Type.
class SettingEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What takes the focus, and has the accessible name.
    virtual QWidget &input() const = 0;

    /// Undefined when nothing is set. What is there stays, cursor and all, when it means that value already.
    virtual void setValue(const QJsonValue &value) = 0;

    /// Whether there is anything to take back: also what is typed and cannot be used yet.
    virtual bool isEmpty() const = 0;

    virtual void clear() = 0;

signals:
    void edited(const QJsonValue &value); ///< By a person; undefined when it means nothing, or nothing yet.
    void refused();                       ///< What was typed cannot be used. An edited() of something fine ends that.
};

/// Named "temperatureEdit" for tests and style.
SettingEditor *settingEditor(const Parameter &parameter, QWidget *parent);

} // namespace studio
