#pragma once

#include "BenchServer.h"
#include "ColumnWatch.h"

#include "app/Studio.h"

#include <memory>
#include <vector>

class QPushButton;

namespace studio
{

class TryPage;

/// The whole program as app/ builds it, its window 1280x800, in a home of its own, with the bench server added to
/// its providers and a practice gateway beside it as ever.
class AppStage
{
public:
    AppStage();
    ~AppStage();

    bool isReady() const { return m_server.isRunning(); }
    const BenchServer &server() const { return m_server; }
    MainWindow &window() { return m_studio->workbench().window(); }
    TryPage &page();
    QPushButton &runButton();

    /// A trial file as a user would open it: one column a plan.
    QString writeTrial(const QList<StreamPlan> &columns, const QString &prompt);
    void open(const QString &trialFile) { m_studio->workbench().openFile(trialFile); }

    /// Of the open trial.
    std::vector<std::unique_ptr<ColumnWatch>> watchColumns(const QList<StreamPlan> &columns);

private:
    void addProvider();

    BenchServer m_server;
    QTemporaryDir m_home;
    Theme m_theme;
    QString m_provider;
    std::unique_ptr<Studio> m_studio;
};

} // namespace studio
