#include "cli/ExportCommand.h"

#include "catalog/Accounts.h"
#include "store/PlainFile.h"
#include "store/TrialFile.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 mostCodeBytes = 256 * 1024 * 1024;

/// Bytes as one line: control characters and what is not ASCII as \xNN.
QString visible(const QByteArray &bytes)
{
    QString text;
    for (const char c : bytes) {
        if (c >= 0x20 && c < 0x7f)
            text += QLatin1Char(c);
        else
            text += u"\\x%1"_s.arg(uchar(c), 2, 16, QLatin1Char('0'));
    }
    return text;
}

QJsonObject proofEvent(const ProofReport &report, int column, const Target &target)
{
    QJsonObject event = columnEvent(u"proof"_s, column, target);
    event[u"proven"_s] = report.isProven;
    event[u"requests"_s] = report.requests;
    if (const auto &difference = report.difference) {
        event[u"part"_s] = difference->part;
        event[u"offset"_s] = difference->offset;
        event[u"expected"_s] = visible(difference->expected);
        event[u"sent"_s] = visible(difference->actual);
    }
    return event;
}

} // namespace

ExportCommand::ExportCommand(const Services &services, Output &output, const Trial &trial, const Options &options,
                             QObject *parent)
    : Command(parent)
    , m_services(services)
    , m_output(output)
    , m_trial(trial)
    , m_options(options)
    , m_runs(services.transport, services.accounts, services.catalog, nullptr)
{
}

void ExportCommand::start()
{
    QTimer::singleShot(0, this, &ExportCommand::next);
}

void ExportCommand::interrupt()
{
    m_proof.reset(); // ends the program it runs
    end(ExitInterrupted);
}

void ExportCommand::next()
{
    if (m_isOver)
        return;
    if (++m_column > m_trial.targets.size()) {
        end(m_exitStatus);
        return;
    }
    const auto record = m_runs.prepare(m_trial, m_column, m_options.run);
    if (!record) {
        m_output.error(record.error(), m_trial.targets[m_column - 1].toString());
        end(ExitCouldNotRun);
        return;
    }
    const auto profile = m_services.accounts.profile(record->target.provider);
    ExportSubject subject{record->recipe, record->target.toString(), profile->keyVariable, profile->baseVariable,
                          record->isPractice};
    if (!record->recipe.request.secret)
        subject.keyVariable.clear();
    const auto code = codeFor(subject);
    if (!code) {
        m_output.error(code.error());
        end(ExitCouldNotRun);
        return;
    }
    for (const QString &warning : code->warnings)
        m_output.note(u"note: "_s + warning);
    if (m_options.codeFolder.isEmpty()) {
        if (auto given = give(*code); !given) {
            m_output.error(given.error());
            end(ExitCouldNotRun);
            return;
        }
    }
    if (m_options.isProving)
        prove(subject, *code);
    else
        next();
}

Result<ExportedCode> ExportCommand::codeFor(const ExportSubject &subject) const
{
    auto code = exportCode(subject, m_options.format);
    if (!code || m_options.codeFolder.isEmpty())
        return code;
    code->warnings.clear(); // they are about code that is not used
    for (CodeFile &file : code->files) {
        const QString path = QDir(columnFolder(m_options.codeFolder)).filePath(file.name);
        const auto kept = readPlainFile(path, mostCodeBytes);
        if (!kept)
            return kept.error();
        file.text = QString::fromUtf8(*kept);
        if (file.text.toUtf8() != *kept)
            return Error{ErrorKind::Rejected, u"--code %1: not UTF-8 text, as exported code is"_s.arg(path)};
    }
    return code;
}

QString ExportCommand::columnFolder(const QString &folder) const
{
    return m_trial.targets.size() == 1 ? folder : QDir(folder).filePath(QChar(u'A' + m_column - 1));
}

