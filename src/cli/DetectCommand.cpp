#include "cli/DetectCommand.h"

#include "catalog/Accounts.h"
#include "catalog/ServerSearch.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString textOf(const ServerNote &note)
{
    switch (note.kind) {
    case ServerNote::Kind::CloudModels:
        return u"some models run elsewhere: "_s + note.detail;
    case ServerNote::Kind::SmallContext:
        return u"reads %1 tokens at most, longer prompts may be cut silently"_s.arg(note.detail);
    case ServerNote::Kind::AssumedContext:
        return u"reads %1 tokens unless told otherwise, longer prompts are cut silently"_s.arg(note.detail);
    case ServerNote::Kind::StillLoading:
        return u"still loading its model"_s;
    }
    return {};
}

} // namespace

DetectCommand::DetectCommand(const Services &services, Output &output, const QList<quint16> &ports, QObject *parent)
    : Command(parent)
    , m_services(services)
    , m_output(output)
    , m_ports(ports.isEmpty() ? documentedPorts() : ports)
    , m_search(new ServerSearch(services.transport, m_ports, this))
{
    connect(m_search, &ServerSearch::serverFound, this, &DetectCommand::tell);
    connect(m_search, &ServerSearch::finished, this, &DetectCommand::conclude);
}

void DetectCommand::start()
{
    m_search->start();
}

void DetectCommand::interrupt()
{
    m_search->cancel();
}

void DetectCommand::tell(const FoundServer &server)
{
    const ServerIdentity &identity = server.identity;
    const QString base = server.base.toString();
    const bool isAdded = m_services.accounts.hasServer(server.base);
    if (m_output.isJson()) {
        QJsonArray notes;
        for (const ServerNote &note : identity.notes)
            notes << QJsonObject{{u"kind"_s, QString(wordFor(note.kind))}, {u"detail"_s, note.detail}};
        const Profile profile = profileFor(identity, server.base, {});
        m_output.object({{u"kind"_s, QString(wordFor(identity.kind))},
                         {u"name"_s, QString(nameOf(identity.kind))},
                         {u"base"_s, base},
                         {u"version"_s, identity.version.isEmpty() ? QJsonValue() : QJsonValue(identity.version)},
                         {u"needs_key"_s, identity.needsKey},
                         {u"models"_s, identity.models ? QJsonValue(*identity.models) : QJsonValue()},
                         {u"dialects"_s, QJsonArray::fromStringList(dialectsOf(profile))},
                         {u"notes"_s, notes},
                         {u"added"_s, isAdded}});
        return;
    }
    QStringList facts;
    if (identity.models)
        facts << u"%1 models"_s.arg(*identity.models);
    if (identity.needsKey)
        facts << u"needs a key"_s;
    for (const ServerNote &note : identity.notes)
        facts << textOf(note);
    if (isAdded)
        facts << u"already added"_s;
    const QString name = (nameOf(identity.kind) + u' ' + identity.version).trimmed();
    m_output.line(u"%1  %2  %3"_s.arg(name, -28).arg(base, -28).arg(facts.join("; "_L1)).trimmed());
}

void DetectCommand::conclude(const Result<qsizetype> &outcome)
{
    if (outcome && *outcome == 0) {
        QStringList ports;
        for (const quint16 port : m_ports)
            ports << QString::number(port);
        m_output.note(u"no model server answered on this computer; asked were the ports "_s + ports.join(", "_L1));
    }
    emit finished(outcome ? ExitDone : ExitInterrupted);
}

} // namespace studio
