#include "gui/BlanksForm.h"

#include "gui/TabWalk.h"

#include <QAction>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostPerRow = 3;
constexpr qsizetype mostFields = 200; ///< Who pastes a program full of braces does not want thousands.
constexpr int comfortableWidth = 240; ///< Of a name and its field together.

} // namespace

BlanksForm::BlanksForm(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_title(new QLabel(tr("Blanks"), this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
    m_title->setForegroundRole(QPalette::PlaceholderText);
    hide();
}

void BlanksForm::setNames(const QStringList &all)
{
    if (all == m_names)
        return;
    m_names = all;
    const QStringList names = all.first(std::min(all.size(), mostFields));
    //: Above the fields of some blanks: how many of how many.
    m_title->setText(names.size() < all.size() ? tr("Blanks, %L1 of %L2").arg(names.size()).arg(all.size())
                                               : tr("Blanks"));
    QStringList shown;
    for (const Field &field : std::as_const(m_fields))
        shown << field.name;
    if (names == shown)
        return;
    QList<Field> fields;
    for (const QString &name : names) {
        const qsizetype at = shown.indexOf(name);
        fields << (at < 0 ? makeField(name) : m_fields[at]);
    }
    for (const Field &field : std::exchange(m_fields, fields)) {
        if (!names.contains(field.name)) {
            delete field.label;
            delete field.edit;
        }
    }
    arrange();
}

void BlanksForm::setValues(const BlankValues &values)
{
    m_values = values;
    for (const Field &field : std::as_const(m_fields)) {
        if (field.edit->text() != values.value(field.name))
            field.edit->setText(values.value(field.name));
        mark(field, false);
    }
}

QString BlanksForm::markMissing()
{
    for (const Field &field : std::as_const(m_fields))
        mark(field, m_values.value(field.name).isEmpty());
    for (const QString &name : std::as_const(m_names)) {
        if (!m_values.value(name).isEmpty())
            continue;
        if (QLineEdit *edit = field(name))
            edit->setFocus();
        return name;
    }
    return {};
}

QLineEdit *BlanksForm::field(const QString &name) const
{
    for (const Field &field : m_fields) {
        if (field.name == name)
            return field.edit;
    }
    return nullptr;
}

void BlanksForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (fieldsPerRow() != m_arrangedPerRow)
        arrange();
}

int BlanksForm::fieldsPerRow() const
{
    return qBound(1, width() / comfortableWidth, qBound(1, int(m_fields.size()), mostPerRow));
}

BlanksForm::Field BlanksForm::makeField(const QString &name)
{
    auto *label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setText(name.size() > 30 ? name.left(29) + u'…' : name);
    auto *edit = new QLineEdit(m_values.value(name), this);
    edit->setAccessibleName(tr("Blank %1").arg(name));
    edit->setClearButtonEnabled(true);
    label->setBuddy(edit);
    connect(edit, &QLineEdit::textEdited, this, [this, name](const QString &text) {
        m_values[name] = text;
        for (const Field &field : std::as_const(m_fields)) {
            if (field.name == name && !text.isEmpty())
                mark(field, false);
        }
        emit edited();
    });
    return {name, label, edit};
}

void BlanksForm::arrange()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    const int perRow = m_arrangedPerRow = fieldsPerRow();
    for (int column = 1; column <= mostPerRow; ++column)
        m_grid->setColumnStretch(2 * column, column <= perRow ? 1 : 0);
    m_grid->addWidget(m_title, 0, 0);
    QWidget *before = this;
    for (int i = 0; i < m_fields.size(); ++i) {
        const Field &field = m_fields[i];
        const int column = 1 + i % perRow * 2;
        m_grid->addWidget(field.label, i / perRow, column);
        m_grid->addWidget(field.edit, i / perRow, column + 1);
        field.label->show();
        field.edit->show();
        placeInTabWalk(*before, *field.edit);
        before = field.edit;
    }
    setVisible(!m_fields.isEmpty());
}

void BlanksForm::mark(const Field &field, bool isMissing)
{
    const QString why = tr("This blank needs a value.");
    for (QAction *action : field.edit->actions()) {
        if (action->objectName() == "missing"_L1)
            delete action;
    }
    field.edit->setPlaceholderText(isMissing ? tr("needs a value") : QString());
    field.edit->setAccessibleDescription(isMissing ? why : QString());
    field.edit->setToolTip(isMissing ? why : QString());
    if (!isMissing)
        return;
    QAction *warning =
        field.edit->addAction(QIcon::fromTheme(u"emblem-warning"_s), QLineEdit::LeadingPosition);
    warning->setObjectName(u"missing"_s);
    warning->setToolTip(why);
}

} // namespace studio
