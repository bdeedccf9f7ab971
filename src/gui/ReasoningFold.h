#pragma once

#include <QWidget>

class QPlainTextEdit;
class QToolButton;

namespace studio
{

/// What a model thought before it answered, folded away until somebody wants it. Not part of the answer.
class ReasoningFold : public QWidget
{
    Q_OBJECT

public:
    explicit ReasoningFold(QWidget *parent = nullptr);

    void append(const QString &delta); ///< Shown with the next refresh().
    void setText(const QString &whole);
    const QString &text() const { return m_text; }

    /// What stands beside "Thinking": "900 tokens, counted in the cost".
    void setNote(const QString &note);

    void refresh();
    void clear();

private:
    QToolButton *m_button;
    QPlainTextEdit *m_box;
    QString m_text;
    QString m_note;
    qsizetype m_shown = 0; ///< How much of the text stands in the box.
};

} // namespace studio
