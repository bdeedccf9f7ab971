#include "gui/ResultsController.h"

#include "gui/Figures.h"
#include "gui/OpenWeb.h"
#include "gui/ResultDifferences.h"
#include "gui/ResultGrid.h"
#include "gui/ResultPictures.h"
#include "gui/ResultRemover.h"
#include "gui/ResultText.h"
#include "gui/ResultViewer.h"
#include "gui/ResultsPage.h"
#include "gui/RevealFile.h"
#include "gui/RunText.h"
#include "gui/WhenDone.h"
#include "media/SavedCopy.h"
#include "run/Attachments.h"
#include "store/FileName.h"
#include "store/MediaStore.h"

#include <QBuffer>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto untilSwept = 10s; ///< The start is over by then.

QString defaultFolder(MediaKind kind)
{
    return QStandardPaths::writableLocation(kind == MediaKind::Video ? QStandardPaths::MoviesLocation
                                                                     : QStandardPaths::PicturesLocation);
}

QList<qint64> numbersOf(const QList<MadeFile> &files)
{
    QList<qint64> numbers;
    for (const MadeFile &file : files)
        numbers << file.number;
    return numbers;
}

} // namespace

ResultsController::ResultsController(ResultShelf &shelf, const MediaStore &store, ThumbnailLoader &thumbnails,
                                     ResultsPage &page, std::function<QString(const QString &)> titleOf)
    : QObject(&page)
    , m_shelf(shelf)
    , m_store(store)
    , m_page(page)
    , m_pictures(new ResultPictures(store, thumbnails, this))
    , m_remover(new ResultRemover(shelf, store, thumbnails, this))
    , m_titleOf(std::move(titleOf))
{
    for (const auto &[timer, pause] : {std::pair(&m_refreshing, 500ms), std::pair(&m_facts, 40ms)}) {
        timer->setSingleShot(true);
        timer->setInterval(pause);
    }
    m_page.setPictures(m_pictures, &store);
    m_page.viewer().setSupply([this] { return supply(); });
    connectPage();
    QTimer::singleShot(untilSwept, m_remover, &ResultRemover::sweep);
}

ResultsController::~ResultsController() = default;

void ResultsController::connectPage()
{
    connect(&m_refreshing, &QTimer::timeout, this, &ResultsController::refresh);
    connect(&m_facts, &QTimer::timeout, this, &ResultsController::showFacts);
    connect(&m_page, &ResultsPage::filterChanged, this, &ResultsController::find);
    connect(&m_page, &ResultsPage::selectionMoved, &m_facts, qOverload<>(&QTimer::start));
    connect(&m_page, &ResultsPage::actionChosen, this, &ResultsController::act);
    connect(&m_page, &ResultsPage::ratingChosen, this, &ResultsController::rate);
    connect(&m_page, &ResultsPage::described, this, &ResultsController::describe);
    connect(&m_page.grid(), &ResultGrid::dragRequested, this, &ResultsController::drag);
    connect(&m_page.viewer(), &ResultViewer::openRequested, this, [](const QString &path) { openClip(path); });
    connect(&m_page, &ResultsPage::openRequested, this, [](const QString &path) { openClip(path); });
    connect(&m_page, &ResultsPage::refused, this, &ResultsController::said);
    connect(&m_page.viewer(), &ResultViewer::frameWanted, this, &ResultsController::giveFrame);
}

void ResultsController::refresh()
{
    const auto targets = m_shelf.targets();
    const auto ids = m_shelf.trialIds();
    if (!targets || !ids) {
        emit failed(targets ? ids.error() : targets.error());
        return;
    }
    QList<TrialChoice> trials;
    for (const QString &id : *ids)
        trials << TrialChoice{id, m_titleOf(id)};
    m_page.setChoices(*targets, trials);
    find();
}

void ResultsController::refreshSoon()
{
    if (m_page.isVisible() && !m_refreshing.isActive())
        m_refreshing.start();
}

void ResultsController::find()
{
    const auto files = m_shelf.find(m_page.filter());
    const auto total = m_shelf.count();
    if (files && total)
        m_page.setFiles(*files, *total);
    else
        emit failed(files ? total.error() : files.error());
}

void ResultsController::showFacts()
{
    const QList<MadeFile> files = m_page.selectedFiles();
    if (files.size() != 1)
        return;
    ResultFacts facts;
    if (const auto prompt = m_shelf.prompt(files.first().number)) {
        const auto whole = filled(*prompt);
        facts.prompt = whole ? whole->text : prompt->text;
    }
    if (const auto run = m_shelf.summary(files.first().number)) {
        facts.cost = costText(*run);
        facts.answered = answeredText(*run, nullptr);
    }
    m_page.setFacts(facts);
}

