#pragma once

#include "gui/Workbench.h"
#include "media/ThumbnailLoader.h"
#include "store/ResultShelf.h"
#include "store/Settings.h"
#include "store/TrialStore.h"
#include "support/Bench.h"

#include <QApplication>

namespace studio
{

/// A Bench with the real window on it.
struct WindowBench : Bench
{
    explicit WindowBench(const QString &givenHome = {}) : Bench(givenHome)
    {
        std::ignore = journal.markInterrupted();
        workbench.window().resize(1440, 900);
        workbench.window().show();
    }

    /// The widget of that name that is on screen; null when none is.
    template <typename Widget = QWidget>
    Widget *find(const QString &name)
    {
        for (Widget *widget : workbench.window().findChildren<Widget *>(name)) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    Theme theme{*qApp};
    Settings settings{home + QStringLiteral("/signalbox.ini")};
    TrialStore trials{*database};
    ResultShelf results{*database};
    ThumbnailLoader thumbnails{home + QStringLiteral("/media/thumbnails")};
    Workbench workbench{
        {{transport, accounts, catalog, journal, media, jobs}, trials, settings, theme, results, thumbnails}};
};

} // namespace studio
