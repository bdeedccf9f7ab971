#pragma once

#include <QObject>
#include <QTextCursor>
#include <QTextObjectInterface>

namespace studio
{

/// A stretch of a text: shown as it is, or folded because laying it out would take too long.
struct TextPiece
{
    QString text;
    bool isFolded = false;

    bool operator==(const TextPiece &) const = default;
};

/// Cuts a text into what can be shown and edited without a wait, and the rest. Joined, the pieces are the text.
/// A long text keeps its beginning and its end, an endless line its own. before: the characters of the line that
/// the text is put behind.
QList<TextPiece> foldedPieces(const QString &text, qsizetype before = 0);

/// The folded stretches in a plain text document. Each is one character there, with an undo like any other, and
/// reads as what it was made of.
///
/// A child of the document, which must have its layout already.
class TextFolds : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    explicit TextFolds(QTextDocument &document);

    /// In one step of undo.
    void insert(QTextCursor cursor, const QList<TextPiece> &pieces);

    /// Nothing folded; every end of a line is "\n".
    QString wholeText() const;
    QString selectedText(const QTextCursor &cursor) const;

    bool isEmpty() const; ///< Nothing is folded.
    qsizetype length() const; ///< About that of the whole text, without making it.

    /// What stands on screen for the character there; empty when it is no fold.
    QString labelAt(int position) const;

    void forget(); ///< The document is empty and has nothing to undo.

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position,
                    const QTextFormat &format) override;

private:
    struct Fold
    {
        QString text;
        QString label;
    };

    QString unfolded(QString raw, int start) const;
    const Fold *foldOf(const QTextFormat &format) const; ///< Null for any other character.
    QTextFormat formatAt(int position) const;
    QString labelOf(const QTextFormat &format) const;

    QTextDocument &m_document;
    QList<Fold> m_folds;    ///< By the number in its character's format; also what only undo would bring back.
    qsizetype m_length = 0; ///< Of all of them.
};

} // namespace studio
