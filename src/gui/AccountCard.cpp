#include "gui/AccountCard.h"

#include "gui/KeptFocus.h"

#include "ui_AccountCard.h"

#include <QEvent>
#include <QMenu>
#include <QSignalBlocker>

namespace studio
{

namespace
{

bool hasKey(AccountState state)
{
    return state == AccountState::KeyInKeychain || state == AccountState::KeyForSession;
}

} // namespace

AccountCard::AccountCard(const AccountRow &row, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::AccountCard>())
{
    m_ui->setupUi(this);
    QFont strong = m_ui->nameLabel->font();
    strong.setWeight(QFont::DemiBold);
    m_ui->nameLabel->setFont(strong);
    m_ui->addressLabel->setForegroundRole(QPalette::PlaceholderText);
    connect(m_ui->connectButton, &QPushButton::clicked, this, [this] { emit connectRequested(m_row.id); });
    connect(m_ui->testButton, &QPushButton::clicked, this, [this] { emit testRequested(m_row.id); });
    connect(m_ui->creditButton, &QPushButton::clicked, this, [this] { emit creditRequested(m_row.id); });
    connect(m_ui->forgetButton, &QPushButton::clicked, this, [this] { emit forgetRequested(m_row.id); });
    connect(m_ui->removeButton, &QPushButton::clicked, this, [this] { emit removeRequested(m_row.id); });
    connect(m_ui->editAction, &QAction::triggered, this, [this] { emit editRequested(m_row.id); });
    connect(m_ui->copyAction, &QAction::triggered, this, [this] { emit copyRequested(m_row.id); });
    connect(m_ui->measureAction, &QAction::triggered, this, [this](bool isOn) { emit measureChosen(m_row.id, isOn); });
    connect(m_ui->hostBox, &QComboBox::activated, this, [this](int host) { emit hostChosen(m_row.id, host); });
    auto *more = new QMenu(this);
    more->setToolTipsVisible(true);
    more->addActions({m_ui->editAction, m_ui->copyAction, m_ui->measureAction});
    m_ui->moreButton->setMenu(more);
    m_ui->hostBox->installEventFilter(this);
    setRow(row);
}

AccountCard::~AccountCard() = default;

void AccountCard::setRow(const AccountRow &row)
{
    m_row = row;
    m_ui->nameLabel->setText(row.name);
    m_ui->addressLabel->setText(row.address);
    m_ui->addressLabel->setVisible(!row.address.isEmpty() && row.hosts.isEmpty());
    m_ui->testLine->say(row.test, row.testText);
    m_ui->creditLine->say(row.credit, row.creditText);
    setAccessibleName(row.name);
    showState();
    showHosts();
    showButtons();
}

QWidget *AccountCard::continueTabOrder(QWidget *before)
{
    for (QWidget *stop : {static_cast<QWidget *>(m_ui->hostBox), static_cast<QWidget *>(m_ui->connectButton),
                          static_cast<QWidget *>(m_ui->testButton), static_cast<QWidget *>(m_ui->creditButton),
                          static_cast<QWidget *>(m_ui->forgetButton),
                          static_cast<QWidget *>(m_ui->removeButton), static_cast<QWidget *>(m_ui->moreButton)}) {
        setTabOrder(before, stop);
        before = stop;
    }
    return before;
}

void AccountCard::resizeEvent(QResizeEvent *event)
{
    // In a narrow window the buttons stand below the words, so that neither is squeezed.
    const bool isNarrow = width() < fontMetrics().averageCharWidth() * 80;
    m_ui->mainRow->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_ui->mainRow->setAlignment(m_ui->buttonRow, isNarrow ? Qt::AlignLeading | Qt::AlignTop
                                                          : Qt::AlignTrailing | Qt::AlignTop);
    QWidget::resizeEvent(event);
}

void AccountCard::showState()
{
    switch (m_row.state) {
    case AccountState::KeyInKeychain:
        return m_ui->stateLine->say(Verdict::Passed, tr("Connected (key in the system keychain)"));
    case AccountState::KeyForSession:
        return m_ui->stateLine->say(Verdict::Look, tr("Key for this session only: no keychain on this computer"));
    case AccountState::NoAccount:
        return m_ui->stateLine->say(Verdict::Plain, tr("No account"));
    case AccountState::NoKeyNeeded:
        return m_ui->stateLine->say(Verdict::Passed, tr("No key needed"));
    }
}

void AccountCard::showHosts()
{
    const QSignalBlocker quiet(m_ui->hostBox);
    m_ui->hostBox->clear();
    m_ui->hostBox->addItems(m_row.hosts);
    if (m_row.host < 0 && !m_row.hosts.isEmpty())
        m_ui->hostBox->setPlaceholderText(m_row.address);
    m_ui->hostBox->setCurrentIndex(m_row.host);
    m_ui->hostBox->setVisible(!m_row.hosts.isEmpty());
    m_ui->hostBox->setAccessibleName(tr("Address of %1").arg(m_row.name));
}

void AccountCard::showButtons()
{
    const bool isConnected = hasKey(m_row.state);
    const bool needsKey = m_row.state != AccountState::NoKeyNeeded;
    const bool isTesting = m_row.test == Verdict::Working;

    m_ui->connectButton->setVisible(needsKey);
    m_ui->connectButton->setText(isConnected ? tr("Change…") : tr("Connect…"));
    m_ui->connectButton->setAccessibleName(isConnected ? tr("Change the key of %1").arg(m_row.name)
                                                       : tr("Connect %1").arg(m_row.name));
    setUsable(*m_ui->testButton, !isTesting && (isConnected || !needsKey));
    m_ui->testButton->setAccessibleName(tr("Test %1").arg(m_row.name));
    const QString reason = m_ui->testButton->isEnabled() ? QString()
                           : isTesting                   ? tr("The test is going on.")
                                                         : tr("There is no key to test yet.");
    m_ui->testButton->setAccessibleDescription(reason);
    m_ui->testButton->setToolTip(reason);
    showCreditButton(isConnected);
    m_ui->forgetButton->setVisible(isConnected);
    m_ui->forgetButton->setAccessibleName(tr("Forget the key of %1").arg(m_row.name));
    m_ui->removeButton->setVisible(!m_row.isBuiltIn);
    m_ui->removeButton->setAccessibleName(tr("Remove the server %1").arg(m_row.name));
    m_ui->moreButton->setAccessibleName(tr("More for %1").arg(m_row.name));
    m_ui->editAction->setVisible(!m_row.isBuiltIn);
    m_ui->measureAction->setVisible(m_row.canMeasure);
    m_ui->measureAction->setChecked(m_row.isMeasured);
}

/// The wheel scrolls the page; over a box it would choose another address in passing.
bool AccountCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->hostBox && event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AccountCard::showCreditButton(bool isConnected)
{
    const bool isAsking = m_row.credit == Verdict::Working;
    m_ui->creditButton->setVisible(m_row.tellsCredit && isConnected);
    setUsable(*m_ui->creditButton, !isAsking);
    m_ui->creditButton->setAccessibleName(tr("Ask %1 what is left").arg(m_row.name));
    m_ui->creditButton->setAccessibleDescription(isAsking ? tr("The question is going on.") : QString());
}

} // namespace studio
