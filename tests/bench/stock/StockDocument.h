#pragma once

#include <QColor>
#include <QFont>
#include <QTextBlockFormat>
#include <QTextCursor>

class QTextDocument;
class QTextTable;

namespace studio
{

/// How an answer looks.
struct StockStyle
{
    QFont text = {};
    QFont code = {};
    QColor muted = {};
    QColor link = {};
    QColor ground = {}; ///< Behind code and table heads.
    QColor line = {};   ///< Of tables.
};

/// Frozen, a part of StockAnswer. The writing end of a text document that it has for itself: blocks, code panels
/// and tables are added at the end, and what was added can be taken back.
class StockDocument
{
public:
    /// A place to come back to.
    struct Mark
    {
        int position = 0;
        bool isFresh = true;
        QTextBlockFormat blockFormat = {};
        QTextCharFormat charFormat = {};
    };

    StockDocument(QTextDocument &document, const StockStyle &style);

    const StockStyle &style() const { return m_style; }
    QTextCharFormat codeFormat() const;

    Mark mark() const;
    void rewind(const Mark &mark);
    bool isAt(const Mark &mark) const;

    void beginBlock(const QTextBlockFormat &format);
    void write(const QString &text, const QTextCharFormat &format); ///< Line feeds become line breaks.

    void addCode(const QString &code, int indent);
    void addPlain(QStringView text);     ///< One block a line, nothing between them.
    void addNotice(const QString &text); ///< Our words, not the model's.

    /// Cells are written through beginCell() and write(), then endTable().
    void beginTable(int rows, int columns, int indent);
    void beginCell(int row, int column, Qt::Alignment alignment);
    void endTable();

private:
    void stepBehind();

    QTextDocument &m_document;
    QTextCursor m_cursor;
    QTextTable *m_table = nullptr; ///< Only between beginTable() and endTable(); owned by the document.
    StockStyle m_style;
    bool m_isFresh = true; ///< The last block is empty and waits to be used.
};

} // namespace studio
