#include "AppStage.h"

#include "gui/TryPage.h"
#include "store/TrialFile.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

AppStage::AppStage() : m_theme(*qApp)
{
    const QString data = m_home.filePath(u"data"_s);
    const QString config = m_home.filePath(u"config"_s);
    QDir().mkpath(data);
    QDir().mkpath(config);
    addProvider();
    m_studio = std::make_unique<Studio>(data, config, makeMemorySecretStore(), m_theme);
    m_theme.setChoice(ThemeChoice::Light);
    window().resize(1280, 800);
    window().show();
    window().activateWindow(); // else shortcuts would not work where there is no window manager
    m_studio->start();
}

AppStage::~AppStage() = default;

/// As the dialog for servers does it; the program then finds it at its start.
void AppStage::addProvider()
{
    const auto secrets = makeMemorySecretStore();
    Accounts accounts(*secrets, m_home.filePath(u"data/servers"_s));
    if (const auto profile = accounts.addServer(u"Bench"_s, m_server.base(), false))
        m_provider = profile->id;
}

TryPage &AppStage::page()
{
    return *window().findChild<TryPage *>();
}

QPushButton &AppStage::runButton()
{
    return *page().findChild<QPushButton *>(u"runButton"_s);
}

QString AppStage::writeTrial(const QList<StreamPlan> &columns, const QString &prompt)
{
    Trial trial = newTrial(u"Bench"_s);
    trial.prompt.text = prompt;
    for (const StreamPlan &plan : columns)
        trial.targets << Target{m_provider, QString::fromStdString(plan.model())};
    const QString path = m_home.filePath(u"bench.trial.json"_s);
    return writeTrialFile(path, trial) ? path : QString();
}

std::vector<std::unique_ptr<ColumnWatch>> AppStage::watchColumns(const QList<StreamPlan> &columns)
{
    std::vector<std::unique_ptr<ColumnWatch>> watches;
    for (int number = 1; number <= columns.size(); ++number)
        watches.push_back(std::make_unique<ColumnWatch>(page().columns().column(number), columns[number - 1]));
    return watches;
}

} // namespace studio
