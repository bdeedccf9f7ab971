#include "gui/Preferences.h"

#include "gui/AccountsController.h"
#include "gui/MainWindow.h"
#include "gui/RunController.h"
#include "gui/Theme.h"
#include "gui/TryPage.h"
#include "store/Settings.h"

namespace studio
{

namespace
{

ThemeChoice choiceOf(Settings::Theme theme)
{
    switch (theme) {
    case Settings::Theme::System:
        return ThemeChoice::System;
    case Settings::Theme::Light:
        return ThemeChoice::Light;
    case Settings::Theme::Dark:
        return ThemeChoice::Dark;
    }
    Q_UNREACHABLE();
}

Settings::Theme themeOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        return Settings::Theme::System;
    case ThemeChoice::Light:
        return Settings::Theme::Light;
    case ThemeChoice::Dark:
        return Settings::Theme::Dark;
    }
    Q_UNREACHABLE();
}

} // namespace

Preferences::Preferences(Settings &settings, const Places &places, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_places(places)
{
    keepChanges();
}

void Preferences::bringBack()
{
    m_places.window.setThemeChoice(choiceOf(m_settings.theme()));
    m_places.theme.setChoice(choiceOf(m_settings.theme()));
    m_places.window.setDetailed(m_settings.isDetailed());
    m_places.tryPage.setDetailed(m_settings.isDetailed());
    if (const auto arrangement = arrangementNamed(m_settings.arrangement()))
        m_places.tryPage.columns().setArrangement(*arrangement);
    m_places.tryPage.setScrollingTogether(m_settings.isScrollingTogether());
    const QStringList measured = m_settings.measuredProviders();
    m_places.accounts.setMeasured({measured.begin(), measured.end()});
    m_places.runs.setAskAbove(m_settings.askAbove());
    m_places.window.restoreLayout(m_settings.windowState());
}

void Preferences::keepChanges()
{
    connect(&m_places.window, &MainWindow::themeChosen, this, [this](ThemeChoice choice) {
        m_places.theme.setChoice(choice);
        m_settings.setTheme(themeOf(choice));
    });
    connect(&m_places.window, &MainWindow::detailedChosen, this, [this](bool isDetailed) {
        m_places.tryPage.setDetailed(isDetailed);
        m_settings.setDetailed(isDetailed);
    });
    connect(&m_places.window, &MainWindow::aboutToClose, this,
            [this] { m_settings.setWindowState(m_places.window.layoutState()); });
    connect(&m_places.tryPage, &TryPage::arrangementChosen, this,
            [this](Arrangement arrangement) { m_settings.setArrangement(QString(nameOf(arrangement))); });
    connect(&m_places.tryPage, &TryPage::scrollingTogetherChosen, this,
            [this](bool isTogether) { m_settings.setScrollingTogether(isTogether); });
    connect(&m_places.accounts, &AccountsController::measuredChanged, this, [this] {
        QStringList measured(m_places.accounts.measured().begin(), m_places.accounts.measured().end());
        measured.sort();
        m_settings.setMeasuredProviders(measured);
        m_places.runs.setMeasured(m_places.accounts.measured());
    });
    connect(&m_places.runs, &RunController::askAboveChosen, this,
            [this](Money limit) { m_settings.setAskAbove(limit); });
}

} // namespace studio
