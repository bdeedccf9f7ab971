#pragma once

#include <QObject>

namespace studio
{

class AccountsController;
class MainWindow;
class RunController;
class Settings;
class Theme;
class TryPage;

/// What somebody chose in the window and finds there again at the next start: how it looks, how columns stand, whose
/// runs are measured, what is asked about. Brings it back, and keeps every change from then on.
///
/// Belongs to the Workbench. What it is given lives as long.
class Preferences : public QObject
{
    Q_OBJECT

public:
    struct Places
    {
        MainWindow &window;
        Theme &theme;
        TryPage &tryPage;
        AccountsController &accounts;
        RunController &runs;
    };

    Preferences(Settings &settings, const Places &places, QObject *parent);

    void bringBack();

private:
    void keepChanges();

    Settings &m_settings;
    Places m_places;
};

} // namespace studio
