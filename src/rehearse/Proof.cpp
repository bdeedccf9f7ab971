#include "rehearse/Proof.h"

#include "gateway/Recorder.h"
#include "rehearse/ProgramChain.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::chrono::minutes mostTime{3}; ///< For everything, compiling included.
constexpr qsizetype mostLogChars = 256 * 1024;

bool isInstalled(const QString &tool)
{
    return !QStandardPaths::findExecutable(tool).isEmpty();
}

QStringList missingTools(Format format)
{
    QStringList missing;
    const auto needAny = [&missing](const QStringList &tools) {
        if (std::none_of(tools.begin(), tools.end(), isInstalled))
            missing << tools.first();
    };
    switch (format) {
    case Format::Curl:
        needAny({u"bash"_s});
        needAny({u"curl"_s});
        break;
    case Format::CppQt:
        needAny({u"cmake"_s});
        needAny({u"c++"_s, u"g++"_s, u"clang++"_s});
        needAny({u"make"_s, u"ninja"_s});
        break;
    }
    return missing;
}

QList<Program> programsFor(Format format, const ExportedCode &code, const QString &folder)
{
    switch (format) {
    case Format::Curl:
        return {{u"bash"_s, {code.files.first().name}}};
    case Format::CppQt: {
        QStringList configure{u"-S"_s, u"."_s, u"-B"_s, u"build"_s};
        if (isInstalled(u"ninja"_s))
            configure << u"-G"_s << u"Ninja"_s;
        return {{u"cmake"_s, configure},
                {u"cmake"_s, {u"--build"_s, u"build"_s}},
                {folder + u"/build/"_s + exportedProgram, {}}};
    }
    }
    Q_UNREACHABLE();
}

QProcessEnvironment environmentFor(const ExportSubject &subject, const QString &home, const QUrl &recorder,
                                   const QByteArray &secret)
{
    QString base = recorder.toString(QUrl::FullyEncoded) + subject.recipe.request.base.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"HOME"_s, home);
    environment.insert(u"TMPDIR"_s, home);
    environment.insert(u"LANG"_s, u"C.UTF-8"_s);
    environment.insert(subject.baseVariable, base);
    if (subject.recipe.request.secret)
        environment.insert(subject.keyVariable, QString::fromLatin1(secret));
    return environment;
}

Result<void> writeFiles(const QString &folder, const ExportedCode &code)
{
    for (const CodeFile &each : code.files) {
        QFile file(folder + u'/' + each.name);
        const QByteArray bytes = each.text.toUtf8();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
            return Error{ErrorKind::StorageFailed, file.errorString()};
    }
    return {};
}

} // namespace

class Proof::Private
{
public:
    Private(Proof *proof, ExportSubject aSubject, ExportedCode aCode, Format aFormat)
        : q(proof), subject(std::move(aSubject)), code(std::move(aCode)), format(aFormat)
    {
    }

    void begin();
    Result<void> run();
    void finish(const Result<ProofReport> &outcome);
    void finishWith(bool succeeded);
    void print(const QString &text);

    Proof *q;
    const ExportSubject subject;
    const ExportedCode code;
    const Format format;
    const QByteArray secret = "proof-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    QString log;
    bool isOver = false;
    QTimer limit;
    Recorder recorder;
    QTemporaryDir folder;
    std::unique_ptr<ProgramChain> programs; ///< Destroyed first: it works in the folder.
};

void Proof::Private::begin()
{
    if (isOver)
        return;
    if (const Result<void> result = run(); !result)
        finish(result.error());
}

Result<void> Proof::Private::run()
{
    if (const QStringList missing = missingTools(format); !missing.isEmpty())
        return Error{ErrorKind::Rejected, u"not on this computer: "_s + missing.join(u", "_s)};
    if (!folder.isValid())
        return Error{ErrorKind::StorageFailed, folder.errorString()};
    if (const Result<void> written = writeFiles(folder.path(), code); !written)
        return written.error();
    recorder.setStreaming(subject.recipe.request.isStreaming);
    const Result<QUrl> address = recorder.listen();
    if (!address)
        return address.error();

    programs = std::make_unique<ProgramChain>(folder.path(),
                                              environmentFor(subject, folder.path(), address.value(), secret));
    QObject::connect(programs.get(), &ProgramChain::printed, q, [this](const QString &text) { print(text); });
    QObject::connect(programs.get(), &ProgramChain::finished, q, [this](bool succeeded) { finishWith(succeeded); });
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, q, [this] {
        print(u"\nended after %1 minutes\n"_s.arg(mostTime.count()));
        finishWith(false);
    });
    limit.start(mostTime);
    programs->start(programsFor(format, code, folder.path()));
    return {};
}

void Proof::Private::print(const QString &text)
{
    log += text;
    log.truncate(mostLogChars);
    emit q->progressed(text);
}

void Proof::Private::finishWith(bool succeeded)
{
    const QList<RecordedRequest> arrived = recorder.recorded();
    ProofReport report;
    if (!arrived.isEmpty())
        report = compare(subject.recipe.request, secret, arrived.first());
    report.requests = int(arrived.size());
    report.isProven = report.isProven && succeeded && arrived.size() == 1;
    report.log = log;
    finish(report);
}

void Proof::Private::finish(const Result<ProofReport> &outcome)
{
    if (isOver)
        return;
    isOver = true;
    limit.stop();
    if (programs)
        programs->kill();
    // Later, so that a receiver may delete the proof while a program is just telling its end.
    QTimer::singleShot(0, q, [proof = q, outcome] { emit proof->finished(outcome); });
}

Proof::Proof(const ExportSubject &subject, const ExportedCode &code, Format format, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, subject, code, format))
{
}

Proof::~Proof() = default;

void Proof::start()
{
    QTimer::singleShot(0, this, [this] { d->begin(); });
}

void Proof::cancel()
{
    QTimer::singleShot(0, this, [this] { d->finish(Error{ErrorKind::Cancelled}); });
}

} // namespace studio
