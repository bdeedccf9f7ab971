#pragma once

#include "core/Blanks.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace studio
{

/// One field for each blank of the prompt. Values of blanks that are no longer used stay in mind, so
/// that a blank typed again has its value back. A text with hundreds of blanks has fields for the first ones.
class BlanksForm : public QWidget
{
    Q_OBJECT

public:
    explicit BlanksForm(QWidget *parent = nullptr);

    void setNames(const QStringList &names); ///< Fields that stay keep focus and cursor.
    void setValues(const BlankValues &values);
    const BlankValues &values() const { return m_values; }

    /// Marks the fields without a value, gives the focus to the first and returns its name; empty when
    /// there is none.
    QString markMissing();

    QLineEdit *field(const QString &name) const; ///< Null when there is no such blank.

signals:
    void edited();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Field
    {
        QString name;
        QLabel *label;
        QLineEdit *edit;
    };

    Field makeField(const QString &name);
    void arrange();
    int fieldsPerRow() const;
    void mark(const Field &field, bool isMissing);

    QGridLayout *m_grid;
    QLabel *m_title;
    QStringList m_names;
    QList<Field> m_fields; ///< Of the first names.
    BlankValues m_values;
    int m_arrangedPerRow = 0;
};

} // namespace studio
