#pragma once

#include "core/Result.h"

#include <QImage>
#include <QWidget>

#include <functional>
#include <memory>

namespace studio
{

namespace Ui
{
class VideoCompare;
}

class ClipClock;
class Loudness;
class VideoPane;

/// A clip to compare.
struct ComparedClip
{
    QString path = {};
    QString name = {};

    bool operator==(const ComparedClip &) const = default;
};

/// Two to four clips side by side on one clock: one transport, a shift in frames for each, the sound of one. What is
/// done with stopped frames beyond that (slider, blink, difference) is whoever's who takes comparisonRequested().
class VideoCompare : public QWidget
{
    Q_OBJECT

public:
    static constexpr int mostClips = 4;

    /// Writes the frames of a moment somewhere and says where; asks nobody.
    using MomentSaver = std::function<Result<QString>(const QList<QImage> &frames, const QStringList &names, qint64 frame)>;

    explicit VideoCompare(QWidget *parent = nullptr);
    ~VideoCompare() override;

    void setClips(const QList<ComparedClip> &clips); ///< The first four.
    void setMomentSaver(MomentSaver saver);          ///< Without one the button is hidden.
    void setCanCompareFrames(bool can);              ///< Shows [Compare frames].
    void setLoudness(Loudness *loudness); ///< Which it shares with others; it outlives this. Null: its own.

    ClipClock &clock() const { return *m_clock; }
    int count() const { return int(m_panes.size()); }
    QList<VideoPane *> panes() const { return m_shown; } ///< As they stand, from the left.
    QList<QImage> currentFrames() const;                 ///< As they stand; null where there is none.
    QStringList names() const;                           ///< Likewise: "A · video-a".
    void solo(int pane);                                 ///< -1: nobody is heard. In the order of setClips().
    void swapSides();                                    ///< With more than two, everybody moves one place.
    void markMoment();
    void play();
    void pause(); ///< Comes by itself when the view is hidden.

signals:
    void momentMarked(const QString &where);
    void comparisonRequested(const QList<QImage> &frames, const QStringList &names);
    void openRequested(const QString &path); ///< In the user's own player.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectTransport();
    void connectClock();
    void addPane(const ComparedClip &clip);
    void arrange();
    void follow();
    void showPlaces();
    void showStep();
    void setMuted(bool isMuted);
    void applySound();
    void applyLoudness();

    std::unique_ptr<Ui::VideoCompare> m_ui;
    ClipClock *m_clock;
    Loudness *m_loudness = nullptr;
    QList<VideoPane *> m_panes; ///< In the order of setClips().
    QList<VideoPane *> m_shown;
    QList<ComparedClip> m_clips;
    MomentSaver m_saver;
    int m_columns = 0;
    int m_solo = -1;
    bool m_hasChosenSolo = false;
    bool m_isMuted = false;
};

} // namespace studio
