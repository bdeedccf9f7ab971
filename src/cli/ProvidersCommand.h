#pragma once

#include "catalog/KeyCheck.h"
#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"

namespace studio
{

/// `providers list`, and `providers test P`: free questions to one provider.
class ProvidersCommand : public Command
{
    Q_OBJECT

public:
    /// provider: empty lists them all.
    ProvidersCommand(const Services &services, Output &output, const QString &provider, QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    void list();
    void test();
    void judge(const Result<KeyFacts> &outcome);

    Services m_services;
    Output &m_output;
    QString m_provider;
};

} // namespace studio
