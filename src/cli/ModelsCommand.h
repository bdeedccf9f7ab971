#pragma once

#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"
#include "core/Model.h"

namespace studio
{

/// `models`: the lists this program has. The practice gateway's is asked for, as it is in this program.
class ModelsCommand : public Command
{
    Q_OBJECT

public:
    struct Filter
    {
        QString provider = {};
        QString output = {};
        QString search = {};
    };

    ModelsCommand(const Services &services, Output &output, const Filter &filter, QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    void list();
    void show(const Model &model);

    Services m_services;
    Output &m_output;
    Filter m_filter;
};

} // namespace studio
