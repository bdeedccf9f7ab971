#pragma once

#include "gui/CompareSurface.h"
#include "media/PictureComparison.h"
#include "media/PictureDecoder.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>

namespace studio
{

class DifferencePanel;
class Loupe;
class PictureSurface;

namespace Ui
{
class PictureCompare;
}

/// A picture that can be compared, and what it is called: "picture-a · practice output, not an AI model".
struct ComparedPicture
{
    QString name = {};
    PictureSource source = {};

    bool operator==(const ComparedPicture &) const = default;
};

/// Two of several pictures: side by side, along a line, blinking, or as what differs. All ways share zoom and place. The
/// first picture sets the frame; the second is fitted into it or fills it, and a line says so. Decodes and computes in
/// the decoder's threads, which outlives it.
class PictureCompare : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { SideBySide, Slider, Blink, Difference };
    static constexpr int mostPictures = 6;

    explicit PictureCompare(PictureDecoder &decoder, QWidget *parent = nullptr);
    ~PictureCompare() override;

    /// Up to six; the first two are chosen.
    void setPictures(const QList<ComparedPicture> &pictures);
    void choose(int first, int second);
    int first() const { return m_slots[0].index; }
    int second() const { return m_slots[1].index; }

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    void setFilling(Filling filling);

    bool isReady() const; ///< Both pictures are shown.
    bool isBlinking() const { return m_blink.isActive(); }
    const std::optional<PictureChanges> &changes() const { return m_changes; } ///< While the difference is shown.

    PictureSurface &surface(int side) const { return *m_surfaces[size_t(side)]; } ///< Of side by side.
    CompareSurface &together() const { return *m_together; }                       ///< Of the other ways.
    Loupe &loupe() const { return *m_loupe; }

signals:
    void ready();           ///< Both pictures are shown.
    void compared();        ///< changes() is new.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Slot
    {
        int index = -1; ///< In m_pictures.
        Picture picture = {};
        QString problem = {};
        CancelFlag cancel = {};
    };

    void buildStage();
    void connectControls();
    void shareCamera(const PictureCamera &camera);
    void load(int side);
    void take(int side, const Result<Picture> &picture);
    void layOutPictures();
    void startComparing();
    void findChanges();
    void showOther();
    void updateBlink();
    void updateMode();
    void updateNote();
    void updateNames();
    void updateZoom();
    QString labelOf(int side) const;
    QRectF secondPlace() const;

    std::unique_ptr<Ui::PictureCompare> m_ui;
    PictureDecoder &m_decoder;
    QList<ComparedPicture> m_pictures;
    std::array<Slot, 2> m_slots;
    std::array<PictureSurface *, 2> m_surfaces;
    CompareSurface *m_together;
    DifferencePanel *m_panel;
    Loupe *m_loupe;
    Mode m_mode = Mode::SideBySide;
    Filling m_filling = Filling::Fit;
    QTimer m_blink;
    QTimer m_threshold; ///< Runs out when it has come to rest.
    CancelFlag m_comparing;
    CancelFlag m_finding;
    std::optional<PictureComparison> m_comparison;
    std::optional<PictureChanges> m_changes;
};

} // namespace studio
