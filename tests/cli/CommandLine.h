#pragma once

#include "support/TestFiles.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

#include <unistd.h>

namespace studio
{

/// How a program ended and what it wrote.
struct Ending
{
    int status = -1; ///< -1 when a signal ended it, or it did not end in time.
    QByteArray out = {};
    QByteArray err = {};
};

/// The real signalbox-cli, with a home of its own and neither keychain nor keys in the environment.
class CommandLine
{
public:
    CommandLine()
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : m_environment.keys()) {
            if (name.endsWith(QLatin1StringView("_API_KEY")) ||
                name.endsWith(QLatin1StringView("_proxy"), Qt::CaseInsensitive))
                m_environment.remove(name);
        }
        set("SIGNALBOX_HOME", home.path());
        set("LC_ALL", QStringLiteral("C.UTF-8"));
        set("DBUS_SESSION_BUS_ADDRESS", QStringLiteral("unix:path=/nonexistent"));
    }

    void set(const char *name, const QString &value) { m_environment.insert(QLatin1StringView(name), value); }

    const QProcessEnvironment &environment() const { return m_environment; }

    /// Starts it; arguments without the program's name.
    std::unique_ptr<QProcess> start(const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(m_environment);
        process->setWorkingDirectory(home.path());
        process->start(QStringLiteral(SIGNALBOX_CLI), arguments);
        return process;
    }

    /// Runs it to its end. input: what it reads from standard input.
    Ending run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        const auto process = start(arguments);
        process->write(input);
        process->closeWriteChannel();
        return endingOf(*process);
    }

    static Ending endingOf(QProcess &process)
    {
        Ending ending;
        const bool hasEnded = process.state() == QProcess::NotRunning || process.waitForFinished(60'000);
        ending.out = process.readAllStandardOutput();
        ending.err = process.readAllStandardError();
        if (hasEnded && process.exitStatus() == QProcess::NormalExit)
            ending.status = process.exitCode();
        return ending;
    }

    /// A provider of the user's own that answers every free question; its key stands in LAB_API_KEY for "lab".
    void writeProfile(const QString &id, const QString &base) const
    {
        QDir(home.path()).mkpath(QStringLiteral("data/servers"));
        const QJsonObject profile{{QStringLiteral("id"), id},
                                  {QStringLiteral("base"), base},
                                  {QStringLiteral("needsKey"), false},
                                  {QStringLiteral("secret"), QJsonObject{{QStringLiteral("header"), QStringLiteral("Authorization")},
                                                                         {QStringLiteral("prefix"), QStringLiteral("Bearer ")}}},
                                  {QStringLiteral("accountPath"), QStringLiteral("/key")},
                                  {QStringLiteral("creditPath"), QStringLiteral("/credits")},
                                  {QStringLiteral("endpointsPath"), QStringLiteral("/models/{model}/endpoints")},
                                  {QStringLiteral("companiesPath"), QStringLiteral("/providers")}};
        write(QStringLiteral("data/servers/") + id + QStringLiteral(".json"), QJsonDocument(profile).toJson());
    }

    QString path(const QString &name) const { return home.filePath(name); }

    void write(const QString &name, const QByteArray &bytes) const
    {
        put(path(name), bytes);
    }

    QByteArray read(const QString &name) const
    {
        return bytesOf(path(name));
    }

    QTemporaryDir home;

private:
    QProcessEnvironment m_environment;
};

/// False when there is no such process any more: signals to process 0 would go to the test itself.
inline bool sendSignal(const QProcess &process, int signal)
{
    const auto pid = pid_t(process.processId());
    return pid > 0 && ::kill(pid, signal) == 0;
}

/// Ends with the object that started it.
class ServerProcess
{
public:
    ~ServerProcess()
    {
        if (m_process && m_process->state() != QProcess::NotRunning) {
            m_process->kill();
            m_process->waitForFinished();
        }
    }

    /// The first line it prints; empty when none came.
    QByteArray firstLine()
    {
        while (!m_process->canReadLine()) {
            if (!m_process->waitForReadyRead(20'000))
                return {};
        }
        return m_process->readLine().trimmed();
    }

    QProcess &process() { return *m_process; }

protected:
    std::unique_ptr<QProcess> m_process;
};

/// `signalbox-cli gateway`, quick unless other faults are given.
class GatewayProcess : public ServerProcess
{
public:
    explicit GatewayProcess(const CommandLine &line, const QByteArray &faults = R"({"factor": 0.01})")
    {
        line.write(QStringLiteral("faults.json"), faults);
        m_process = line.start({QStringLiteral("gateway"), QStringLiteral("--faults"),
                                line.path(QStringLiteral("faults.json"))});
        printed = QJsonDocument::fromJson(firstLine()).object();
        key = printed[QLatin1StringView("key")].toString();
    }

    QString base(const char *dialect) const { return printed[QLatin1StringView(dialect)].toString(); }

    QJsonObject printed;
    QString key;
};

/// The server that has nothing to do with us.
class OtherServer : public ServerProcess
{
public:
    explicit OtherServer(const QString &key = {})
    {
        m_process = std::make_unique<QProcess>();
        m_process->start(QStringLiteral("python3"), {QStringLiteral(OTHER_SERVER), key});
        base = QStringLiteral("http://127.0.0.1:%1/v1").arg(QString::fromLatin1(firstLine()));
    }

    QString base;
};

/// The JSON lines; an empty object stands for a line that is none.
inline QList<QJsonObject> objectsIn(const QByteArray &lines)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : lines.split('\n'))
        objects << QJsonDocument::fromJson(line).object();
    if (lines.isEmpty() || lines.endsWith('\n'))
        objects.removeLast();
    return objects;
}

/// Those of one kind and column.
inline QList<QJsonObject> eventsIn(const QByteArray &lines, const QString &kind, int column)
{
    QList<QJsonObject> events;
    for (const QJsonObject &object : objectsIn(lines)) {
        if (object[QLatin1StringView("event")].toString() == kind &&
            object[QLatin1StringView("column")].toInt() == column)
            events << object;
    }
    return events;
}

/// The pieces of text of one column, joined.
inline QString joinedText(const QByteArray &lines, int column)
{
    QString text;
    for (const QJsonObject &event : eventsIn(lines, QStringLiteral("text"), column))
        text += event[QLatin1StringView("delta")].toString();
    return text;
}

} // namespace studio
