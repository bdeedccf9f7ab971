#include "gui/SettingsForm.h"

#include "core/Parameter.h"

#include "ui_SettingsForm.h"

#include <QLocale>
#include <QValidator>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Lets nothing in that parseSetting() would refuse, except beginnings of what it takes.
class SettingValidator : public QValidator
{
public:
    SettingValidator(const Parameter &parameter, QObject *parent)
        : QValidator(parent)
        , m_parameter(parameter)
    {
    }

    State validate(QString &input, int &) const override
    {
        for (QChar &c : input) {
            if (c == u',' || c == u'٫')
                c = u'.';
            else if (c.digitValue() >= 0)
                c = QChar(char16_t(u'0' + c.digitValue()));
        }
        if (input.isEmpty() || (input == "."_L1 && m_parameter.type != Parameter::Type::Whole))
            return Intermediate;
        const bool isPlain =
            std::all_of(input.cbegin(), input.cend(), [](QChar c) { return c == u'.' || c.isDigit(); });
        if (!isPlain || input.size() > 12 || (m_parameter.type == Parameter::Type::Whole && input.contains(u'.')))
            return Invalid;
        return parseSetting(m_parameter.name, input) ? Acceptable : Invalid;
    }

private:
    const Parameter &m_parameter;
};

} // namespace

SettingsForm::SettingsForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SettingsForm>())
{
    m_ui->setupUi(this);
    m_ui->hintLabel->setForegroundRole(QPalette::PlaceholderText);
    addRow(u"temperature"_s, m_ui->temperatureLabel, m_ui->temperatureEdit, m_ui->temperatureReset);
    addRow(u"max_tokens"_s, m_ui->longestLabel, m_ui->longestEdit, m_ui->longestReset);
    addRow(u"seed"_s, m_ui->seedLabel, m_ui->seedEdit, m_ui->seedReset);
    setSettings({});
}

SettingsForm::~SettingsForm() = default;

void SettingsForm::setSettings(const QJsonObject &settings)
{
    m_settings = settings;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.edit->text() != settingText(settings[row.setting]))
            row.edit->setText(settingText(settings[row.setting]));
        showReset(row);
    }
    m_ui->hintLabel->hide();
}

void SettingsForm::setDetailed(bool isDetailed)
{
    for (const Row &row : std::as_const(m_rows))
        row.label->setText(isDetailed
                               ? tr("%1 (%2)", "plain name (technical name)").arg(row.title, row.setting)
                               : row.title);
}

void SettingsForm::focusLongestAnswer()
{
    m_ui->longestEdit->setFocus();
    m_ui->longestEdit->selectAll();
}

QString SettingsForm::summary() const
{
    QStringList parts;
    for (const Row &row : m_rows) {
        if (m_settings.contains(row.setting))
            parts
                << tr("%1 %2", "name of a setting, its value").arg(row.title, settingText(m_settings[row.setting]));
    }
    return parts.join(tr(", ", "between settings"));
}

void SettingsForm::addRow(const QString &setting, QLabel *label, QLineEdit *edit, QToolButton *reset)
{
    const Row row{setting, label->text(), label, edit, reset};
    m_rows << row;
    edit->setValidator(new SettingValidator(*parameterNamed(setting), edit));
    connect(edit, &QLineEdit::textEdited, this, [this, row](const QString &text) { take(row, text); });
    connect(edit, &QLineEdit::inputRejected, this, [this, row] { explain(row); });
    connect(reset, &QToolButton::clicked, this, [this, row] {
        row.edit->clear();
        row.edit->setFocus();
        take(row, {});
    });
}

void SettingsForm::take(const Row &row, const QString &text)
{
    m_ui->hintLabel->hide();
    const QJsonObject before = m_settings;
    if (text.isEmpty())
        m_settings.remove(row.setting);
    else if (const Result<QJsonValue> value = parseSetting(row.setting, text))
        m_settings[row.setting] = *value;
    showReset(row);
    if (m_settings != before)
        emit edited();
}

void SettingsForm::explain(const Row &row)
{
    const Parameter &parameter = *parameterNamed(row.setting);
    const QLocale locale;
    const QString least = locale.toString(qint64(parameter.least));
    const QString most = locale.toString(qint64(parameter.most));
    m_ui->hintLabel->setText(
        parameter.type == Parameter::Type::Whole ? tr("%1 takes a whole number from %2 to %3.").arg(row.title, least, most)
                          : tr("%1 takes a number from %2 to %3, such as 0.7.").arg(row.title, least, most));
    m_ui->hintLabel->show();
}

void SettingsForm::showReset(const Row &row)
{
    row.reset->setEnabled(!row.edit->text().isEmpty());
    row.reset->setAccessibleDescription(row.reset->isEnabled() ? QString()
                                                               : tr("It is the model's own already"));
}

} // namespace studio
