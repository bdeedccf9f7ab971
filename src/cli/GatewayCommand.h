#pragma once

#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"

namespace studio
{

/// `gateway`: serves practice answers until it is ended.
class GatewayCommand : public Command
{
    Q_OBJECT

public:
    /// faults: path of a faults script, or empty.
    GatewayCommand(const Services &services, Output &output, quint16 port, const QString &faults,
                   QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    Services m_services;
    Output &m_output;
    quint16 m_port;
    QString m_faults;
};

} // namespace studio
