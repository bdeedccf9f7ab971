#pragma once

#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"
#include "core/Endpoint.h"
#include "core/Target.h"
#include "providers/Profile.h"

#include <QHash>

namespace studio
{

/// `models endpoints P/M`: which companies run a model, at what prices and how well. Two free questions; a key is
/// taken along where there is one, because gateways tell some figures only then.
class EndpointsCommand : public Command
{
    Q_OBJECT

public:
    EndpointsCommand(const Services &services, Output &output, const Target &target, QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    void askForCompanies(const Profile &profile, const QByteArray &secret);
    void askForEndpoints(const Profile &profile, const QByteArray &secret);
    void judge(const Result<QList<Endpoint>> &endpoints);
    void show(const Endpoint &endpoint);

    Services m_services;
    Output &m_output;
    Target m_target;
    QHash<QString, Company> m_companies; ///< By name; empty when they are not told.
};

} // namespace studio
