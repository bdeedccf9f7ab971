#include "gui/FoundServersDialog.h"

#include "gui/DialogSize.h"
#include "gui/FoundServerCard.h"
#include "gui/KeptFocus.h"
#include "ui_FoundServersDialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int lettersWide = 80;
constexpr int mostLinesOfRows = 18; // more are scrolled to

} // namespace

FoundServersDialog::FoundServersDialog(const QList<quint16> &ports, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::FoundServersDialog>()), m_ports(ports)
{
    m_ui->setupUi(this);
    m_ui->scrollArea->viewport()->setAutoFillBackground(false);
    m_ui->rows->setAutoFillBackground(false);
    m_againButton = m_ui->buttons->addButton(tr("&Search again"), QDialogButtonBox::ActionRole);
    m_againButton->setObjectName(u"againButton"_s);
    m_againButton->setAutoDefault(false);
    connect(m_againButton, &QPushButton::clicked, this, &FoundServersDialog::searchRequested);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &FoundServersDialog::reject);
    begin();
}

FoundServersDialog::~FoundServersDialog() = default;

void FoundServersDialog::begin()
{
    for (FoundServerCard *card : std::exchange(m_cards, {})) {
        card->hide();
        card->deleteLater();
    }
    m_ui->stateLine->say(Verdict::Working, tr("Asking this computer for model servers …"));
    setUsable(*m_againButton, false);
    fit();
}

void FoundServersDialog::addServer(const FoundServer &server, bool isAdded)
{
    auto *card = new FoundServerCard(server, isAdded, m_ui->rows);
    connect(card, &FoundServerCard::addRequested, this, &FoundServersDialog::addRequested);
    m_ui->rowsColumn->insertWidget(int(m_cards.size()), card);
    setTabOrder(m_cards.isEmpty() ? m_ui->scrollArea : m_cards.last()->button(), card->button());
    m_cards << card;
    card->show();
    fit();
}

void FoundServersDialog::setAdded(const QUrl &base)
{
    for (FoundServerCard *card : std::as_const(m_cards)) {
        if (card->server().base == base)
            card->setAdded(true);
    }
}

void FoundServersDialog::end()
{
    if (!m_cards.isEmpty()) {
        m_ui->stateLine->say(Verdict::Passed, tr("%n server(s) answered on this computer.", nullptr, int(m_cards.size())));
    } else {
        QStringList ports;
        for (const quint16 port : m_ports)
            ports << QString::number(port);
        m_ui->stateLine->say(Verdict::Plain, tr("No model server answered at the ports %1 of this computer, where Ollama, "
                                                "llama.cpp, LM Studio, vLLM, LiteLLM, LocalAI and stable-diffusion.cpp "
                                                "usually are.").arg(ports.join(u", "_s)));
    }
    setUsable(*m_againButton, true);
    fit();
}

void FoundServersDialog::showFailure(const QString &text)
{
    m_ui->stateLine->say(Verdict::Failed, text);
    fit();
}

void FoundServersDialog::fit()
{
    m_ui->scrollArea->setVisible(!m_cards.isEmpty());
    int height = 0;
    const int width = fontMetrics().averageCharWidth() * lettersWide;
    for (FoundServerCard *card : std::as_const(m_cards))
        height += card->hasHeightForWidth() ? card->heightForWidth(width) : card->sizeHint().height();
    m_ui->scrollArea->setMinimumHeight(qMin(height, fontMetrics().lineSpacing() * mostLinesOfRows));
    fitDialog(*this, lettersWide);
}

} // namespace studio
