#include "FuzzTarget.h"
#include "Mutator.h"

#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace studio;

// Where there are sanitizers, they call this when they have found something.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace
{

constexpr quint32 inputNumber = 20250701; // any; the same one gives the same inputs

/// The input that is being tried, where a signal handler can reach it.
const QByteArray *s_input = nullptr;
QByteArray s_foundPath;
unsigned s_mostSeconds = 0; ///< Of one input; a reader that takes this long hangs.

void say(const char *text)
{
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

/// Calls nothing but what may be called when the program is broken.
void keepInput()
{
    if (!s_input)
        return;
    const int file = ::open(s_foundPath.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    [[maybe_unused]] const auto written = ::write(file, s_input->constData(), size_t(s_input->size()));
    ::close(file);
    s_input = nullptr;
    say("the input that did it: ");
    say(s_foundPath.constData());
    say("\n");
}

void die(int signal)
{
    if (signal == SIGALRM)
        say("an input takes too long\n");
    keepInput();
    ::_exit(1);
}

void watch()
{
    static std::array<char, 64 * 1024> stack; // the usual one may be what overflowed
    const stack_t other{stack.data(), 0, stack.size()};
    ::sigaltstack(&other, nullptr);
    struct sigaction action = {};
    action.sa_handler = die;
    action.sa_flags = SA_ONSTACK;
    ::sigaction(SIGABRT, &action, nullptr);
    ::sigaction(SIGALRM, &action, nullptr);
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(keepInput); // they tell of the rest, with the place
        return;
    }
    for (const int signal : {SIGBUS, SIGFPE, SIGILL, SIGSEGV})
        ::sigaction(signal, &action, nullptr);
}

void tryOne(const QByteArray &input)
{
    s_input = &input;
    ::alarm(s_mostSeconds);
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()), size_t(input.size()));
    ::alarm(0);
    s_input = nullptr;
}

int tryFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "cannot be read: %s\n", qPrintable(path));
            return 2;
        }
        tryOne(file.readAll());
    }
    std::printf("%lld inputs, nothing found\n", qlonglong(paths.size()));
    return 0;
}

int writeSeeds(const QList<Seed> &seeds, const QString &folder)
{
    QDir().mkpath(folder);
    for (qsizetype i = 0; i < seeds.size(); ++i) {
        QFile file(u"%1/seed-%2"_s.arg(folder).arg(i));
        if (!file.open(QIODevice::WriteOnly) || file.write(seeds[i].input) != seeds[i].input.size()) {
            std::fprintf(stderr, "cannot be written: %s\n", qPrintable(file.fileName()));
            return 2;
        }
    }
    return 0;
}

/// Every seed as it is, then changed ones, three of four from those that the target makes sense of.
int tryMany(const QList<Seed> &seeds, qsizetype most, qint64 seconds)
{
    QElapsedTimer clock;
    clock.start();
    QList<QByteArray> all;
    QList<QByteArray> own;
    for (const Seed &seed : seeds) {
        tryOne(seed.input);
        all << seed.input;
        if (seed.isOwn)
            own << seed.input;
    }
    if (own.isEmpty()) {
        std::fprintf(stderr, "the test data has nothing that this target makes sense of\n");
        return 1;
    }
    Mutator mutator(inputNumber, all);
    qsizetype count = 0;
    for (; count < most && clock.elapsed() < seconds * 1000; ++count) {
        const bool isAny = count % 4 == 0;
        tryOne(mutator.mutated(isAny ? all[count / 4 % all.size()] : own[count % own.size()]));
    }
    std::printf("%lld seeds, %lld of them own, %lld changed inputs, %.1f s: nothing found\n", qlonglong(all.size()),
                qlonglong(own.size()), qlonglong(count), double(clock.elapsed()) / 1000.0);
    return 0;
}

} // namespace

/// Runs a target without libFuzzer: with files, or for a bounded time with changed test data. The input that breaks
/// a promise, crashes or hangs is written into the current folder.
int main(int argc, char **argv)
{
    LLVMFuzzerInitialize(&argc, &argv);
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);

    QCommandLineParser parser;
    parser.addOptions({{u"inputs"_s, u"How many changed inputs at most."_s, u"count"_s, u"10000"_s},
                       {u"seconds"_s, u"How long at most."_s, u"count"_s, u"5"_s},
                       {u"timeout"_s, u"After how many seconds an input hangs."_s, u"count"_s, u"20"_s},
                       {u"found"_s, u"Where the input goes that did it."_s, u"file"_s, u"found-input"_s},
                       {u"write-seeds"_s, u"Write the seeds into a folder and end."_s, u"folder"_s},
                       {u"dialect"_s, u"Whose decoder is tried (fuzz_decoder)."_s, u"name"_s},
                       {u"dialects"_s, u"List the dialects and end (fuzz_decoder)."_s}});
    parser.addHelpOption();
    if (!parser.parse(arguments) || parser.isSet(u"help"_s)) {
        std::fprintf(stderr, "%s\n%s", qPrintable(parser.errorText()), "see tests/fuzz/FuzzDriver.cpp for the options\n");
        return 2;
    }
    s_mostSeconds = parser.value(u"timeout"_s).toUInt();
    s_foundPath = QFile::encodeName(QFileInfo(parser.value(u"found"_s)).absoluteFilePath());
    watch();
    if (!parser.positionalArguments().isEmpty())
        return tryFiles(parser.positionalArguments());
    if (parser.isSet(u"write-seeds"_s))
        return writeSeeds(fuzzSeeds(), parser.value(u"write-seeds"_s));
    return tryMany(fuzzSeeds(), parser.value(u"inputs"_s).toLongLong(), parser.value(u"seconds"_s).toLongLong());
}
