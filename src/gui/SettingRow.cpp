#include "gui/SettingRow.h"

#include "gui/SettingEditor.h"
#include "gui/SettingText.h"
#include "gui/TabWalk.h"
#include "gui/Theme.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace studio
{

SettingRow::SettingRow(const Parameter &parameter, QWidget *parent)
    : QWidget(parent)
    , m_parameter(parameter)
    , m_label(new QLabel(this))
    , m_editor(settingEditor(parameter, this))
    , m_reset(new QToolButton(this))
    , m_note(new QLabel(this))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setBuddy(&m_editor->input());
    m_reset->setObjectName(parameter.name + u"Reset"_s);
    m_reset->setText(u"↺"_s);
    m_reset->setIcon(QIcon::fromTheme(u"edit-undo"_s));
    m_reset->setAutoRaise(true);
    m_reset->setToolTip(tr("Set back to: %1").arg(unsetText(parameter)));
    m_reset->setAccessibleName(tr("%1: set back to: %2").arg(settingTitle(parameter.name), unsetText(parameter)));
    m_note->setObjectName(parameter.name + u"Note"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    setTextSize(*m_note, TextSize::Small);
    m_note->hide();

    auto *field = new QHBoxLayout;
    field->setSpacing(4);
    field->addWidget(m_editor, 1);
    field->addWidget(m_reset, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_label);
    layout->addLayout(field);
    layout->addWidget(m_note);
    layout->addStretch();

    connect(m_editor, &SettingEditor::edited, this, [this](const QJsonValue &value) {
        m_refusal.clear();
        showNote();
        emit edited(m_parameter.name, value);
    });
    connect(m_editor, &SettingEditor::refused, this, [this] {
        m_refusal = refusalText(m_parameter);
        showNote();
    });
    connect(m_reset, &QToolButton::clicked, this, &SettingRow::takeBack);
    setDetailed(false);
    setValue(QJsonValue(QJsonValue::Undefined));
}

void SettingRow::setValue(const QJsonValue &value)
{
    m_editor->setValue(value);
    m_refusal.clear();
    showNote();
}

void SettingRow::setDetailed(bool isDetailed)
{
    const QString title = settingTitle(m_parameter.name);
    m_label->setText(isDetailed ? tr("%1 (%2)", "plain name (technical name)").arg(title, m_parameter.name) : title);
}

void SettingRow::setTaken(bool isTaken, const QString &note)
{
    m_fit = note;
    m_label->setEnabled(isTaken);
    m_editor->setEnabled(isTaken);
    showNote();
}

QWidget *SettingRow::placeInWalk(QWidget &before)
{
    placeInTabWalk(before, m_editor->input());
    placeInTabWalk(m_editor->input(), *m_reset);
    return m_reset;
}

void SettingRow::focusEditor()
{
    m_editor->input().setFocus();
    if (auto *edit = qobject_cast<QLineEdit *>(&m_editor->input()))
        edit->selectAll();
}

void SettingRow::takeBack()
{
    m_editor->clear();
    m_editor->input().setFocus();
    m_refusal.clear();
    showNote();
    emit edited(m_parameter.name, QJsonValue(QJsonValue::Undefined));
}

void SettingRow::showNote()
{
    const QString note = m_refusal.isEmpty() ? m_fit : m_refusal;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_editor->input().setAccessibleDescription(note);
    m_reset->setEnabled(!m_editor->isEmpty());
    m_reset->setAccessibleDescription(m_reset->isEnabled() ? QString() : tr("Nothing is set here"));
}

} // namespace studio
