#include "gui/ResultViewer.h"

#include "gui/NameText.h"
#include "gui/PictureSurface.h"
#include "gui/PictureView.h"
#include "gui/ResultText.h"
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
    delete m_picture;
}

void ResultViewer::setSupply(OutgoingFile::Supply supply)
{
    m_picture->files().outgoing().setSupply(std::move(supply));
}

void ResultViewer::show(const MadeFile &file)
{
    m_ui->nameLabel->setText(nameText(file.target.model));
    m_ui->practiceLine->say(file.isPractice ? Verdict::Note : Verdict::None, tr("practice output, not an AI model"));
    m_ui->factsLabel->setText(dayText(file.made));
    m_picture->files().outgoing().forget(); // the same content may have been made twice
    QWidget *stage = stageFor(file);
    m_stage->setCurrentWidget(stage);
    setFocusProxy(stage);
    stage->setFocus();
}

void ResultViewer::clear()
{
    m_picture->clear();
}

/// The one place that decides what a kind of file is shown in. A view that plays clips is to stand here beside the
/// pictures'.
QWidget *ResultViewer::stageFor(const MadeFile &file)
{
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
