#pragma once

#include "gui/OutgoingFile.h"
#include "gui/ResultAction.h"
#include "store/ResultShelf.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>
#include <memory>

namespace studio
{

class MediaStore;
class ResultPictures;
class ResultRemover;
class ResultsPage;
class ThumbnailLoader;

/// Fills the page of results from the shelf and does what is asked for there. Copies are written while the window goes
/// on. Belongs to the page.
class ResultsController : public QObject
{
    Q_OBJECT

public:
    /// Everything given outlives the controller. titleOf: a trial's title by its id.
    ResultsController(ResultShelf &shelf, const MediaStore &store, ThumbnailLoader &thumbnails, ResultsPage &page,
                      std::function<QString(const QString &)> titleOf);
    ~ResultsController() override;

    void refresh();     ///< Reads everything again: when the page is shown.
    void refreshSoon(); ///< When files came; nothing happens while nobody sees the page.

    void takeDescription(const FileDescription &description); ///< Of a copy that came back.

signals:
    void trialRequested(const QString &id, const studio::Trial &asked); ///< asked: as it was then; without an id if unknown.
    void referenceGiven(const studio::Media &media);
    void said(const QString &text);
    void refused(const QString &text); ///< What was asked for was not done; why.
    void failed(const studio::Error &error);

private:
    struct Copy
    {
        QString source;
        QString target;
        KeptMedia media;
        std::optional<MadeHow> how; ///< Nothing: without history.
    };

    void connectPage();
    void find();
    void showFacts();
    void act(ResultAction action);
    void rate(int rating);
    void describe(qint64 number, const QString &text);
    void openTrial(const MadeFile &file);
    void askWhereTo(bool withHistory);
    void saveTo(const QStringList &targets, const QList<MadeFile> &files, bool withHistory);
    std::optional<Copy> copyOf(const MadeFile &file, const QString &target, bool withHistory);
    QString suggestedPath(const QString &folder, const MadeFile &file, const QStringList &taken = {}) const;
    void drag(const QList<MadeFile> &files);
    Result<OfferedFile> supply();
    void showFolder(const MadeFile &file);
    void showDifferences(const MadeFile &first, const MadeFile &second);
    void giveReference(const MadeFile &file);
    void giveFrame(const QImage &frame);
    void askToRemove(const QList<MadeFile> &files);
    void remove(const QList<MadeFile> &files);

    static Result<QStringList> write(const QList<Copy> &copies); ///< Paths, also of files beside copies.

    ResultShelf &m_shelf;
    const MediaStore &m_store;
    ResultsPage &m_page;
    ResultPictures *m_pictures;
    ResultRemover *m_remover;
    std::function<QString(const QString &)> m_titleOf;
    QTimer m_refreshing;
    QTimer m_facts; ///< Runs out when a selection has stood still.
    QTemporaryDir m_dragged; ///< Copies that were dragged out, until the program ends.
    int m_drags = 0;
    qint64 m_shownFacts = 0;
};

} // namespace studio
