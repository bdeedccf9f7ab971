#pragma once

#include "core/RunRecord.h"
#include "gui/OutgoingFile.h"
#include "media/Picture.h"

#include <QWidget>

#include <functional>

class QLabel;
class QStackedLayout;

namespace studio
{

class MediaStrip;
struct MediaTools;
class PictureSurface;
class PictureView;
class RunProgress;
class VideoView;

/// The pictures and clips of one run: how far it is, then drafts as they come, then what was made. One file has all the
/// room; of several the others stand in a strip below. Hidden while there is nothing to show.
class RunMedia : public QWidget
{
    Q_OBJECT

public:
    explicit RunMedia(QWidget *parent = nullptr);

    /// Without them nothing is ever shown. They outlive this.
    void setTools(const MediaTools &tools);

    /// What is given away of a file, such as a copy with its history; without one it is a copy of the file as it came.
    using Supply = std::function<Result<OfferedFile>(const KeptMedia &)>;
    void setSupply(Supply supply) { m_supply = std::move(supply); }

    /// Files come, or may come, from the model that is asked.
    void setAwaited(std::optional<MediaKind> kind);

    void setName(const QString &name); ///< "A: picture-a, practice output, not an AI model"; for ears.

    void showRecord(const RunRecord &record);
    void showDraft(const Media &draft);
    void clear();

    RunProgress &progress() const { return *m_progress; }
    const QList<KeptMedia> &files() const { return m_files; }
    std::optional<KeptMedia> current() const; ///< The one that is looked at.
    void setCurrent(int index);
    void goTo(int step); ///< So many files further; stays at both ends.

    PictureView *pictureView() const { return m_picture; } ///< Null until there are tools.
    VideoView *videoView() const { return m_video; }       ///< The same; until a clip is shown.
    void copy(); ///< The file that is looked at; of a clip the frame.
    void focusFile();

signals:
    void shownChanged(); ///< This is shown or hidden, or shows another file.
    void referenceRequested(const studio::KeptMedia &file);
    void frameWanted(const QImage &frame);    ///< As a reference: a clip has no picture of its own.
    void openRequested(const QString &path);  ///< In the user's own player.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showCurrent();
    void makeVideoView();
    QWidget *viewOfCurrent() const;
    bool isReading() const;
    void placeInWalk(QWidget &view);
    void dropDraft();
    Result<OfferedFile> offered() const;
    void copyWithoutHistory();
    void forgetCopies();
    void keepPoster();
    void updateShown();
    void updateNames();

    const MediaTools *m_tools = nullptr;
    Supply m_supply;
    std::optional<MediaKind> m_awaited = {};
    QString m_name;
    RunState m_state = RunState::Done;
    QString m_runId;
    bool m_hasRun = false;
    QList<KeptMedia> m_files;
    int m_current = -1;
    int m_drafts = 0; ///< Of this run.

    QStackedLayout *m_stack;
    RunProgress *m_progress;
    QWidget *m_draftPage;
    PictureSurface *m_draft;
    QLabel *m_draftLabel;
    PictureView *m_picture = nullptr;
    VideoView *m_video = nullptr;
    MediaStrip *m_strip;
};

} // namespace studio
