#pragma once

#include "gui/AnswerFlow.h"

#include <QObject>
#include <QPainter>
#include <QTimer>

class QPagedPaintDevice;

namespace studio
{

/// An answer to print, with what stands above it.
struct Printout
{
    QString title = {};   ///< Who answered.
    QString details = {}; ///< When, and whether it was practice.
    QString text = {};
    QString notice = {}; ///< Above what cannot be formatted.
    bool isRaw = false;  ///< As it came instead of Markdown.
};

/// Prints an answer in light colours, with page numbers; pages end between lines. Works some milliseconds in each
/// turn of the event loop.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it ends the printing.
class AnswerPrint : public QObject
{
    Q_OBJECT

public:
    /// The device outlives it.
    AnswerPrint(const Printout &printout, QPagedPaintDevice &device, QObject *parent = nullptr);

    void start();
    int pages() const { return m_page; }

signals:
    void finished(bool isPrinted);

private:
    bool begin();
    void printSome();
    void printTitle();
    void printPiece();
    void endPage();
    void finish(bool isPrinted);
    int room() const;

    const Printout m_printout;
    QPagedPaintDevice &m_device;
    QPainter m_painter;
    AnswerFlow m_flow;
    QTimer m_turn;
    int m_height = 0; ///< Of a page's text.
    int m_y = 0;      ///< On the page.
    int m_block = 0;  ///< To go on with, from this y in it.
    int m_from = 0;
    int m_page = 0;
    bool m_isBroken = false; ///< The device takes no more pages.
};

/// Asks which printer or file, and prints. Belongs to the parent and goes away by itself.
void askAndPrint(const Printout &printout, QWidget &parent);

} // namespace studio
