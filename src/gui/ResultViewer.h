#pragma once

#include "gui/OutgoingFile.h"
#include "media/PictureDecoder.h"
#include "store/ResultShelf.h"

#include <QWidget>

#include <memory>

class QLabel;
class QStackedWidget;

namespace studio
{

class Loudness;
class MediaStore;
class PictureView;
class ResultPictures;
class VideoView;

namespace Ui
{
class ResultViewer;
}

/// One result as large as the page. Left and Right go on to its neighbours, where the picture does not
/// pan by them, and so do Page Up and Page Down. Escape leads back to the grid.
class ResultViewer : public QWidget
{
    Q_OBJECT

public:
    explicit ResultViewer(QWidget *parent = nullptr);
    ~ResultViewer() override;

    void setStore(const MediaStore *store, ResultPictures *pictures); ///< Both outlive the viewer.
    void setLoudness(Loudness *loudness); ///< Of clips, shared with others; it outlives the viewer.
    void setSupply(OutgoingFile::Supply supply); ///< What is given away of the shown result.

    void show(const MadeFile &file);
    void clear(); ///< Lets the picture go.

signals:
    void closed();
    void stepRequested(int by); ///< -1: the one before, 1: the one behind.
    void referenceRequested();
    void frameWanted(const QImage &frame);   ///< As a reference: a clip has no picture of its own.
    void openRequested(const QString &path); ///< In the user's own player.
    void revealRequested();
    void copyWithoutHistoryRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *stageFor(const MadeFile &file);
    void makeVideoView();
    void keepPoster();
    bool takeKey(int key);

    std::unique_ptr<Ui::ResultViewer> m_ui;
    const MediaStore *m_store = nullptr;
    ResultPictures *m_pictures = nullptr;
    PictureDecoder m_decoder;
    QStackedWidget *m_stage;
    PictureView *m_picture; ///< Deleted before its decoder.
    VideoView *m_video = nullptr; ///< Null until a clip is shown: it brings a decoder with it.
    OutgoingFile::Supply m_supply;
    Loudness *m_loudness = nullptr;
    KeptMedia m_file;
    QLabel *m_sentence;
};

} // namespace studio
