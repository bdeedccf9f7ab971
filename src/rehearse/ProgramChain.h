#pragma once

#include <QObject>
#include <QProcess>
#include <QStringDecoder>

namespace studio
{

/// One program and what it is given.
struct Program
{
    QString name;
    QStringList arguments;
};

/// Runs programs one after the other in one folder, until one fails. Nothing reaches their input.
///
/// finished() comes exactly once after start(), and not at all after kill(). Killing or deleting the chain ends
/// the program together with what it has started itself.
class ProgramChain : public QObject
{
    Q_OBJECT

public:
    ProgramChain(const QString &folder, const QProcessEnvironment &environment, QObject *parent = nullptr);
    ~ProgramChain() override;

    void start(const QList<Program> &programs);
    void kill();

signals:
    void printed(const QString &text);
    void finished(bool succeeded);

private:
    void runNext();
    void readOutput();
    void endProgram(bool succeeded);

    QProcess m_process;
    QStringDecoder m_decoder{QStringDecoder::Utf8};
    QList<Program> m_waiting;
    qint64 m_group = 0; ///< Of the running program and its own programs; 0 when none runs.
    bool m_isRunning = false;
};

} // namespace studio
