#pragma once

#include "core/Parameter.h"

#include <QValidator>

namespace studio
{

/// Lets nothing into a number's field that parseSetting() would refuse, except beginnings of what it takes. Digits
/// of every script and a comma for the point are turned into what files have.
class SettingValidator : public QValidator
{
    Q_OBJECT

public:
    SettingValidator(const Parameter &parameter, QObject *parent);

    State validate(QString &input, int &position) const override;

private:
    const Parameter &m_parameter;
};

} // namespace studio