void ResultsController::act(ResultAction action)
{
    const QList<MadeFile> files = m_page.selectedFiles();
    if (files.isEmpty())
        return;
    switch (action) {
    case ResultAction::Open:
        m_page.openCurrent();
        break;
    case ResultAction::Compare:
        m_page.compare(files);
        break;
    case ResultAction::OpenTrial:
        openTrial(files.first());
        break;
    case ResultAction::SaveCopy:
        askWhereTo(true);
        break;
    case ResultAction::SaveWithoutHistory:
        askWhereTo(false);
        break;
    case ResultAction::ShowInFolder:
        showFolder(files.first());
        break;
    case ResultAction::UseAsReference:
        giveReference(files.first());
        break;
    case ResultAction::ShowDifferences:
        if (files.size() == 2)
            showDifferences(files.first(), files.last());
        break;
    case ResultAction::Remove:
        askToRemove(files);
        break;
    }
}

void ResultsController::rate(int rating)
{
    const QList<qint64> numbers = numbersOf(m_page.selectedFiles());
    if (const auto rated = m_shelf.rate(numbers, rating); !rated)
        emit failed(rated.error());
    else
        m_page.setRating(numbers, rating);
}

void ResultsController::describe(qint64 number, const QString &text)
{
    if (const auto described = m_shelf.describe(number, text); !described)
        emit failed(described.error());
    else
        m_page.setDescription(number, keptDescription(text));
}

void ResultsController::takeDescription(const FileDescription &description)
{
    if (const auto described = m_shelf.describe(description); !described)
        emit failed(described.error());
    else
        refreshSoon();
}

void ResultsController::openTrial(const MadeFile &file)
{
    const auto asked = m_shelf.asked(file.number);
    emit trialRequested(file.trialId, asked ? *asked : Trial());
}

QString ResultsController::suggestedPath(const QString &folder, const MadeFile &file, const QStringList &taken) const
{
    const QString trial = file.trialId.isEmpty() ? QString() : m_titleOf(file.trialId);
    return freeFileName(folder, trial, file.target.model, suffixOf(file.media.mime), taken);
}

void ResultsController::askWhereTo(bool withHistory)
{
    const QList<MadeFile> files = m_page.selectedFiles();
    const bool isOne = files.size() == 1;
    const QString folder = defaultFolder(files.first().media.kind);
    auto *dialog = new QFileDialog(&m_page, isOne ? tr("Save a copy") : tr("Save copies in a folder"), folder);
    dialog->setObjectName(u"saveResults"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (isOne) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(suffixOf(files.first().media.mime));
        dialog->selectFile(QFileInfo(suggestedPath(folder, files.first())).fileName());
    } else {
        dialog->setFileMode(QFileDialog::Directory);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, files, isOne, withHistory](const QString &path) {
        QStringList targets;
        for (const MadeFile &file : files)
            targets << (isOne ? path : suggestedPath(path, file, targets));
        saveTo(targets, files, withHistory);
    });
    dialog->open();
}

void ResultsController::saveTo(const QStringList &targets, const QList<MadeFile> &files, bool withHistory)
{
    QList<Copy> copies;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const auto copy = copyOf(files[i], targets[i], withHistory);
        if (!copy)
            return;
        copies << *copy;
    }
    whenDone(QtConcurrent::run(write, copies), this, [this, targets](const Result<QStringList> &written) {
        if (!written)
            emit refused(tr("The copy could not be saved.\n%1").arg(written.error().detail));
        else if (targets.size() == 1)
            emit said(tr("Saved as %1").arg(QDir::toNativeSeparators(targets.first())));
        else
            emit said(tr("%n copies saved in %1", nullptr, int(targets.size()))
                          .arg(QDir::toNativeSeparators(QFileInfo(targets.first()).path())));
    });
}

std::optional<ResultsController::Copy> ResultsController::copyOf(const MadeFile &file, const QString &target, bool withHistory)
{
    Copy copy{m_store.path(file.media), target, file.media, {}};
    if (!withHistory)
        return copy;
    const auto how = m_shelf.how(file.number);
    if (!how) {
        emit failed(how.error());
        return {};
    }
    copy.how = *how;
    return copy;
}

