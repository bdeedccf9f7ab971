#include "gui/AnswerPrint.h"

#include "gui/Theme.h"

#include <QApplication>
#include <QLocale>
#include <QMessageBox>
#include <QPagedPaintDevice>
#include <QPrintDialog>
#include <QPrinter>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr qreal unitsPerInch = 96; ///< In which the answer is laid out, whatever the device's resolution is.
constexpr int textSize = 14;
constexpr int codeSize = 13;
constexpr int footHeight = 32;
constexpr int leastBelowHeading = 48; ///< Else it would stand alone at the end of a page.
constexpr qint64 turnMsecs = 20;
constexpr int printResolution = 600;

/// Sizes are in our units: a device would make its own of points.
AnswerStyle printStyle()
{
    QFont font = QApplication::font();
    font.setPixelSize(textSize);
    font.setHintingPreference(QFont::PreferNoHinting);
    AnswerStyle style = AnswerStyle::of(lightPalette(), font);
    style.code.setPixelSize(codeSize);
    style.code.setHintingPreference(QFont::PreferNoHinting);
    return style;
}

} // namespace

AnswerPrint::AnswerPrint(const Printout &printout, QPagedPaintDevice &device, QObject *parent)
    : QObject(parent)
    , m_printout(printout)
    , m_device(device)
{
    m_flow.setNotice(m_printout.notice);
    m_flow.setRaw(m_printout.isRaw);
    m_flow.setStyle(printStyle());
    m_turn.setSingleShot(true);
    m_turn.setInterval(0ms);
    connect(&m_turn, &QTimer::timeout, this, &AnswerPrint::printSome);
}

void AnswerPrint::start()
{
    m_turn.start();
}

bool AnswerPrint::begin()
{
    if (!m_painter.begin(&m_device))
        return false;
    const QSizeF page(m_device.width(), m_device.height());
    const qreal acrossScale = m_device.logicalDpiX() / unitsPerInch;
    const qreal downScale = m_device.logicalDpiY() / unitsPerInch;
    m_painter.scale(acrossScale, downScale);
    m_height = qMax(leastBelowHeading, qFloor(page.height() / downScale) - footHeight);
    m_flow.setWidth(qMax(1, qFloor(page.width() / acrossScale)));
    m_flow.setText(m_printout.text);
    do
        m_flow.update();
    while (m_flow.isBehind());
    m_page = 1;
    printTitle();
    return true;
}

void AnswerPrint::printTitle()
{
    const AnswerStyle &style = m_flow.style();
    const auto print = [this](const QFont &font, const QColor &colour, const QString &text) {
        if (text.isEmpty())
            return;
        const QRect area(0, m_y, m_flow.width(), m_height - m_y);
        QRect used;
        m_painter.setFont(font);
        m_painter.setPen(colour);
        m_painter.drawText(area, Qt::AlignLeading | Qt::TextWrapAnywhere | Qt::TextWordWrap, text, &used);
        m_y += used.height();
    };
    QFont strong = style.text;
    strong.setWeight(QFont::DemiBold);
    print(strong, style.plain, m_printout.title);
    print(style.small, style.muted, m_printout.details);
    m_painter.fillRect(QRect(0, m_y + 6, m_flow.width(), 1), style.line);
    m_y += 18;
}

void AnswerPrint::printSome()
{
    if (m_page == 0 && !begin()) {
        finish(false);
        return;
    }
    QElapsedTimer timer;
    timer.start();
    while (m_block < m_flow.count() && !m_isBroken && timer.elapsed() < turnMsecs)
        printPiece();
    if (m_isBroken) {
        finish(false);
    } else if (m_block < m_flow.count()) {
        m_turn.start();
    } else {
        endPage();
        finish(m_painter.end());
    }
}

int AnswerPrint::room() const
{
    return m_height - m_y;
}

/// As much of a block as the page takes.
void AnswerPrint::printPiece()
{
    const BlockLayout &layout = m_flow.layout(m_block);
    const qreal scale = qMin(1.0, qreal(m_flow.width()) / qMax(1, layout.neededWidth())); // of a table that is too wide
    const bool isLonely = m_flow.isHeading(m_block) && m_from == 0 && room() < layout.height() + leastBelowHeading;
    int end = layout.height();
    if (qFloor(room() / scale) < end - m_from || isLonely) {
        const int most = m_from + qFloor(room() / scale);
        const QList<int> breaks = layout.breaks();
        const auto behind = std::upper_bound(breaks.begin(), breaks.end(), most);
        end = behind == breaks.begin() || isLonely ? m_from : *std::prev(behind);
        if (end <= m_from && m_y > 0) { // the next page has more room
            endPage();
            m_isBroken = !m_device.newPage();
            ++m_page;
            return;
        }
        if (end <= m_from)
            end = qMin(most, layout.height());
    }
    m_painter.save();
    m_painter.translate(0, m_y);
    m_painter.scale(scale, scale);
    layout.drawPiece(m_painter, {0, -m_from}, m_from, end);
    m_painter.restore();
    m_y += qCeil((end - m_from) * scale);
    m_from = end;
    if (m_from < layout.height())
        return;
    ++m_block;
    m_from = 0;
    m_flow.keepOnly(m_block, m_block);
}

void AnswerPrint::endPage()
{
    m_painter.setFont(m_flow.style().small);
    m_painter.setPen(m_flow.style().muted);
    m_painter.drawText(QRect(0, m_height, m_flow.width(), footHeight), Qt::AlignHCenter | Qt::AlignBottom,
                       QLocale().toString(m_page));
    m_y = 0;
}

void AnswerPrint::finish(bool isPrinted)
{
    if (m_painter.isActive())
        m_painter.end();
    emit finished(isPrinted);
}

void askAndPrint(const Printout &printout, QWidget &parent)
{
    auto *dialog = new QPrintDialog(&parent);
    dialog->setObjectName(u"printDialog"_s);
    dialog->setOption(QAbstractPrintDialog::PrintPageRange, false);
    dialog->printer()->setResolution(printResolution);
    dialog->printer()->setDocName(printout.title);
    QObject::connect(dialog, &QDialog::rejected, dialog, &QObject::deleteLater);
    QObject::connect(dialog, qOverload<>(&QDialog::accepted), dialog, [printout, dialog, &parent] {
        auto *print = new AnswerPrint(printout, *dialog->printer(), dialog);
        QObject::connect(print, &AnswerPrint::finished, dialog, [dialog, &parent](bool isPrinted) {
            dialog->deleteLater(); // with its printer
            if (isPrinted)
                return;
            auto *box = new QMessageBox(QMessageBox::Warning, QCoreApplication::translate("AnswerPrint", "Print"),
                                        QCoreApplication::translate("AnswerPrint", "The answer could not be printed."),
                                        QMessageBox::Ok, &parent);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
        });
        print->start();
    });
    dialog->open();
}

} // namespace studio