Result<void> ExportCommand::give(const ExportedCode &code)
{
    if (!m_options.folder.isEmpty())
        return write(code);
    if (m_options.isProving)
        return {}; // the verdict is what was asked for
    for (const CodeFile &file : code.files) {
        if (m_output.isJson()) {
            QJsonObject event = columnEvent(u"code"_s, m_column, m_trial.targets[m_column - 1]);
            event[u"format"_s] = QString(nameOf(m_options.format));
            event[u"file"_s] = file.name;
            event[u"text"_s] = file.text;
            m_output.object(event);
            continue;
        }
        if (code.files.size() > 1)
            m_output.line(u"// ---- %1 ----"_s.arg(file.name));
        m_output.text(file.text.endsWith(u'\n') ? file.text : file.text + u'\n');
    }
    return {};
}

Result<void> ExportCommand::write(const ExportedCode &code)
{
    const QString folder = columnFolder(m_options.folder);
    if (!QDir().mkpath(folder))
        return Error{ErrorKind::StorageFailed, u"--out %1: cannot be made"_s.arg(folder)};
    // The names are part of the code, so none can be chosen anew: somebody's main.cpp must not be lost here.
    for (const CodeFile &file : code.files) {
        const QString path = QDir(folder).filePath(file.name);
        if (!QFileInfo::exists(path) && !QFileInfo(path).isSymLink())
            continue;
        const auto there = readPlainFile(path, mostCodeBytes);
        if (!there || *there != file.text.toUtf8())
            return Error{ErrorKind::Rejected, u"--out %1: exists and is not overwritten"_s.arg(path)};
    }
    for (const CodeFile &file : code.files) {
        const QString path = QDir(folder).filePath(file.name);
        if (auto written = writeTextFile(path, file.text.toUtf8()); !written)
            return written;
        m_output.note(path);
    }
    return {};
}

void ExportCommand::prove(const ExportSubject &subject, const ExportedCode &code)
{
    m_output.note(u"proving %1 for %2 ..."_s.arg(QString(nameOf(m_options.format)), subject.modelText));
    m_proof = std::make_unique<Proof>(subject, code, m_options.format);
    connect(m_proof.get(), &Proof::finished, this, &ExportCommand::judge);
    m_proof->start();
}

void ExportCommand::judge(const Result<ProofReport> &outcome)
{
    const Target target = m_trial.targets[m_column - 1];
    if (!outcome) {
        m_output.error(outcome.error(), target.toString());
        end(ExitCouldNotRun);
        return;
    }
    if (m_output.isJson())
        m_output.object(proofEvent(*outcome, m_column, target));
    else
        tell(*outcome, target);
    if (!outcome->isProven && !outcome->log.trimmed().isEmpty())
        m_output.note(outcome->log.trimmed());
    if (!outcome->isProven)
        m_exitStatus = ExitCheckFailed;
    next();
}

void ExportCommand::tell(const ProofReport &report, const Target &target)
{
    const QString format = nameOf(m_options.format);
    if (report.isProven) {
        m_output.line(u"proven: %1 sends exactly the request of %2"_s.arg(format, target.toString()));
        if (!report.addedByClient.isEmpty())
            m_output.note(u"added by the client: "_s + report.addedByClient.join(", "_L1));
        return;
    }
    m_output.line(u"not proven: %1 for %2"_s.arg(format, target.toString()));
    if (const auto &difference = report.difference) {
        m_output.line(u"first difference: %1, byte %2"_s.arg(difference->part).arg(difference->offset));
        m_output.line(u"  expected: "_s + visible(difference->expected));
        m_output.line(u"  sent:     "_s + visible(difference->actual));
    } else if (report.requests == 1) {
        m_output.line(u"the request was right, and then the program failed"_s);
    }
    if (report.requests != 1)
        m_output.line(u"requests that arrived: %1"_s.arg(report.requests));
}

void ExportCommand::end(int exitStatus)
{
    if (m_isOver)
        return;
    m_isOver = true;
    emit finished(exitStatus);
}

} // namespace studio
