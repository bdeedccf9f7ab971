#include "gui/RunMedia.h"

#include "gui/MediaStrip.h"
#include "gui/MediaTools.h"
#include "gui/PictureSurface.h"
#include "gui/PictureView.h"
#include "gui/RevealFile.h"
#include "gui/RunProgress.h"
#include "gui/TabWalk.h"
#include "gui/VideoView.h"
#include "gui/WhenDone.h"
#include "media/ClipPlayer.h"
#include "media/PictureDecoder.h"
#include "media/ThumbnailLoader.h"
#include "store/MediaStore.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace studio
{

RunMedia::RunMedia(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout)
    , m_progress(new RunProgress(this))
    , m_draftPage(new QWidget(this))
    , m_draft(new PictureSurface(m_draftPage))
    , m_draftLabel(new QLabel(m_draftPage))
    , m_strip(new MediaStrip(this))
{
    m_draft->setObjectName(u"draftSurface"_s);
    m_draftLabel->setObjectName(u"draftLabel"_s);
    m_draftLabel->setContentsMargins(12, 4, 12, 4);
    m_draftLabel->setTextFormat(Qt::PlainText);
    m_strip->setObjectName(u"mediaStrip"_s);
    auto *draft = new QVBoxLayout(m_draftPage);
    draft->setContentsMargins({});
    draft->setSpacing(0);
    draft->addWidget(m_draft, 1);
    draft->addWidget(m_draftLabel);
    m_stack->addWidget(m_progress);
    m_stack->addWidget(m_draftPage);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_strip);
    connect(m_strip, &MediaStrip::chosen, this, &RunMedia::setCurrent);
    hide();
}

void RunMedia::setTools(const MediaTools &tools)
{
    m_tools = &tools;
    m_strip->setTools(tools);
    m_picture = new PictureView(tools.decoder, this);
    m_picture->setObjectName(u"pictureView"_s);
    m_stack->addWidget(m_picture);
    placeInWalk(*m_picture);
    connect(m_picture, &PictureView::referenceRequested, this, [this] {
        if (const auto file = current())
            emit referenceRequested(*file);
    });
    connect(m_picture, &PictureView::stateChanged, this, &RunMedia::dropDraft);
    connect(m_picture, &PictureView::copyWithoutHistoryRequested, this, &RunMedia::copyWithoutHistory);
    m_picture->files().outgoing().setSupply([this] { return offered(); });
}

/// It is made after whatever comes behind it.
void RunMedia::placeInWalk(QWidget &view)
{
    placeInTabWalk(placeAllInTabWalk(*m_draft, view), *m_strip);
}

void RunMedia::setAwaited(std::optional<MediaKind> kind)
{
    if (kind == m_awaited)
        return;
    m_awaited = kind;
    updateShown();
}

void RunMedia::setName(const QString &name)
{
    m_name = name;
    updateNames();
}

void RunMedia::showRecord(const RunRecord &record)
{
    m_hasRun = true;
    m_state = record.state;
    if (record.id != m_runId) // the same file may come again, and how it was made is another story then
        forgetCopies();
    m_runId = record.id;
    m_progress->showRecord(record);
    if (record.media != m_files) {
        const bool isFirst = m_files.isEmpty();
        m_files = record.media;
        m_strip->setFiles(m_files);
        m_current = qBound(isFirst ? 0 : m_current, m_current, int(m_files.size()) - 1);
        showCurrent();
    }
    updateShown();
}

void RunMedia::showDraft(const Media &draft)
{
    if (!m_tools || draft.bytes.isEmpty())
        return;
    const int number = ++m_drafts;
    // What is there stays until the next one can be painted.
    whenDone(m_tools->decoder.decode({{}, draft.bytes}, {}), this, [this, number](const Result<Picture> &picture) {
        if (!picture || number != m_drafts)
            return;
        m_draft->showPicture(*picture);
        m_draftLabel->setText(tr("Draft %1: the picture is not finished, and this is not kept.").arg(QLocale().toString(number)));
        m_draft->setAccessibleName(tr("%1, draft %2").arg(m_name, QLocale().toString(number)));
        updateShown();
    });
}

void RunMedia::clear()
{
    m_hasRun = false;
    m_files.clear();
    m_current = -1;
    m_drafts = 0;
    m_draft->clear();
    m_strip->setFiles({});
    if (m_picture)
        m_picture->clear();
    if (m_video)
        m_video->clear();
    updateShown();
}

std::optional<KeptMedia> RunMedia::current() const
{
    return m_current < 0 ? std::nullopt : std::optional(m_files[m_current]);
}

void RunMedia::setCurrent(int index)
{
    if (index == m_current || index < 0 || index >= m_files.size())
        return;
    m_current = index;
    showCurrent();
    updateShown();
    emit shownChanged();
}

void RunMedia::goTo(int step)
{
    setCurrent(qBound(0, m_current + step, int(m_files.size()) - 1));
}

void RunMedia::focusFile()
{
    if (QWidget *view = viewOfCurrent())
        view->setFocus(Qt::ShortcutFocusReason);
}

