#pragma once

#include "app/Studio.h"
#include "app/TourStep.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimer>

namespace studio
{

/// Plays the main job in the real window on the practice gateway: from the first question to proven code, a
/// fault, choosing by keys alone, accounts, both themes, narrow and wide. Writes a numbered picture of every step, the exported code
/// and tour.json, and prints what it does.
///
/// finished() comes exactly once, after start() has returned; a step that does not come true in time counts
/// as a failure, and the tour goes on.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(Studio &studio, Theme &theme, const QString &folder, QObject *parent = nullptr);
    ~Tour() override;

    void start();

signals:
    void finished(int failures);

private:
    using Step = TourStep;

    void addTryingSteps();
    void addPictureSteps();
    void addVideoSteps();
    void addExportSteps();
    void addFaultSteps();
    void addOtherSteps();
    void next();
    void look();
    void conclude(bool isReached);
    void end();
    void keepCode(const QString &name);

    template <typename Widget>
    Widget *find(const QString &name) const;
    void click(const QString &button) const;
    MainWindow &window() const { return m_studio.workbench().window(); }
    int columnsIn(RunState state) const;

    Studio &m_studio;
    Theme &m_theme;
    QString m_folder;
    QList<Step> m_steps;
    qsizetype m_step = -1;
    QTimer m_poll;
    QElapsedTimer m_clock;
    QJsonArray m_report;
    QStringList m_kept;
    int m_failures = 0;
};

} // namespace studio
