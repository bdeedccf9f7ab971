#include "gui/CompareStage.h"

#include "gui/MediaTools.h"
#include "gui/PictureCompare.h"
#include "gui/VideoCompare.h"
#include "gui/WhenDone.h"
#include "store/FileName.h"
#include "store/MediaStore.h"

#include <QBuffer>
#include <QDir>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// The letters of what is compared go by its order; a column's own is said where it is another one.
QString nameOf(const ColumnFile &file, qsizetype index)
{
    const bool isSame = file.letter.isNull() || file.letter.unicode() == u'A' + index;
    return isSame ? file.name : CompareStage::tr("%1 (column %2)").arg(file.name, QString(file.letter));
}

QByteArray packed(const QImage &frame)
{
    constexpr int fast = 90;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return frame.save(&buffer, "PNG", fast) ? buffer.data() : QByteArray();
}

Result<QString> savedMoment(const QList<QImage> &frames, const QStringList &names, qint64 frame)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) + u"/Signalbox Studio"_s);
    if (!QDir().mkpath(folder.path()))
        return Error{ErrorKind::StorageFailed, folder.path()};
    for (qsizetype i = 0; i < frames.size(); ++i) {
        if (frames[i].isNull())
            continue;
        const QString path = freeFileName(folder.path(), names.value(i), u"frame-%1"_s.arg(frame + 1), u"png"_s); // as shown
        if (!frames[i].save(path, "PNG"))
            return Error{ErrorKind::StorageFailed, path};
    }
    return folder.path();
}

} // namespace

CompareStage::CompareStage(const MediaTools &tools, QWidget *parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_back(new QPushButton(this))
    , m_title(new QLabel(this))
    , m_note(new QLabel(this))
    , m_stack(new QStackedLayout)
{
    m_back->setObjectName(u"leaveCompareButton"_s);
    setBackWords(tr("Back to the columns"));
    connect(m_back, &QPushButton::clicked, this, &CompareStage::goBack);
    m_title->setObjectName(u"compareTitle"_s);
    QFont strong = m_title->font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(m_title);
    head->addWidget(m_note, 1);
    head->addWidget(m_back);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addLayout(m_stack, 1);
}

void CompareStage::setBackWords(const QString &words)
{
    m_back->setText(words + u"  "_s + QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    m_back->setAccessibleName(words);
}

void CompareStage::comparePictures(const QList<ColumnFile> &files)
{
    makePictures();
    QList<ComparedPicture> pictures;
    for (qsizetype i = 0; i < files.size(); ++i)
        pictures << ComparedPicture{nameOf(files[i], i), {m_tools.store.path(files[i].file), {}}};
    m_pictures->setPictures(pictures);
    m_areFrames = false;
    show(*m_pictures, tr("Comparing pictures"));
}

void CompareStage::playTogether(const QList<ColumnFile> &files)
{
    makeClips();
    QList<ComparedClip> clips;
    for (qsizetype i = 0; i < files.size(); ++i)
        clips << ComparedClip{m_tools.store.path(files[i].file), nameOf(files[i], i)};
    m_areFrames = false;
    show(*m_clips, tr("Playing together"));
    m_clips->resize(size()); // panes stand beside each other where there is room, and not first below each other
    m_clips->setClips(clips);
}

void CompareStage::goBack()
{
    if (!m_areFrames) {
        emit left();
        return;
    }
    m_areFrames = false;
    show(*m_clips, tr("Playing together"));
}

void CompareStage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        ++m_shown;
    if (m_clips)
        m_clips->pause();
}

void CompareStage::show(QWidget &page, const QString &title)
{
    ++m_shown;
    m_title->setText(title);
    m_note->clear();
    if (m_clips && &page != m_clips)
        m_clips->pause();
    m_stack->setCurrentWidget(&page);
    setFocusProxy(&page);
    page.setFocus(Qt::ShortcutFocusReason);
}

void CompareStage::makePictures()
{
    if (m_pictures)
        return;
    m_pictures = new PictureCompare(m_tools.decoder, this);
    m_pictures->setObjectName(u"pictureCompare"_s);
    m_stack->addWidget(m_pictures);
}

void CompareStage::makeClips()
{
    if (m_clips)
        return;
    m_clips = new VideoCompare(this);
    m_clips->setObjectName(u"videoCompare"_s);
    m_clips->setCanCompareFrames(true);
    m_clips->setLoudness(m_tools.loudness);
    m_clips->setMomentSaver(savedMoment);
    m_stack->addWidget(m_clips);
    connect(m_clips, &VideoCompare::comparisonRequested, this, &CompareStage::compareFrames);
    connect(m_clips, &VideoCompare::openRequested, this, &CompareStage::openRequested);
    connect(m_clips, &VideoCompare::momentMarked, this,
            [this](const QString &where) { m_note->setText(tr("These frames were saved in %1").arg(where)); });
}

/// Packing a frame takes longer than one of the window's.
void CompareStage::compareFrames(const QList<QImage> &frames, const QStringList &names)
{
    const auto pack = [frames] {
        QList<QByteArray> packs;
        for (const QImage &frame : frames)
            packs << packed(frame);
        return packs;
    };
    whenDone(QtConcurrent::run(pack), this, [this, names, shown = m_shown](const QList<QByteArray> &packs) {
        if (!isVisible() || shown != m_shown) // something else is looked at by now
            return;
        makePictures();
        QList<ComparedPicture> pictures;
        for (qsizetype i = 0; i < packs.size(); ++i)
            pictures << ComparedPicture{names.value(i), {{}, packs[i]}};
        m_pictures->setPictures(pictures);
        m_areFrames = true;
        show(*m_pictures, tr("Comparing this moment"));
    });
}

} // namespace studio
