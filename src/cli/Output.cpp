#include "cli/Output.h"

#include "cli/TerminalText.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstring>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace studio
{

Output::Output(QObject *parent)
    : QObject(parent)
    , m_outIsTerminal(::isatty(STDOUT_FILENO) == 1)
    , m_errIsTerminal(::isatty(STDERR_FILENO) == 1)
{
}

void Output::write(const QString &text)
{
    if (m_isBroken)
        return;
    errno = 0;
    m_out << text;
    m_out.flush();
    if (m_out.status() != QTextStream::WriteFailed)
        return;
    m_isBroken = true;
    if (errno != EPIPE) // a reader that has seen enough is no failure worth words
        note(u"error: standard output: "_s + QString::fromLocal8Bit(std::strerror(errno)));
    emit broke();
}

void Output::text(const QString &text)
{
    write(m_outIsTerminal ? terminalText(text) : text);
}

void Output::line(const QString &line)
{
    text(line + u'\n');
}

void Output::object(const QJsonObject &object)
{
    const QString json = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    write((m_outIsTerminal ? terminalJson(json) : json) + u'\n');
}

void Output::note(const QString &note)
{
    m_err << (m_errIsTerminal ? terminalText(note) : note) << '\n';
    m_err.flush();
}

void Output::error(const Error &error, const QString &about)
{
    QString words = error.detail.isEmpty() ? QString(nameOf(error.kind)) : error.detail;
    if (error.status != 0)
        words += u" (HTTP %1)"_s.arg(error.status);
    note(u"error: "_s + (about.isEmpty() ? words : about + u": "_s + words));
}

QJsonObject columnEvent(const QString &name, int column, const Target &target)
{
    return {{u"event"_s, name},
            {u"column"_s, column},
            {u"provider"_s, target.provider},
            {u"model"_s, target.model}};
}

QJsonObject columnEvent(const QString &name, const RunRecord &record)
{
    return columnEvent(name, record.column, record.target);
}

QJsonObject doneEvent(const RunRecord &record)
{
    QJsonObject event = columnEvent(u"done"_s, record);
    event[u"state"_s] = QString(nameOf(record.state));
    event[u"answered"_s] = record.answered.model.isEmpty() ? QJsonValue() : QJsonValue(record.answered.model);
    event[u"company"_s] = record.answered.company.isEmpty() ? QJsonValue() : QJsonValue(record.answered.company);
    event[u"text"_s] = record.text;
    if (record.isPractice)
        event[u"practice"_s] = true;
    if (!record.media.isEmpty())
        event[u"media"_s] = toJson(record.media);
    if (record.job)
        event[u"job"_s] = record.job->id;
    event[u"finish"_s] = record.finish ? QJsonValue(QString(nameOf(*record.finish))) : QJsonValue();
    event[u"usage"_s] = toJson(record.usage);
    event[u"cost"_s] = toJson(record.cost);
    if (record.confirmed)
        event[u"confirmed"_s] = toJson(*record.confirmed);
    if (!record.generationId.isEmpty())
        event[u"generation"_s] = record.generationId;
    if (mayBeBilledUnseen(record))
        event[u"may_be_billed"_s] = true;
    event[u"seconds"_s] = record.duration ? QJsonValue(double(record.duration->count()) / 1000.0) : QJsonValue();
    event[u"first_word_seconds"_s] =
        record.firstWord ? QJsonValue(double(record.firstWord->count()) / 1000.0) : QJsonValue();
    event[u"error"_s] = record.error ? QJsonValue(toJson(*record.error)) : QJsonValue();
    return event;
}

} // namespace studio
