#pragma once

#include <QWidget>

#include <memory>

class QActionGroup;

namespace studio
{

namespace Ui
{
class TransportBar;
}

/// Play, frame steps, the line of frames, loop, speed and sound, for one clip or for several on one clock. Shows what it
/// is told and says what is wanted; keys come from whoever has the focus, through takeKey().
class TransportBar : public QWidget
{
    Q_OBJECT

public:
    explicit TransportBar(QWidget *parent = nullptr);
    ~TransportBar() override;

    void setReady(bool isReady); ///< Nothing can be pressed before there is a clip.
    void setPlaying(bool isPlaying);
    void setFrames(qint64 last); ///< -1: nobody knows.
    void setPlace(qint64 frame, const QString &text);
    void setCanSeek(bool can, const QString &reason = {}); ///< Why not, for the tool tips.
    void setSound(bool has, const QString &reason = {});
    void setMuted(bool isMuted);
    void setVolume(int percent);

    double rate() const { return m_rate; }
    bool isLooping() const;

    /// Space, K: play; comma and period: one frame; J, L: slower, faster; Home, End; Shift+L: loop; M: sound; Up, Down: louder.
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);

signals:
    void playRequested(bool plays);
    void seekRequested(qint64 frame);
    void stepRequested(int frames);
    void loopChanged(bool isLooping);
    void rateChanged(double rate);
    void muteRequested(bool isMuted);
    void volumeChosen(int percent);

private:
    void buildSpeeds();
    void changeRate(int steps);
    void setRate(double rate);
    void drawButtons();
    void drawSound();
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

    std::unique_ptr<Ui::TransportBar> m_ui;
    QActionGroup *m_speeds;
    bool m_isReady = false;
    bool m_isPlaying = false;
    bool m_isMuted = false;
    bool m_hasSound = false;
    bool m_canSeek = true;
    QString m_seekReason;
    QString m_soundReason;
    double m_rate = 1;
};

} // namespace studio
