#pragma once

#include "core/Trial.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace studio
{

class TrialList;
class TrialStore;
struct FileDescription;
struct RestoredTrial;

/// The open trial and the list of all of them. Every change is saved as it is made, within half a second (one
/// with a long prompt a little later) and before anything else happens to the trial.
class TrialController : public QObject
{
    Q_OBJECT

public:
    /// Everything given outlives the controller. window: the parent of dialogs.
    TrialController(TrialStore &store, TrialList &list, QWidget &window);
    ~TrialController() override;

    bool hasTrial() const { return !m_trial.id.isEmpty(); }
    const Trial &trial() const { return m_trial; }

    void create(const Trial &trial);     ///< Saves and opens it.
    bool open(const QString &id);        ///< False when there is no such trial, or the open one cannot be saved.
    void openFile();                     ///< Asks for such a file; the copy gets an id of its own.
    void importFile(const QString &path); ///< A trial file, or a saved copy that says how it was made.
    void saveCopy(const QString &id);    ///< Asks where to.

    void setPrompt(const Prompt &prompt);
    void setTargets(const QList<Target> &targets);
    bool flush(); ///< Saves now; false when that failed.

signals:
    void flushing(); ///< Whoever holds back a change of the open trial makes it now.
    void opened(const studio::Trial &trial);
    void edited(const studio::Trial &trial);
    void closed(); ///< The open trial was removed.
    void failed(const studio::Error &error);
    void fileDescribed(const studio::FileDescription &description); ///< By a saved copy that brought its trial back.

private:
    void connectList(TrialList &list);
    void change(const Trial &changed);
    void rename(const QString &id, const QString &title);
    void pin(const QString &id, bool isPinned);
    void remove(const QString &id);
    void saveChange();
    void show(const Trial &trial);
    void take(const Result<RestoredTrial> &restored, const QString &path);
    bool save(const Trial &trial);
    bool save(const Trial &trial, const QByteArray &document);
    void amend(const QString &id, const std::function<void(Trial &)> &change);

    TrialStore &m_store;
    TrialList &m_list;
    QWidget &m_window;
    Trial m_trial; ///< Without an id when none is open.
    QTimer m_saving;
};

} // namespace studio
