#pragma once

#include "core/Trial.h"
#include "gui/ErrorText.h"
#include "rehearse/Proof.h"
#include "run/RunSet.h"

#include <QObject>
#include <QTimer>

class QDir;

namespace studio
{

class Accounts;
class Catalog;
class ExportPanel;

/// Makes the code that one ExportPanel shows, live while somebody types, and proves it.
class ExportController : public QObject
{
    Q_OBJECT

public:
    /// Everything given outlives the controller; it belongs to the panel.
    ExportController(const RunSet &runs, const Accounts &accounts, Catalog &catalog, ExportPanel &panel);

    /// The trial as it is now, and which of its columns are sent to the practice gateway.
    void setTrial(const Trial &trial, const RunOptions &options);

signals:
    void formatChanged(studio::Format format);
    void saveRefused(const QString &reason);
    void noticeActionChosen(studio::Action action); ///< Of what is said about models that changed.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showColumns();
    void showNotice();
    void markTaken();
    void showCode();
    void showCodeLater();
    void show(const ExportSubject &what, const Result<ExportedCode> &code);
    void prove();
    void save();
    void saveIn(const QDir &folder);
    Result<ExportSubject> subject() const;
    std::optional<ExportSubject> subjectOrProblem();

    const RunSet &m_runs;
    const Accounts &m_accounts;
    Catalog &m_catalog;
    ExportPanel &m_panel;
    Trial m_trial;
    RunOptions m_options;
    QTimer m_frame;          ///< Code is made at most once a frame.
    bool m_isBehind = false; ///< The code shown is older than the trial.
    int m_trials = 0;        ///< How many were given, to know code for an older one.
    std::unique_ptr<Proof> m_proof;
};

} // namespace studio
