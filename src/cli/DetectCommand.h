#pragma once

#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"

namespace studio
{

class ServerSearch;
struct FoundServer;

/// `providers detect`: which model servers run on this computer. Free, and without any key.
class DetectCommand : public Command
{
    Q_OBJECT

public:
    /// ports: empty asks those that are documented.
    DetectCommand(const Services &services, Output &output, const QList<quint16> &ports, QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    void tell(const FoundServer &server);
    void conclude(const Result<qsizetype> &outcome);

    Services m_services;
    Output &m_output;
    QList<quint16> m_ports;
    ServerSearch *m_search;
};

} // namespace studio
