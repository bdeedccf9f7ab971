#pragma once

#include "core/Media.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace studio
{

struct MediaTools;
class PictureCompare;
class VideoCompare;

/// A picture or clip to compare.
struct ColumnFile
{
    QChar letter; ///< Of its column; null when it is of none.
    QString name; ///< "picture-a", and that it is practice.
    KeptMedia file;
};

/// Pictures beside each other, or clips in step, in the place of the columns or results they are of. Esc goes back: from
/// frames of clips to the clips, from there to whatever it stands in the place of.
class CompareStage : public QWidget
{
    Q_OBJECT

public:
    /// The tools outlive it.
    explicit CompareStage(const MediaTools &tools, QWidget *parent = nullptr);

    void setBackWords(const QString &words); ///< "Back to the columns" unless it is something else.
    void comparePictures(const QList<ColumnFile> &files);
    void playTogether(const QList<ColumnFile> &files);
    void goBack();

    PictureCompare *pictures() const { return m_pictures; } ///< Null before the first.
    VideoCompare *clips() const { return m_clips; }         ///< Null before the first.

    /// What stands here arranges itself by the room that it gets; the window never grows for it.
    QSize minimumSizeHint() const override { return {360, 240}; }
    bool hasHeightForWidth() const override { return false; }

signals:
    void left();
    void openRequested(const QString &path); ///< A clip, in the user's own player.

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void show(QWidget &page, const QString &title);
    void makePictures();
    void makeClips();
    void compareFrames(const QList<QImage> &frames, const QStringList &names);

    const MediaTools &m_tools;
    QPushButton *m_back;
    QLabel *m_title;
    QLabel *m_note;
    QStackedLayout *m_stack;
    PictureCompare *m_pictures = nullptr;
    VideoCompare *m_clips = nullptr;
    int m_shown = 0; ///< Counts what has been shown here.
    bool m_areFrames = false; ///< What is compared are moments of the clips.
};

} // namespace studio
