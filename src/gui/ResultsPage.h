#pragma once

#include "gui/ResultAction.h"
#include "gui/ResultDetail.h"
#include "gui/ResultFilterBar.h"

#include <QWidget>

#include <array>
#include <memory>

class QAction;

namespace studio
{

class CompareStage;
class MediaStore;
class ResultGrid;
class ResultPictures;
class ResultViewer;
struct MediaTools;

namespace Ui
{
class ResultsPage;
}

/// Every file that models made: conditions above, a grid, and beside it what is known of the selected one. Shows what
/// it is given and asks for every change.
class ResultsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ResultsPage(QWidget *parent = nullptr);
    ~ResultsPage() override;

    void setPictures(ResultPictures *pictures, const MediaStore *store); ///< Both outlive the page.
    void setMediaTools(const MediaTools &tools);                         ///< Likewise; nothing is compared without.

    void setChoices(const QList<Target> &targets, const QList<TrialChoice> &trials);
    ResultFilter filter() const;

    void setFiles(const QList<MadeFile> &files, int total); ///< Those that the filter finds, of all.
    void setRating(const QList<qint64> &numbers, int rating);
    void setDescription(qint64 number, const QString &text);
    void setFacts(const ResultFacts &facts); ///< Of the selected file.

    QList<MadeFile> selectedFiles() const;
    ResultGrid &grid();
    ResultViewer &viewer();
    QAction *action(ResultAction action) const { return m_actions[std::size_t(action)]; }

    void openCurrent(); ///< Large.
    void closeViewer();
    bool isViewing() const;

    void compare(const QList<MadeFile> &files); ///< Pictures, or videos; the first stands on the left.
    void leaveComparison();
    bool isComparing() const;

    void focusLarge(); ///< What fills the page, so that its keys go on where they were left.

signals:
    void filterChanged();
    void selectionMoved();
    void actionChosen(studio::ResultAction action);
    void ratingChosen(int rating);
    void described(qint64 number, const QString &text);
    void newTrialRequested();
    void openRequested(const QString &path); ///< A clip, in the user's own player.
    void refused(const QString &text);       ///< Why two are not compared.

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addActions();
    void addRatingKeys();
    CompareStage &stage();
    void connectParts();
    QAction *addGridAction(ResultAction action, const QString &text, const QString &icon, const QKeySequence &keys);
    void describeActions();
    void showStack(int total);
    void showDetail();
    void viewNeighbour(int by);
    void fitDetail();

    std::unique_ptr<Ui::ResultsPage> m_ui;
    std::array<QAction *, resultActionCount> m_actions{};
    const MediaTools *m_tools = nullptr;
    CompareStage *m_stage = nullptr; ///< Null before the first comparison.
    ResultFacts m_facts;
    int m_total = 0;
};

} // namespace studio
