#include "rehearse/ProgramChain.h"

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace studio
{

ProgramChain::ProgramChain(const QString &folder, const QProcessEnvironment &environment, QObject *parent)
    : QObject(parent)
{
    m_process.setWorkingDirectory(folder);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    // A group of its own, because a shell that is killed leaves behind what it has started.
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
    connect(&m_process, &QProcess::started, this, [this] { m_group = m_process.processId(); });
    connect(&m_process, &QProcess::readyRead, this, &ProgramChain::readOutput);
    connect(&m_process, &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
        endProgram(status == QProcess::NormalExit && exitCode == 0);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            emit printed(m_process.errorString() + u'\n');
            endProgram(false);
        }
    });
}

ProgramChain::~ProgramChain()
{
    kill();
    m_process.waitForFinished(1000); // it cannot refuse the signal; this only reaps it
}

void ProgramChain::start(const QList<Program> &programs)
{
    Q_ASSERT(!m_isRunning && !programs.isEmpty());
    m_waiting = programs;
    m_isRunning = true;
    runNext();
}

void ProgramChain::kill()
{
    m_isRunning = false;
    m_waiting.clear();
    if (m_group > 0)
        ::kill(-pid_t(m_group), SIGKILL);
    m_process.kill(); // it may not be in its group yet
}

void ProgramChain::runNext()
{
    const Program program = m_waiting.takeFirst();
    m_process.start(program.name, program.arguments);
}

void ProgramChain::readOutput()
{
    const QString text = m_decoder.decode(m_process.readAll());
    if (m_isRunning && !text.isEmpty())
        emit printed(text);
}

void ProgramChain::endProgram(bool succeeded)
{
    readOutput();
    m_group = 0;
    if (!m_isRunning)
        return;
    if (succeeded && !m_waiting.isEmpty()) {
        runNext();
        return;
    }
    m_isRunning = false;
    emit finished(succeeded);
}

} // namespace studio
