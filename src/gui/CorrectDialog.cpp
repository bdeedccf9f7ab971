#include "gui/CorrectDialog.h"

#include "gui/DialogSize.h"
#include "gui/FilterText.h"
#include "gui/NameText.h"
#include "ui_CorrectDialog.h"

#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int letters = 64;

/// Prices and counts as they are typed here, with the language's decimal mark or a point.
class Typed
{
public:
    std::optional<Money> money(const QLineEdit &field)
    {
        QString text = field.text().simplified();
        text.remove(u'$').replace(QLocale().decimalPoint(), u"."_s);
        if (text.isEmpty())
            return std::nullopt;
        const auto money = Money::parse(text);
        note(field, money && !money->isNegative());
        return money;
    }

    std::optional<Money> ofMillion(const QLineEdit &field)
    {
        const auto whole = money(field);
        return whole ? Money::parse(whole->toString() + "e-6"_L1) : std::nullopt;
    }

    std::optional<qint64> count(const QLineEdit &field)
    {
        QString text = field.text().simplified();
        text.remove(u' ').remove(QLocale().groupSeparator());
        if (text.isEmpty())
            return std::nullopt;
        bool isNumber = false;
        const qint64 count = text.toLongLong(&isNumber);
        note(field, isNumber && count > 0);
        return count;
    }

    QString wrong; ///< The first field that does not make sense, by its name.

private:
    void note(const QLineEdit &field, bool isRight)
    {
        if (!isRight && wrong.isEmpty())
            wrong = field.accessibleName();
    }
};

QString millionText(const std::optional<Money> &token)
{
    const auto whole = token ? token->times(1'000'000) : std::nullopt;
    return whole ? whole->toString() : QString();
}

QString countText(const std::optional<qint64> &count)
{
    return count ? QString::number(*count) : QString();
}

} // namespace

CorrectDialog::CorrectDialog(const Model &model, QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::CorrectDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->introLabel->setText(tr("%1: what you say here counts before the list, today's date stands beside it, and it stays when "
                                 "the list is fetched again. An empty field leaves the list as it is.")
                                  .arg(nameText(model.name)));
    m_ui->categoryBox->addItem(tr("as the list says"), QString());
    for (const QString &category : {u"llm"_s, u"image"_s, u"video"_s, u"coding"_s})
        m_ui->categoryBox->addItem(categoryWord(category), category);
    m_ui->buttons->button(QDialogButtonBox::Reset)->setText(tr("&Take it back"));
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &CorrectDialog::give);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons->button(QDialogButtonBox::Reset), &QPushButton::clicked, this, [this] { emit factsGiven({}); });
    showFacts(userFactsOf(model));
    fitDialog(*this, letters);
}

CorrectDialog::~CorrectDialog() = default;

void CorrectDialog::showFacts(const UserFacts &facts)
{
    m_ui->categoryBox->setCurrentIndex(std::max(0, m_ui->categoryBox->findData(facts.category)));
    m_ui->inField->setText(millionText(facts.price.inputToken));
    m_ui->outField->setText(millionText(facts.price.outputToken));
    m_ui->requestField->setText(facts.price.request ? facts.price.request->toString() : QString());
    for (const UnitPrice &price : facts.unitPrices) {
        QLineEdit *field = price.per == "image"_L1 ? m_ui->pictureField : price.per == "second"_L1 ? m_ui->secondField : nullptr;
        if (field && price.when.isEmpty() && field->text().isEmpty())
            field->setText(price.usd.toString());
        else
            m_others << price;
    }
    m_ui->contextField->setText(countText(facts.context));
    m_ui->answerField->setText(countText(facts.longestAnswer));
    m_ui->sourceField->setText(facts.source);
    m_ui->buttons->button(QDialogButtonBox::Reset)->setEnabled(!facts.isEmpty());
}

void CorrectDialog::setProblem(const QString &text)
{
    m_ui->problemLine->say(Verdict::Failed, text);
    fitDialog(*this, letters);
}

void CorrectDialog::give()
{
    Typed typed;
    UserFacts facts;
    facts.category = m_ui->categoryBox->currentData().toString();
    facts.price = {typed.ofMillion(*m_ui->inField), typed.ofMillion(*m_ui->outField), typed.money(*m_ui->requestField)};
    if (const auto usd = typed.money(*m_ui->pictureField))
        facts.unitPrices << UnitPrice{*usd, u"image"_s};
    if (const auto usd = typed.money(*m_ui->secondField))
        facts.unitPrices << UnitPrice{*usd, u"second"_s};
    facts.unitPrices += m_others;
    facts.context = typed.count(*m_ui->contextField);
    facts.longestAnswer = typed.count(*m_ui->answerField);
    facts.source = m_ui->sourceField->text().simplified();
    if (facts.source.isEmpty())
        facts.source = tr("said by me");
    if (typed.wrong.isEmpty())
        emit factsGiven(facts);
    else
        setProblem(tr("“%1” takes a number such as 0.25 or 128000.").arg(typed.wrong));
}

} // namespace studio
