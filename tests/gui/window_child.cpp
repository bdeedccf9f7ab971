// A window with three answers under way, for a test that kills it. Its home is the one argument.
#include "support/WindowBench.h"

#include <QPushButton>
#include <QTextStream>

using namespace studio;

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    WindowBench bench(QString::fromLocal8Bit(argv[1]));
    std::ignore = bench.gateway.setFaults("{\"factor\": 20}"); // slow enough to be caught
    bench.workbench.openQuestion(Question::ProductText);
    bench.find<QPushButton>(QStringLiteral("runButton"))->click();
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &app, [&bench] {
        const auto records = bench.journal.latest(bench.settings.lastTrial());
        for (qsizetype i = 0; records && i < records->size(); ++i) {
            if (!records->at(i).text.isEmpty())
                QTextStream(stdout) << "text has arrived" << Qt::endl;
        }
    });
    look.start(50);
    return app.exec();
}
