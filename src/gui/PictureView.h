#pragma once

#include "gui/PictureFiles.h"

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace studio
{

class ElidedLabel;
class NoticeStrip;
class PictureSurface;

/// One picture with its facts below: fits, zooms and pans; copies, saves, drags out and shows the file.
///
/// Takes a file or bytes through setSource() and decodes them in the decoder's threads, which outlives it. Cancels what
/// it asked for when another picture comes or it is deleted.
class PictureView : public QWidget
{
    Q_OBJECT

public:
    enum class State { Empty, Waiting, Shown, Failed };

    explicit PictureView(PictureDecoder &decoder, QWidget *parent = nullptr);
    ~PictureView() override;

    void setSource(const PictureSource &source); ///< An empty one clears it.
    void clear() { setSource({}); }
    /// What it is a picture of, for ears and tool tips: "Picture A, picture-a, practice output, not an AI model".
    void setName(const QString &name);
    void setFactsVisible(bool isVisible);

    State state() const { return m_state; }
    const Picture &picture() const; ///< Null unless it is shown.
    const QString &problem() const { return m_problem; } ///< The sentence that is shown instead.

    PictureSurface &surface() const { return *m_surface; }
    PictureFiles &files() const { return *m_files; } ///< How it leaves.

    /// For menus: zoom, then what can be done with the file. Callers hide what makes no sense where they are.
    QList<QAction *> zoomActions() const { return m_zoomActions; }
    QList<QAction *> fileActions() const { return m_fileActions; }
    QAction *referenceAction() const { return m_reference; }
    QAction *plainCopyAction() const { return m_plainCopy; }

signals:
    void stateChanged();
    void referenceRequested();              ///< Use this picture in the next prompt.
    void copyWithoutHistoryRequested();     ///< The caller supplies a file without its record.

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void buildFactsLine();
    void buildZoomActions();
    void buildFileActions();
    void take(const Result<Picture> &picture);
    void setState(State state);
    void updateFacts();
    void updateZoom();

    PictureDecoder &m_decoder;
    PictureSource m_source;
    CancelFlag m_cancel;
    State m_state = State::Empty;
    QString m_name;
    QString m_problem;

    PictureSurface *m_surface;
    PictureFiles *m_files;
    QWidget *m_line;
    ElidedLabel *m_facts;
    QToolButton *m_zoomButton;
    QToolButton *m_moreButton;
    NoticeStrip *m_notice;
    QList<QAction *> m_zoomActions;
    QList<QAction *> m_fileActions;
    QAction *m_reference = nullptr;
    QAction *m_plainCopy = nullptr;
};

} // namespace studio
