#include "gui/SettingValidator.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

SettingValidator::SettingValidator(const Parameter &parameter, QObject *parent)
    : QValidator(parent)
    , m_parameter(parameter)
{
}

QValidator::State SettingValidator::validate(QString &input, int &) const
{
    for (QChar &c : input) {
        if (c == u',' || c == u'٫')
            c = u'.';
        else if (c == u'−')
            c = u'-';
        else if (c.digitValue() >= 0)
            c = QChar(char16_t(u'0' + c.digitValue()));
    }
    const bool isNegative = m_parameter.least < 0.0 && input.startsWith(u'-');
    const QStringView digits = QStringView(input).sliced(isNegative ? 1 : 0);
    const bool isWhole = m_parameter.type == Parameter::Type::Whole;
    if (digits.isEmpty() || (digits == "."_L1 && !isWhole))
        return Intermediate;
    const bool isPlain = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c == u'.' || c.isDigit(); });
    if (!isPlain || input.size() > 12 || (isWhole && input.contains(u'.')))
        return Invalid;
    return parseSetting(m_parameter.name, input) ? Acceptable : Invalid;
}

} // namespace studio
