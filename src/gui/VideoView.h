#pragma once

#include "gui/OutgoingFile.h"
#include "media/ClipFacts.h"

#include <QImage>
#include <QWidget>

#include <memory>

class QAction;

namespace studio
{

namespace Ui
{
class VideoView;
}

class ClipPlayer;
class Loudness;

/// One clip with its transport and its facts below. What cannot be played says why, shows its poster if there is one,
/// and offers the user's own player.
///
/// Opens no other program and no folder itself: it says what is wanted. Lives as long as its parent says.
class VideoView : public QWidget
{
    Q_OBJECT

public:
    enum class State { Empty, Waiting, Shown, Failed };

    explicit VideoView(QWidget *parent = nullptr);
    ~VideoView() override;

    void setSource(const QString &path); ///< An empty one clears it. The same again does nothing, unless it failed.
    void clear() { setSource({}); }
    void setPoster(const QImage &poster); ///< For what cannot be played; a clip has its first frame.
    /// What it is a video of, for ears: "Video A, video-a, practice output, not an AI model".
    void setName(const QString &name);
    void setFactsVisible(bool isVisible);

    void setLoudness(Loudness *loudness); ///< Which it shares with others; it outlives the view. Null: its own.

    OutgoingFile &outgoing() const { return *m_outgoing; } ///< How it leaves: by default a copy of the clip as it came.

    State state() const { return m_state; }
    const QString &path() const;
    const ClipFacts &facts() const;
    const QString &problem() const { return m_problem; } ///< The sentence that is shown instead.
    ClipPlayer &player() const { return *m_player; }
    QImage currentFrame() const; ///< What is on screen; null when there is nothing.

    void play();
    void pause(); ///< Comes by itself when the view is hidden.

    /// For menus. Callers hide what makes no sense where they are.
    QList<QAction *> fileActions() const { return m_fileActions; }
    QAction *referenceAction() const { return m_reference; }
    QAction *plainCopyAction() const { return m_plainCopy; }

signals:
    void stateChanged();
    void openRequested(const QString &path);   ///< In the user's own player.
    void revealRequested(const QString &path); ///< In its folder.
    void frameCopied();
    void referenceRequested(const QImage &frame); ///< Use this frame in the next prompt.
    void copyWithoutHistoryRequested();           ///< The caller supplies a file without its record.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectPlayer();
    void connectTransport();
    void buildActions();
    void follow();
    void showPlace();
    void showProblem();
    void setState(State state);
    void updateFacts();
    void updateActions();
    void connectOutgoing();
    void applyLoudness();
    void copyFrame();
    void saveFrame();

    std::unique_ptr<Ui::VideoView> m_ui;
    ClipPlayer *m_player;
    OutgoingFile *m_outgoing;
    Loudness *m_loudness = nullptr;
    State m_state = State::Empty;
    QString m_name;
    QString m_problem;
    bool m_wasPlayed = false;
    QList<QAction *> m_fileActions;
    QAction *m_reference = nullptr;
    QAction *m_plainCopy = nullptr;
};

} // namespace studio
