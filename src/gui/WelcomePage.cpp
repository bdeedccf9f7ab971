#include "gui/WelcomePage.h"

#include "gui/Theme.h"
#include "ui_WelcomePage.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int widestContent = 880;
constexpr int narrowestRow = 560; ///< Below this the cards stand under each other.

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WelcomePage>())
{
    m_ui->setupUi(this);
    m_ui->content->setMaximumWidth(widestContent);
    m_ui->scrollArea->viewport()->setAutoFillBackground(false);
    m_ui->page->setAutoFillBackground(false);
    setTextSize(*m_ui->title, TextSize::Large);
    m_ui->intro->setForegroundRole(QPalette::PlaceholderText);
    m_ui->promise->setForegroundRole(QPalette::PlaceholderText);
    fillCards();

    connect(m_ui->productText, &QAbstractButton::clicked, this,
            [this] { emit questionChosen(Question::ProductText); });
    connect(m_ui->picture, &QAbstractButton::clicked, this,
            [this] { emit questionChosen(Question::Picture); });
    connect(m_ui->video, &QAbstractButton::clicked, this, [this] { emit questionChosen(Question::Video); });
    connect(m_ui->openRouter, &QAbstractButton::clicked, this,
            [this] { emit connectRequested(u"openrouter"_s); });
    connect(m_ui->wisGate, &QAbstractButton::clicked, this, [this] { emit connectRequested(u"wisgate"_s); });
    connect(m_ui->ownServer, &QAbstractButton::clicked, this, &WelcomePage::serverRequested);
    connect(m_ui->browse, &QAbstractButton::clicked, this, &WelcomePage::browseRequested);
    connect(m_ui->skip, &QAbstractButton::clicked, this, &WelcomePage::skipRequested);
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::fillCards()
{
    m_ui->productText->setQuestion(u"document-edit"_s, tr("Which model writes the best product text?"),
                                   tr("Three models and a prompt to start with. Run it at once on the practice gateway."));
    m_ui->picture->setQuestion(u"image-x-generic"_s, tr("Which model makes the best picture?"),
                               tr("Two models and a prompt. Compare their pictures side by side, by slider and by difference."));
    m_ui->video->setQuestion(u"video-x-generic"_s, tr("Which video follows my brief?"),
                             tr("Two models and a brief. Play both clips in step, frame by frame."));
}

void WelcomePage::resizeEvent(QResizeEvent *event)
{
    m_ui->cards->setDirection(width() < narrowestRow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

} // namespace studio
