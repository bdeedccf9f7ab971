#pragma once

#include "core/Media.h"

#include <QObject>

class QBoxLayout;
class QPushButton;

namespace studio
{

class ColumnsView;
class CompareStage;
struct ColumnFile;
struct MediaTools;

/// Puts pictures or clips of all columns beside each other, in the place of the columns, and brings these back. Its
/// two buttons are there while there is something to compare.
///
/// Belongs to the TryPage. The stage is made when it is needed first.
class StageSwitch : public QObject
{
    Q_OBJECT

public:
    /// layout: where the columns are. All of it belongs to the same page.
    StageSwitch(QBoxLayout &layout, ColumnsView &columns, QPushButton &compareButton, QPushButton &playButton,
                QWidget *page);

    void setMediaTools(const MediaTools &tools) { m_tools = &tools; } ///< They outlive it.

    void comparePictures(); ///< Nothing happens with less than two.
    void playTogether();    ///< The same with clips.
    void goBack();          ///< One step, while the stage is shown.

    void setShown(bool isShown);
    bool isShown() const;

    void updateButtons();

signals:
    void shownChanged();
    void openRequested(const QString &path); ///< A clip, in the user's own player.

private:
    QList<ColumnFile> filesOf(MediaKind kind) const;
    CompareStage &stage();

    QBoxLayout &m_layout;
    ColumnsView &m_columns;
    QPushButton &m_compareButton;
    QPushButton &m_playButton;
    QWidget *m_page;
    const MediaTools *m_tools = nullptr;
    CompareStage *m_stage = nullptr;
};

} // namespace studio
