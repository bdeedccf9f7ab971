#include "gui/ResultViewer.h"

#include "gui/ErrorText.h"
#include "gui/NameText.h"
#include "gui/ResultStage.h"
#include "gui/ResultText.h"
#include "gui/WhenDone.h"
#include "media/PictureReader.h"
#include "store/MediaStore.h"
#include "ui_ResultViewer.h"

#include <QKeyEvent>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostSide = 4096; ///< More than a screen has.

Result<QImage> imageAt(const QString &path)
{
    const auto bytes = readPictureFile(path);
    if (!bytes)
        return bytes.error();
    auto picture = readSmallPicture(*bytes, mostSide);
    if (!picture)
        return picture.error();
    return std::move(picture->image);
}

} // namespace

ResultViewer::ResultViewer(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ResultViewer>())
    , m_stage(new ResultStage(this))
{
    m_ui->setupUi(this);
    m_ui->column->addWidget(m_stage, 1);
    m_ui->factsLabel->setForegroundRole(QPalette::PlaceholderText);
    connect(m_ui->backButton, &QToolButton::clicked, this, &ResultViewer::closed);
    connect(m_ui->previousButton, &QToolButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_ui->nextButton, &QToolButton::clicked, this, [this] { emit stepRequested(1); });
    m_stage->setFocusPolicy(Qt::StrongFocus); // a button would take the arrow keys for itself
    setFocusProxy(m_stage);
}

ResultViewer::~ResultViewer() = default;

void ResultViewer::show(const MadeFile &file)
{
    m_shown = file.media.sha256;
    m_ui->nameLabel->setText(nameText(file.target.model));
    m_ui->practiceLine->say(file.isPractice ? Verdict::Note : Verdict::None, tr("practice output, not an AI model"));
    QStringList facts{dayText(file.made), formatText(file.media)};
    if (file.rating > 0)
        facts << starsText(file.rating);
    m_ui->factsLabel->setText(facts.join(u" · "_s));
    m_stage->setAccessibleName(resultName(file));
    showOnStage(file);
}

void ResultViewer::clear()
{
    m_shown.clear();
    m_stage->setText({});
}

/// The place for a view that zooms pictures and one that plays clips: whatever suits the file's kind stands here.
void ResultViewer::showOnStage(const MadeFile &file)
{
    if (!m_store || file.media.kind != MediaKind::Picture) {
        m_stage->setText(tr("Files of this kind are not shown here. Save a copy to open it in another program."));
        return;
    }
    m_stage->setText(m_stage->hasImage() ? QString() : tr("Opening…"));
    whenDone(QtConcurrent::run(imageAt, m_store->path(file.media)), this,
             [this, sha256 = file.media.sha256](const Result<QImage> &image) {
                 if (sha256 != m_shown) // another one is shown by now
                     return;
                 if (image)
                     m_stage->setImage(*image);
                 else
                     m_stage->setText(errorText(image.error()).text);
             });
}

void ResultViewer::keyPressEvent(QKeyEvent *event)
{
    const bool isMirrored = isRightToLeft();
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_Left)
        emit stepRequested(isMirrored ? 1 : -1);
    else if (event->key() == Qt::Key_Right)
        emit stepRequested(isMirrored ? -1 : 1);
    else if (event->key() >= Qt::Key_0 && event->key() <= Qt::Key_0 + ResultShelf::mostRating)
        emit ratingChosen(event->key() - Qt::Key_0);
    else
        QWidget::keyPressEvent(event);
}

} // namespace studio
