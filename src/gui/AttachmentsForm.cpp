#include "gui/AttachmentsForm.h"

#include "gui/AttachmentChip.h"
#include "gui/ColumnLetter.h"
#include "gui/NameText.h"
#include "gui/TabWalk.h"
#include "gui/Thumbnail.h"
#include "gui/WhenDone.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostBeside = 4;
constexpr int comfortableWidth = 240; ///< Of a chip.
constexpr qint64 million = 1'000'000;

QByteArray packed(const QImage &picture)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return picture.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

} // namespace

AttachmentsForm::AttachmentsForm(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_fitLabel(new QLabel(this))
    , m_noteLabel(new QLabel(this))
    , m_undoButton(new QToolButton(this))
{
    m_fitLabel->setObjectName(u"attachmentFitLabel"_s);
    m_noteLabel->setObjectName(u"attachmentNoteLabel"_s);
    for (QLabel *label : {m_fitLabel, m_noteLabel}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_undoButton->setObjectName(u"undoRemovalButton"_s);
    m_undoButton->setText(tr("Undo"));
    m_undoButton->setAccessibleName(tr("Put the file back"));
    connect(m_undoButton, &QToolButton::clicked, this, &AttachmentsForm::takeBack);

    auto *note = new QHBoxLayout;
    note->setSpacing(8);
    note->addWidget(m_noteLabel, 1);
    note->addWidget(m_undoButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_grid->setSpacing(8);
    layout->addLayout(m_grid);
    layout->addWidget(m_fitLabel);
    layout->addLayout(note);
    say({});
    showFits();
}

void AttachmentsForm::setAttachments(const QList<Media> &attachments)
{
    ++m_era;
    say({});
    if (attachments == m_attachments)
        return;
    qDeleteAll(std::exchange(m_chips, {}));
    m_attachments = attachments;
    for (const Media &media : attachments) {
        AttachmentChip *chip = makeChip(media);
        m_chips << chip;
        whenDone(QtConcurrent::run(thumbnailOf, media, sideInPixels()), chip,
                 [chip](const QImage &picture) { chip->setPicture(picture); });
    }
    arrange();
}

void AttachmentsForm::setFits(const QList<ColumnFit> &fits)
{
    m_fits = fits;
    showFits();
}

void AttachmentsForm::addFiles(const QStringList &paths)
{
    const QStringList some = paths.first(std::min(paths.size(), mostAttachments + 1)); // one too many is told
    wait([some, side = sideInPixels()] {
        QList<Arrival> arrivals;
        for (const QString &path : some)
            arrivals << arrivalOf(QFileInfo(path).fileName(), attachmentFromFile(path), side);
        return arrivals;
    });
}

void AttachmentsForm::addPicture(const QImage &picture, const QString &given)
{
    const QString name = (given.isEmpty() ? tr("Pasted picture") : given) + u".png"_s;
    wait([picture, name, side = sideInPixels()] {
        return QList{arrivalOf(name, attachmentFrom(packed(picture), name), side)};
    });
}

void AttachmentsForm::addMedia(const Media &media)
{
    wait([media, side = sideInPixels()] { return QList{arrivalOf(media.name, attachmentFrom(media.bytes, media.name), side)}; });
}

void AttachmentsForm::wait(const std::function<QList<Arrival>()> &work)
{
    say({});
    whenDone(QtConcurrent::run(work), this, [this, era = m_era](const QList<Arrival> &arrivals) {
        if (era == m_era)
            take(arrivals);
    });
}

void AttachmentsForm::askForFiles()
{
    auto *dialog = new QFileDialog(this, tr("Send files along"),
                                   QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &AttachmentsForm::addFiles);
    dialog->open();
}

void AttachmentsForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (chipsBeside() != m_arrangedBeside)
        arrange();
}

AttachmentsForm::Arrival AttachmentsForm::arrivalOf(const QString &name,
                                                    const std::variant<Media, AttachmentFault> &outcome, int side)
{
    const Media *media = std::get_if<Media>(&outcome);
    return {name, outcome, media ? thumbnailOf(*media, side) : QImage()};
}

void AttachmentsForm::take(const QList<Arrival> &arrivals)
{
    QStringList refusals;
    bool isEdited = false;
    for (const Arrival &arrival : arrivals) {
        const Media *media = std::get_if<Media>(&arrival.outcome);
        const auto fault = media ? noRoomFor(*media, m_attachments)
                                 : std::optional(std::get<AttachmentFault>(arrival.outcome));
        if (fault) {
            refusals << refusalText(nameText(arrival.name), *fault);
            continue;
        }
        m_attachments << *media;
        m_chips << makeChip(*media);
        m_chips.last()->setPicture(arrival.thumbnail);
        isEdited = true;
    }
    arrange();
    say(refusals.join(u'\n'));
    if (isEdited)
        emit edited();
}

QString AttachmentsForm::refusalText(const QString &name, AttachmentFault fault)
{
    const QLocale locale;
    switch (fault) {
    case AttachmentFault::Unreadable:
        return tr("%1 cannot be read.").arg(name);
    case AttachmentFault::Empty:
        return tr("%1 is empty.").arg(name);
    case AttachmentFault::UnknownType:
        return tr("%1 is neither picture, video, sound, PDF nor text.").arg(name);
    case AttachmentFault::TooLarge:
        return tr("%1 is larger than %2 MB, the most for one file.").arg(name, locale.toString(mostAttachmentBytes / million));
    case AttachmentFault::TooMany:
        return tr("%1 was left out: at most %2 files can be sent along.").arg(name, locale.toString(mostAttachments));
    case AttachmentFault::TooMuch:
        return tr("%1 was left out: all files together may have %2 MB.").arg(name, locale.toString(mostAttachedBytes / million));
    }
    Q_UNREACHABLE();
}

void AttachmentsForm::remove(AttachmentChip *chip)
{
    m_removedAt = m_chips.indexOf(chip);
    m_removed = m_attachments.takeAt(m_removedAt);
    m_chips.removeAt(m_removedAt);
    chip->hide(); // it is still telling that it was pressed
    chip->deleteLater();
    arrange();
    say(tr("%1 was taken out.").arg(nameText(m_removed.name)), true);
    m_undoButton->setFocus();
    emit edited();
}

void AttachmentsForm::takeBack()
{
    const qsizetype at = std::min(m_removedAt, m_attachments.size());
    const Media media = std::exchange(m_removed, {});
    AttachmentChip *chip = makeChip(media);
    m_attachments.insert(at, media);
    m_chips.insert(at, chip);
    chip->setPicture(thumbnailOf(media, sideInPixels()));
    arrange();
    chip->removeButton().setFocus();
    say({});
    emit edited();
}

AttachmentChip *AttachmentsForm::makeChip(const Media &media)
{
    auto *chip = new AttachmentChip(media, this);
    connect(chip, &AttachmentChip::removeRequested, this, [this, chip] { remove(chip); });
    return chip;
}

void AttachmentsForm::arrange()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    const int beside = m_arrangedBeside = chipsBeside();
    QWidget *before = this;
    for (int i = 0; i < m_chips.size(); ++i) {
        AttachmentChip *chip = m_chips[i];
        m_grid->addWidget(chip, i / beside, i % beside);
        chip->show();
        placeInTabWalk(*before, chip->removeButton());
        before = &chip->removeButton();
    }
    placeInTabWalk(*before, *m_undoButton);
    for (int column = 0; column < mostBeside; ++column)
        m_grid->setColumnStretch(column, column < beside ? 1 : 0);
    showFits();
}

void AttachmentsForm::say(const QString &text, bool canTakeBack)
{
    if (!canTakeBack)
        m_removed = {};
    m_noteLabel->setText(text);
    m_noteLabel->setVisible(!text.isEmpty());
    m_undoButton->setVisible(canTakeBack);
    setVisible(!m_attachments.isEmpty() || !text.isEmpty());
}

/// Told before Run, because a column that gets a file it cannot read is not run.
void AttachmentsForm::showFits()
{
    QStringList lines;
    for (const MediaKind kind : {MediaKind::Picture, MediaKind::Video, MediaKind::Sound, MediaKind::Document}) {
        if (std::none_of(m_attachments.begin(), m_attachments.end(), [kind](const Media &each) { return each.kind == kind; }))
            continue;
        QList<int> columns;
        for (int column = 1; column <= m_fits.size(); ++column) {
            if (!m_fits[column - 1].takes(kind))
                columns << column;
        }
        if (columns.isEmpty())
            continue;
        const QString who = columnLetters(columns);
        switch (kind) {
        case MediaKind::Picture:
            lines << tr("%1: reads no pictures, so it will not be run.").arg(who);
            break;
        case MediaKind::Video:
            lines << tr("%1: reads no videos, so it will not be run.").arg(who);
            break;
        case MediaKind::Sound:
            lines << tr("%1: reads no sound, so it will not be run.").arg(who);
            break;
        case MediaKind::Document:
            lines << tr("%1: reads no files, so it will not be run.").arg(who);
            break;
        }
    }
    m_fitLabel->setText(lines.join(u'\n'));
    m_fitLabel->setVisible(!lines.isEmpty());
    setVisible(!m_attachments.isEmpty() || !m_noteLabel->text().isEmpty());
}

int AttachmentsForm::sideInPixels() const
{
    return int(AttachmentChip::pictureSide() * devicePixelRatioF());
}

int AttachmentsForm::chipsBeside() const
{
    return qBound(1, width() / comfortableWidth, mostBeside);
}

} // namespace studio
