#pragma once

#include "core/Money.h"

#include <QByteArray>
#include <QSettings>
#include <QString>

#include <optional>

namespace studio
{

/// What the window remembers between two starts; never a secret. One INI file.
///
/// A value that makes no sense reads as if it were not there, and unknown keys stay in the file. A file that
/// cannot be read at all is kept beside it as NAME.broken before a new one is written.
class Settings
{
public:
    enum class Theme { System, Light, Dark };

    explicit Settings(const QString &path);

    QString lastTrial() const; ///< Id; empty when there was none.
    void setLastTrial(const QString &id);

    QByteArray windowState() const; ///< For QMainWindow::restoreState() or a splitter.
    void setWindowState(const QByteArray &bytes);

    QString exportFormat() const; ///< A format's name, not checked here; empty when none was chosen.
    void setExportFormat(const QString &name);

    Theme theme() const;
    void setTheme(Theme theme);

    int refreshHours() const; ///< After how many hours model lists are asked for again; 0: only on request.
    void setRefreshHours(int hours);

    bool isDetailed() const; ///< False: the simple view.
    void setDetailed(bool isDetailed);

    QString arrangement() const; ///< A name for how columns stand, not checked here; empty when none was chosen.
    void setArrangement(const QString &name);

    Money askAbove() const; ///< Runs that may cost more are asked about first; a dollar unless it was changed.
    void setAskAbove(Money amount);

    bool isScrollingTogether() const;
    void setScrollingTogether(bool isTogether);

    int loudness() const; ///< Of clips, 0 to 100; all of it unless it was changed.
    void setLoudness(int percent);

    QStringList measuredProviders() const; ///< Whose runs are measured by the balance: ids, not checked here.
    void setMeasuredProviders(const QStringList &ids);

private:
    QString word(const QString &key) const;
    QByteArray bytes(const QString &key) const;

    QSettings m_file;
};

} // namespace studio
