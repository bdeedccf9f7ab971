#include "gui/AccountsPage.h"

#include "gui/Theme.h"
#include "ui_AccountsPage.h"

#include <algorithm>

namespace studio
{

AccountsPage::AccountsPage(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::AccountsPage>())
{
    m_ui->setupUi(this);
    setTextSize(*m_ui->titleLabel, TextSize::Large);
    connect(m_ui->addServerButton, &QPushButton::clicked, this, &AccountsPage::addServerRequested);
    connect(m_ui->findServersButton, &QPushButton::clicked, this, &AccountsPage::findServersRequested);
    setKeychainProblem({});
    setRefusedFiles({});
}

AccountsPage::~AccountsPage() = default;

void AccountsPage::setProfiles(const QList<AccountRow> &rows)
{
    for (AccountCard *card : QList(m_cards)) {
        const auto isCards = [card](const AccountRow &row) { return row.id == card->row().id; };
        if (std::none_of(rows.begin(), rows.end(), isCards)) {
            m_cards.removeOne(card);
            card->hide();
            card->deleteLater();
        }
    }
    QWidget *before = m_ui->scrollArea;
    for (qsizetype place = 0; place < rows.size(); ++place) {
        AccountCard *card = cardOf(rows[place].id);
        if (card)
            card->setRow(rows[place]);
        else
            card = addCard(rows[place]);
        m_cards.move(m_cards.indexOf(card), place);
        m_ui->rowsColumn->removeWidget(card);
        m_ui->rowsColumn->insertWidget(int(place), card);
        before = card->continueTabOrder(before);
    }
    setTabOrder(before, m_ui->addServerButton);
    setTabOrder(m_ui->addServerButton, m_ui->findServersButton);
}

void AccountsPage::showTest(const QString &id, Verdict verdict, const QString &text)
{
    AccountCard *card = cardOf(id);
    if (!card)
        return;
    AccountRow row = card->row();
    row.test = verdict;
    row.testText = text;
    card->setRow(row);
}

void AccountsPage::setKeychainProblem(const QString &text)
{
    if (text.isEmpty()) {
        m_ui->keysLine->say(Verdict::Note, tr("Keys are kept in the system keychain, and nowhere else on this computer."));
        return;
    }
    m_ui->keysLine->say(Verdict::Look, tr("The system keychain cannot be used, so keys are kept in memory and are gone when "
                                          "the program ends. The keychain says: %1").arg(text));
}

void AccountsPage::setRefusedFiles(const QStringList &files)
{
    if (files.isEmpty())
        m_ui->refusedLine->clear();
    else
        m_ui->refusedLine->say(Verdict::Look, tr("%n file(s) of providers were left out; nothing else is affected.", nullptr,
                                                 int(files.size()))
                                                  + u'\n' + files.join(u'\n'));
}

AccountCard *AccountsPage::cardOf(const QString &id) const
{
    const auto found = std::find_if(m_cards.begin(), m_cards.end(),
                                    [&id](const AccountCard *card) { return card->row().id == id; });
    return found == m_cards.end() ? nullptr : *found;
}

AccountCard *AccountsPage::addCard(const AccountRow &row)
{
    auto *card = new AccountCard(row, m_ui->rows);
    m_cards << card;
    connect(card, &AccountCard::connectRequested, this, &AccountsPage::connectRequested);
    connect(card, &AccountCard::testRequested, this, &AccountsPage::testRequested);
    connect(card, &AccountCard::creditRequested, this, &AccountsPage::creditRequested);
    connect(card, &AccountCard::forgetRequested, this, &AccountsPage::forgetRequested);
    connect(card, &AccountCard::removeRequested, this, &AccountsPage::removeRequested);
    connect(card, &AccountCard::editRequested, this, &AccountsPage::editRequested);
    connect(card, &AccountCard::copyRequested, this, &AccountsPage::copyRequested);
    connect(card, &AccountCard::measureChosen, this, &AccountsPage::measureChosen);
    connect(card, &AccountCard::hostChosen, this, &AccountsPage::hostChosen);
    return card;
}

} // namespace studio
