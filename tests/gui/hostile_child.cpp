// Shows the hostile texts. With --measure it prints how long each held the event loop; otherwise a test watches
// from outside what it opens: HOST:PORT and FOLDER are what the texts point to, --harmless shows none of them.
#include "HostileStage.h"
#include "HostileTexts.h"

#include <QApplication>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

constexpr qsizetype mostWalked = 10'000; ///< While somebody watches, which takes its time.

void walk(HostileStage &stage, const HostileText &hostile)
{
    stage.showWhole(hostile.text);
    stage.scrollThrough();
    stage.resizeThrough();
    stage.tabThrough();
    stage.copyAll();
    stage.showAsItCame(true);
    stage.scrollThrough();
    stage.showAsItCame(false);
    stage.showAsReasoning(hostile.text);
    stage.rest(10);
}

void report(const HostileText &hostile, const HostileStage &stage, QTextStream &out)
{
    const HostileStage::Turn &turn = stage.longest();
    out << hostile.group << '\t' << turn.cpuMicroseconds / 1000.0 << "\tms CPU\t" << turn.wallMicroseconds / 1000.0
        << "\tms wall\t" << hostile.name << "\t(" << turn.during << ')';
    for (auto it = stage.longestCpu().begin(); it != stage.longestCpu().end(); ++it) {
        if (it.value() > 30'000)
            out << ' ' << it.key() << ' ' << it.value() / 1000;
    }
    out << Qt::endl;
}

void measure(const QString &wanted)
{
    QTextStream out(stdout);
    for (const HostileText &hostile : allHostileTexts()) {
        if (!QLatin1String(hostile.name).contains(wanted) && QLatin1String(hostile.group) != wanted)
            continue;
        HostileStage stage;
        walk(stage, hostile);
        HostileStage streamed;
        streamed.streamInPieces(hostile.text, 4);
        report(hostile, stage, out);
        if (streamed.longest().cpuMicroseconds > 30'000)
            report(hostile, streamed, out);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.value(1) == u"--measure"_s) {
        measure(words.value(2));
        return 0;
    }
    QList<HostileText> texts{{"", "harmless", u"# Mugs\n\nA **bold** word, ไทย and 漢字, `code`, a [link](https://example.org).\n\n```cpp\nint a;\n```\n"_s}};
    if (words.size() == 3)
        texts += allHostileTexts({words[1], words[2]});
    for (const HostileText &hostile : std::as_const(texts)) {
        HostileStage stage;
        stage.showWhole(hostile.text);
        if (hostile.text.size() > mostWalked)
            continue;
        stage.scrollThrough();
        stage.tabThrough();
    stage.copyAll();
        stage.showAsItCame(true);
        stage.showAsReasoning(hostile.text);
    }
    QTextStream(stdout) << "shown " << texts.size() << Qt::endl;
    return 0;
}
