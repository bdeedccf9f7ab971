#include "HostileStage.h"

#include "gui/AnswerSurface.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QThread>
#include <QToolButton>

#include <ctime>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostPieces = 60; ///< Of a long text; a short one is streamed in four-character pieces.
constexpr qsizetype shortText = 600;

qint64 threadMicroseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * qint64(1'000'000) + now.tv_nsec / 1000;
}

QString wordsOf(const AnswerText &text)
{
    QString all = u"[%1 aligned %2"_s.arg(text.text).arg(int(text.alignment));
    for (const LookSpan &span : text.spans)
        all += u" %1+%2 looks %3 ink %4 link %5"_s.arg(span.start).arg(span.length).arg(span.looks.toInt())
                   .arg(int(span.ink)).arg(span.link < 0 ? QString() : text.links[span.link]);
    for (const StandIn &standIn : text.standIns)
        all += u" %1+%2 for '%3'"_s.arg(standIn.start).arg(standIn.length).arg(standIn.original);
    return all + u']';
}

} // namespace

HostileStage::HostileStage(QSize size)
{
    m_view.resize(size);
    m_view.show();
    QCoreApplication::processEvents();
}

/// The step and what the event loop then does at once: a frame with its painting.
void HostileStage::turn(const QString &what, const std::function<void()> &step)
{
    QElapsedTimer wall;
    wall.start();
    const qint64 cpu = threadMicroseconds();
    step();
    QCoreApplication::processEvents();
    const Turn now{threadMicroseconds() - cpu, wall.nsecsElapsed() / 1000, what};
    if (now.cpuMicroseconds > m_longest.cpuMicroseconds)
        m_longest.during = what;
    m_longest.cpuMicroseconds = qMax(m_longest.cpuMicroseconds, now.cpuMicroseconds);
    m_longest.wallMicroseconds = qMax(m_longest.wallMicroseconds, now.wallMicroseconds);
    m_longestCpu[what] = qMax(m_longestCpu.value(what), now.cpuMicroseconds);
}

void HostileStage::rest(int turns)
{
    for (int i = 0; i < turns || m_view.surface().flow().isBehind(); ++i) {
        QThread::msleep(5); // until timers are due
        turn(u"rest"_s, [] {});
    }
}

void HostileStage::showWhole(const QString &text)
{
    turn(u"show"_s, [&] {
        m_view.setText(text);
        m_view.surface().refresh();
    });
    rest(4);
}

void HostileStage::stream(const QString &text, const std::function<qsizetype()> &nextPiece)
{
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype size = qMin(nextPiece(), text.size() - at);
        turn(u"stream"_s, [&] {
            m_view.appendText(text.sliced(at, size));
            m_view.surface().refresh();
        });
        at += size;
    }
    rest(4);
}

void HostileStage::streamInPieces(const QString &text, qsizetype size)
{
    const qsizetype piece = text.size() <= shortText ? size : qMax(size, text.size() / mostPieces + 1);
    stream(text, [piece] { return piece; });
}

void HostileStage::streamAtOddPlaces(const QString &text)
{
    const qsizetype piece = text.size() <= shortText ? 1 : qMax<qsizetype>(1, text.size() / mostPieces);
    quint32 seed = 7;
    stream(text, [piece, &seed] {
        seed = seed * 1664525 + 1013904223;
        return 1 + piece / 2 + qsizetype(seed >> 16) % (piece + 2);
    });
}

void HostileStage::scrollThrough()
{
    QScrollBar &bar = *m_view.surface().verticalScrollBar();
    turn(u"to the top"_s, [&] { bar.setValue(0); });
    for (int page = 0; page < 12; ++page)
        turn(u"page"_s, [&] { bar.triggerAction(QScrollBar::SliderPageStepAdd); });
    for (int part = 1; part < 12; ++part)
        turn(u"jump"_s, [&] { bar.setValue(int(qint64(bar.maximum()) * part / 12)); });
    turn(u"where"_s, [&] { m_view.showPlace(m_view.readingPlace()); });
    turn(u"to the end"_s, [&] { bar.setValue(bar.maximum()); });
    for (int page = 0; page < 6; ++page)
        turn(u"page back"_s, [&] { bar.triggerAction(QScrollBar::SliderPageStepSub); });
    turn(u"to the latest"_s, [&] { m_view.jumpToLatest(); });
}

void HostileStage::resizeThrough()
{
    for (const int width : {360, 1200, 500}) {
        turn(u"resize"_s, [&] { m_view.resize(width, m_view.height()); });
        rest(2);
    }
}

void HostileStage::tabThrough()
{
    for (int i = 0; i < 3; ++i) {
        turn(u"tab"_s, [&] {
            QKeyEvent press(QEvent::KeyPress, Qt::Key_Tab, Qt::NoModifier);
            QCoreApplication::sendEvent(&m_view.surface(), &press);
        });
    }
}

void HostileStage::copyAll()
{
    turn(u"select"_s, [&] { m_view.surface().selectAll(); });
    turn(u"copy"_s, [&] { m_view.surface().copy(); });
    m_copied = QGuiApplication::clipboard()->text();
    turn(u"copy source"_s, [&] { m_view.surface().copySource(); });
    m_copied += QGuiApplication::clipboard()->text();
}

void HostileStage::showAsItCame(bool isPlain)
{
    turn(u"as it came"_s, [&] {
        m_view.setPlain(isPlain);
        m_view.surface().refresh();
    });
    rest(2);
}

void HostileStage::showAsReasoning(const QString &text)
{
    auto *button = m_view.findChild<QToolButton *>(u"reasoningButton"_s);
    auto *box = m_view.findChild<AnswerSurface *>(u"reasoningBox"_s);
    turn(u"reasoning"_s, [&] {
        m_view.setReasoning(text);
        button->setChecked(true);
        box->refresh();
    });
    turn(u"reasoning at its end"_s, [&] { box->verticalScrollBar()->setValue(box->verticalScrollBar()->maximum()); });
    rest(2);
}

QString HostileStage::shown() const
{
    return m_view.surface().wholeText();
}

QString HostileStage::structure() const
{
    QString all;
    const AnswerFlow &flow = m_view.surface().flow();
    for (int block = 0; block < flow.count(); ++block) {
        for (const AnswerPart &part : flow.parts(block)) {
            all += u"%1 heading %2 in '%3' marker '%4' columns %5 goes on %6: "_s.arg(int(part.kind)).arg(part.heading)
                       .arg(QString::fromLatin1(part.around), part.marker).arg(part.columns).arg(part.goesOn);
            for (const AnswerText &text : part.texts)
                all += wordsOf(text);
            all += u'\n';
        }
    }
    return all;
}

QStringList HostileStage::offered() const
{
    QStringList links;
    const AnswerFlow &flow = m_view.surface().flow();
    for (int block = 0; block < flow.count(); ++block) {
        for (const AnswerPart &part : flow.parts(block)) {
            for (const AnswerText &text : part.texts)
                links += text.links;
        }
    }
    return links;
}

QString HostileStage::languages() const
{
    QStringList words;
    const AnswerFlow &flow = m_view.surface().flow();
    for (int block = 0; block < flow.count(); ++block) {
        for (const AnswerPart &part : flow.parts(block)) {
            if (part.isFirst)
                words << part.language;
        }
    }
    return words.join(u' ');
}

} // namespace studio
