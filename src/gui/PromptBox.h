#pragma once

#include <QPlainTextEdit>

namespace studio
{

class TextFolds;

/// A box for a prompt's text: plain text only, {{blanks}} stand out, and it grows with its lines up to
/// a limit. Keeps the exact text it was given until somebody types. What is too long to be shown is folded
/// into one character on screen, and whole in the text.
class PromptBox : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PromptBox(QWidget *parent = nullptr);

    /// Nothing happens, and undo stays, when the box has this text already.
    void setText(const QString &text);

    /// Put together when it is asked for the first time after an edit; a long text is not free.
    const QString &text() const;
    qsizetype length() const; ///< About that of the text, at once.
    bool isBlank() const;     ///< Nothing but spaces, at once.

    void setLines(int least, int most);

    /// Files and pictures that are dropped or pasted here are given on, and are no text.
    void setTakesFiles(bool takesFiles) { m_takesFiles = takesFiles; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void textEdited(); ///< Not for setText().
    void filesGiven(const QStringList &paths);
    void pictureGiven(const QImage &picture);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    QMimeData *createMimeDataFromSelection() const override;
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void takeChange();
    void markBlanks();
    int heightFor(int lines) const;

    TextFolds *m_folds;
    mutable QString m_text;
    mutable bool m_isEdited = false; ///< m_text is older than the document.
    int m_leastLines = 2;
    int m_mostLines = 8;
    int m_shownLines = 0;
    bool m_isSetting = false;
    bool m_takesFiles = false;
};

} // namespace studio
