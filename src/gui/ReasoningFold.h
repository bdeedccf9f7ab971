#pragma once

#include <QString>
#include <QWidget>

class QToolButton;

namespace studio
{

class AnswerSurface;

/// What a model thought before it answered, folded away until somebody wants it. Not part of the answer.
class ReasoningFold : public QWidget
{
    Q_OBJECT

public:
    explicit ReasoningFold(QWidget *parent = nullptr);

    void append(const QString &delta); ///< Shown with the next refresh().
    void setText(const QString &whole);
    const QString &text() const;

    /// What stands beside "Thinking": "900 tokens, counted in the cost".
    void setNote(const QString &note);

    void refresh();
    void clear();

private:
    void updateButton();

    QToolButton *m_button;
    AnswerSurface *m_box;
    QString m_note;
};

} // namespace studio