void RunMedia::copy()
{
    if (viewOfCurrent() == m_video && m_video)
        m_video->outgoing().copy(m_video->currentFrame());
    else if (m_picture)
        m_picture->files().copy();
}

Result<OfferedFile> RunMedia::offered() const
{
    const auto file = current();
    if (!file)
        return Error{ErrorKind::StorageFailed};
    return m_supply ? m_supply(*file) : plainFile(m_tools->store.path(*file));
}

/// Byte by byte as it came.
void RunMedia::copyWithoutHistory()
{
    const auto file = current();
    if (!file)
        return;
    const QString path = m_tools->store.path(*file);
    const auto named = offered();
    const OfferedFile plain = plainFile(path, named ? named->name : QString());
    if (file->kind == MediaKind::Video)
        m_video->outgoing().copy(plain, {});
    else
        m_picture->files().copyFile(plain);
}

/// Only where there is a clip: it brings a decoder with it.
void RunMedia::makeVideoView()
{
    m_video = new VideoView(this);
    m_video->setObjectName(u"videoView"_s);
    m_video->setLoudness(m_tools->loudness);
    m_stack->addWidget(m_video);
    placeInWalk(*m_video);
    connect(m_video, &VideoView::referenceRequested, this, &RunMedia::frameWanted);
    connect(m_video, &VideoView::openRequested, this, &RunMedia::openRequested);
    connect(m_video, &VideoView::revealRequested, this, [this](const QString &path) { revealFile(path, this, [](bool) {}); });
    connect(m_video, &VideoView::stateChanged, this, &RunMedia::dropDraft);
    connect(m_video, &VideoView::stateChanged, this, &RunMedia::keepPoster);
    connect(m_video, &VideoView::copyWithoutHistoryRequested, this, &RunMedia::copyWithoutHistory);
    m_video->outgoing().setSupply([this] { return offered(); });
}

/// The first frame is what lists show of a clip.
void RunMedia::keepPoster()
{
    const auto file = current();
    const bool isFirst = m_video->state() == VideoView::State::Shown && m_video->player().frame() == 0;
    if (isFirst && file && m_tools->store.path(*file) == m_video->path())
        m_tools->thumbnails.keepPoster(file->sha256, m_video->currentFrame());
}

void RunMedia::forgetCopies()
{
    if (m_picture)
        m_picture->files().outgoing().forget();
    if (m_video)
        m_video->outgoing().forget();
}

QWidget *RunMedia::viewOfCurrent() const
{
    const auto file = current();
    if (!file)
        return nullptr;
    return file->kind == MediaKind::Video ? static_cast<QWidget *>(m_video) : m_picture;
}

bool RunMedia::isReading() const
{
    const QWidget *view = viewOfCurrent();
    return view == m_picture && m_picture && m_picture->state() == PictureView::State::Waiting;
}

void RunMedia::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp)
        goTo(event->key() == Qt::Key_PageDown ? 1 : -1);
    else
        QWidget::keyPressEvent(event);
}

/// Nobody hears a clip that nobody sees.
void RunMedia::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_video)
        m_video->pause();
}

void RunMedia::showCurrent()
{
    const auto file = m_tools ? current() : std::nullopt;
    const bool isVideo = file && file->kind == MediaKind::Video;
    if (isVideo && !m_video)
        makeVideoView();
    if (m_video)
        m_video->setSource(isVideo ? m_tools->store.path(*file) : QString());
    if (m_picture)
        m_picture->setSource(file && !isVideo ? PictureSource{m_tools->store.path(*file), {}} : PictureSource{});
    m_strip->setChosen(m_current);
    updateNames();
}

/// A finished picture takes the place of its drafts once it can be seen.
void RunMedia::dropDraft()
{
    if (!isReading() && !m_files.isEmpty())
        m_draft->clear();
    updateShown();
}

void RunMedia::updateShown()
{
    const bool isOver = studio::isOver(m_state);
    const bool hasDraft = !m_draft->picture().isNull();
    const bool hasFile = m_tools && viewOfCurrent();
    const bool isWaiting = m_hasRun && !isOver && m_awaited;
    if (hasFile && !(hasDraft && isReading()))
        m_stack->setCurrentWidget(viewOfCurrent());
    else if (hasDraft)
        m_stack->setCurrentWidget(m_draftPage);
    else
        m_stack->setCurrentWidget(m_progress);
    const bool isShown = m_tools && (hasFile || hasDraft || isWaiting);
    if (isShown == isHidden()) {
        setVisible(isShown);
        emit shownChanged();
    }
}

void RunMedia::updateNames()
{
    if (!m_picture)
        return;
    const QLocale locale;
    const QString name = m_files.size() < 2 ? m_name
                                            : tr("%1, %2 of %3").arg(m_name, locale.toString(m_current + 1),
                                                                     locale.toString(m_files.size()));
    m_picture->setName(name);
    if (m_video)
        m_video->setName(name);
}

} // namespace studio