Result<QStringList> ResultsController::write(const QList<Copy> &copies)
{
    QStringList paths;
    for (const Copy &copy : copies) {
        paths << copy.target;
        if (!copy.how) {
            if (const auto saved = saveCopyWithoutHistory(copy.source, copy.target); !saved)
                return saved.error();
            continue;
        }
        const auto history = historyOf(*copy.how, copy.media);
        const auto beside = history ? saveCopy(copy.source, copy.target, *history) : Result<QString>(history.error());
        if (!beside)
            return beside.error();
        if (!beside->isEmpty())
            paths << *beside;
    }
    return paths;
}

void ResultsController::drag(const QList<MadeFile> &files)
{
    const QString folder = m_dragged.filePath(QString::number(++m_drags));
    if (!QDir().mkpath(folder))
        return;
    QList<Copy> copies;
    QStringList targets;
    for (const MadeFile &file : files) {
        targets << suggestedPath(folder, file, targets);
        if (const auto copy = copyOf(file, targets.last(), true))
            copies << *copy;
    }
    whenDone(QtConcurrent::run(write, copies), this, [this](const Result<QStringList> &written) {
        if (written)
            m_page.grid().dragFiles(*written);
        else
            emit refused(tr("The copy could not be made.\n%1").arg(written.error().detail));
    });
}

/// Of what is shown large.
Result<OfferedFile> ResultsController::supply()
{
    const auto file = m_page.grid().currentFile();
    if (!file)
        return Error{ErrorKind::StorageFailed};
    const auto how = m_shelf.how(file->number);
    if (!how)
        return how.error();
    const QString name = QFileInfo(suggestedPath(defaultFolder(file->media.kind), *file)).fileName();
    return OfferedFile{name, [path = m_store.path(file->media), media = file->media, how = *how](const QString &target) {
                           const auto history = historyOf(how, media);
                           return history ? saveCopy(path, target, *history) : Result<QString>(history.error());
                       }};
}

void ResultsController::showFolder(const MadeFile &file)
{
    const QString path = m_store.path(file.media);
    revealFile(path, this, [this, path](bool isShown) {
        if (!isShown)
            emit said(tr("No file manager answers. The file is %1").arg(QDir::toNativeSeparators(path)));
    });
}

void ResultsController::giveReference(const MadeFile &file)
{
    const QString name = QFileInfo(suggestedPath({}, file)).fileName();
    whenDone(QtConcurrent::run(attachmentFromFile, m_store.path(file.media)), this,
             [this, name](const std::variant<Media, AttachmentFault> &outcome) {
                 if (const Media *media = std::get_if<Media>(&outcome)) {
                     Media named = *media;
                     named.name = name;
                     emit referenceGiven(named);
                 } else {
                     emit said(tr("This file cannot be sent along with a prompt."));
                 }
             });
}

void ResultsController::giveFrame(const QImage &frame)
{
    const auto pack = [frame] {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        return frame.save(&buffer, "PNG") ? buffer.data() : QByteArray();
    };
    whenDone(QtConcurrent::run(pack), this, [this, name = tr("Frame of a video") + u".png"_s](const QByteArray &bytes) {
        if (!bytes.isEmpty())
            emit referenceGiven({MediaKind::Picture, "image/png", bytes, {}, name});
    });
}

void ResultsController::showDifferences(const MadeFile &first, const MadeFile &second)
{
    const auto one = m_shelf.how(first.number);
    const auto other = m_shelf.how(second.number);
    if (!one || !other) {
        emit failed(one ? other.error() : one.error());
        return;
    }
    const auto compare = [first, second, one = *one, other = *other] {
        const auto a = historyOf(one, first.media);
        const auto b = historyOf(other, second.media);
        return historyDifferences(a ? *a : QJsonObject(), b ? *b : QJsonObject());
    };
    whenDone(QtConcurrent::run(compare), this, [this, first, second](const QList<HistoryDifference> &differences) {
        auto *dialog = new ResultDifferences(resultName(first), resultName(second), differences, &m_page);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void ResultsController::askToRemove(const QList<MadeFile> &files)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete"), tr("Delete %n result(s)?", nullptr, int(files.size())),
                                QMessageBox::Cancel, &m_page);
    box->setObjectName(u"removeResults"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Files go to the trash where there is one, else they are gone, unless another run made the same. Trials and what else was "
                               "answered stay."));
    QPushButton *button = box->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this, [this, files] { remove(files); });
    box->open();
}

void ResultsController::remove(const QList<MadeFile> &files)
{
    if (const auto removed = m_remover->remove(numbersOf(files)); !removed) {
        emit failed(removed.error());
        return;
    }
    refresh();
}

} // namespace studio
