#pragma once

#include <QPlainTextEdit>

namespace studio
{

/// A box for a prompt's text: plain text only, {{blanks}} stand out, and it grows with its lines up to
/// a limit. Keeps the exact text it was given until somebody types.
class PromptBox : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PromptBox(QWidget *parent = nullptr);

    /// Nothing happens, and undo stays, when the box has this text already.
    void setText(const QString &text);
    const QString &text() const { return m_text; }

    void setLines(int least, int most);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void textEdited(); ///< Not for setText().

protected:
    void changeEvent(QEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;

private:
    void takeChange();
    int heightFor(int lines) const;

    QString m_text;
    int m_leastLines = 2;
    int m_mostLines = 8;
    int m_shownLines = 0;
    bool m_isSetting = false;
};

} // namespace studio
