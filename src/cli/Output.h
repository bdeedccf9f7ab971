#pragma once

#include "core/RunRecord.h"

#include <QJsonObject>
#include <QObject>
#include <QTextStream>

namespace studio
{

/// Standard output for results, standard error for notes. With JSON lines, standard output has one object
/// a line and nothing else. What a terminal would obey is shown there as symbols; a pipe gets the bytes.
class Output : public QObject
{
    Q_OBJECT

public:
    explicit Output(QObject *parent = nullptr);

    void setJson(bool json) { m_isJson = json; }
    bool isJson() const { return m_isJson; }

    void text(const QString &text);       ///< As it is, flushed: a stream.
    void line(const QString &line);
    void object(const QJsonObject &object); ///< One line.
    void note(const QString &note);         ///< To standard error.

    /// "error: …" in words of the failure, to standard error; about: the column it is about, or nothing.
    void error(const Error &error, const QString &about = {});

    /// Nobody reads standard output any more, or its disk is full.
    bool isBroken() const { return m_isBroken; }

signals:
    void broke(); ///< Once.

private:
    void write(const QString &text);

    QTextStream m_out{stdout};
    QTextStream m_err{stderr};
    const bool m_outIsTerminal;
    const bool m_errIsTerminal;
    bool m_isJson = false;
    bool m_isBroken = false;
};

/// The members every event about a column has.
QJsonObject columnEvent(const QString &name, int column, const Target &target);
QJsonObject columnEvent(const QString &name, const RunRecord &record);

/// The final record of one column.
QJsonObject doneEvent(const RunRecord &record);

} // namespace studio
