#include "gui/ResultViewer.h"

#include "gui/NameText.h"
#include "gui/PictureSurface.h"
#include "gui/PictureView.h"
#include "gui/ResultPictures.h"
#include "gui/ResultText.h"
#include "gui/TabWalk.h"
#include "gui/VideoView.h"
#include "media/ClipPlayer.h"
#include "store/MediaStore.h"
#include "ui_ResultViewer.h"

#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace studio
{

ResultViewer::ResultViewer(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ResultViewer>())
    , m_stage(new QStackedWidget(this))
    , m_picture(new PictureView(m_decoder, this))
    , m_sentence(new QLabel(this))
{
    m_ui->setupUi(this);
    m_ui->column->addWidget(m_stage, 1);
    m_stage->addWidget(m_picture);
    m_stage->addWidget(m_sentence);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setFocusPolicy(Qt::StrongFocus);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_picture->surface().installEventFilter(this);
    m_ui->factsLabel->setForegroundRole(QPalette::PlaceholderText);
    connect(m_ui->backButton, &QToolButton::clicked, this, &ResultViewer::closed);
    connect(m_ui->previousButton, &QToolButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_ui->nextButton, &QToolButton::clicked, this, [this] { emit stepRequested(1); });
    connect(m_picture, &PictureView::referenceRequested, this, &ResultViewer::referenceRequested);
    connect(m_picture, &PictureView::copyWithoutHistoryRequested, this, &ResultViewer::copyWithoutHistoryRequested);
}

ResultViewer::~ResultViewer()
{
    m_picture->surface().removeEventFilter(this); // it has events yet when the view around it is half gone
    delete m_picture;
}

void ResultViewer::setStore(const MediaStore *store, ResultPictures *pictures)
{
    m_store = store;
    m_pictures = pictures;
}

void ResultViewer::setSupply(OutgoingFile::Supply supply)
{
    m_supply = std::move(supply);
    m_picture->files().outgoing().setSupply(m_supply);
    if (m_video)
        m_video->outgoing().setSupply(m_supply);
}

void ResultViewer::setLoudness(Loudness *loudness)
{
    m_loudness = loudness;
    if (m_video)
        m_video->setLoudness(loudness);
}

void ResultViewer::makeVideoView()
{
    if (m_video)
        return;
    m_video = new VideoView(this);
    m_stage->addWidget(m_video);
    placeAllInTabWalk(*m_ui->nextButton, *m_video);
    m_video->setLoudness(m_loudness);
    if (m_supply)
        m_video->outgoing().setSupply(m_supply);
    connect(m_video, &VideoView::referenceRequested, this, &ResultViewer::frameWanted);
    connect(m_video, &VideoView::openRequested, this, &ResultViewer::openRequested);
    connect(m_video, &VideoView::revealRequested, this, &ResultViewer::revealRequested);
    connect(m_video, &VideoView::copyWithoutHistoryRequested, this, &ResultViewer::copyWithoutHistoryRequested);
    connect(m_video, &VideoView::stateChanged, this, &ResultViewer::keepPoster);
}

/// The first frame of what is played here is the small picture of it.
void ResultViewer::keepPoster()
{
    if (m_pictures && m_video->state() == VideoView::State::Shown && m_video->player().frame() == 0)
        m_pictures->keepPoster(m_file, m_video->currentFrame());
}

void ResultViewer::show(const MadeFile &file)
{
    m_ui->nameLabel->setText(nameText(file.target.model));
    m_ui->practiceLine->say(file.isPractice ? Verdict::Note : Verdict::None, tr("practice output, not an AI model"));
    m_ui->factsLabel->setText(dayText(file.made));
    m_file = file.media;
    m_picture->files().outgoing().forget(); // the same content may have been made twice
    if (m_video)
        m_video->outgoing().forget();
    QWidget *stage = stageFor(file);
    m_stage->setCurrentWidget(stage);
    setFocusProxy(stage);
    stage->setFocus();
}

void ResultViewer::clear()
{
    m_picture->clear();
    if (m_video)
        m_video->clear();
}

/// The one place that decides what a kind of file is shown in.
QWidget *ResultViewer::stageFor(const MadeFile &file)
{
    const bool isVideo = file.media.kind == MediaKind::Video;
    if (m_video && !isVideo)
        m_video->clear();
    if (m_store && isVideo) {
        makeVideoView();
        m_picture->clear();
        m_video->setName(resultName(file));
        m_video->setSource(m_store->path(file.media));
        return m_video;
    }
    if (!m_store || file.media.kind != MediaKind::Picture) {
        m_picture->clear();
        m_sentence->setText(tr("Files of this kind are not shown here. Save a copy to open it in another program."));
        return m_sentence;
    }
    m_picture->setName(resultName(file));
    m_picture->setSource({m_store->path(file.media), {}});
    return m_picture;
}

bool ResultViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_picture->surface() || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool isPan = (key == Qt::Key_Left || key == Qt::Key_Right) && m_picture->surface().canPan();
    return !isPan && takeKey(key);
}

void ResultViewer::keyPressEvent(QKeyEvent *event)
{
    if (!takeKey(event->key()))
        QWidget::keyPressEvent(event);
}

bool ResultViewer::takeKey(int key)
{
    const int forward = isRightToLeft() ? -1 : 1;
    switch (key) {
    case Qt::Key_Escape:
        emit closed();
        return true;
    case Qt::Key_Left:
    case Qt::Key_PageUp:
        emit stepRequested(key == Qt::Key_PageUp ? -1 : -forward);
        return true;
    case Qt::Key_Right:
    case Qt::Key_PageDown:
        emit stepRequested(key == Qt::Key_PageDown ? 1 : forward);
        return true;
    }
    return false;
}

} // namespace studio
