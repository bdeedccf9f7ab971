#include "gui/FilterPanel.h"

#include "catalog/ModelIndex.h"
#include "gui/FilterText.h"
#include "gui/FlowLayout.h"
#include "gui/KeptFocus.h"
#include "gui/ModelWords.h"
#include "gui/NameText.h"
#include "gui/PriceText.h"
#include "gui/SettingText.h"
#include "gui/Theme.h"
#include "ui_FilterPanel.h"

#include <QLocale>
#include <QPushButton>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// One, two, five and on: a logarithmic scale whose steps are exact decimals. From a hundredth of a cent to $1,000.
const QStringList &steps()
{
    static const QStringList steps = [] {
        QStringList list;
        for (const QString &decade : {u"0.000"_s, u"0.00"_s, u"0.0"_s, u"0."_s, QString(), u"0"_s, u"00"_s}) {
            for (const QString &digit : {u"1"_s, u"2"_s, u"5"_s}) {
                const bool isFraction = decade.startsWith("0."_L1);
                list << (isFraction ? decade + digit : digit + decade);
            }
        }
        list << u"1000"_s;
        return list;
    }();
    return steps;
}

std::optional<Money> typedMoney(const QString &text)
{
    QString plain = text.simplified();
    plain.remove(u'$').replace(QLocale().decimalPoint(), u"."_s);
    const auto money = Money::parse(plain);
    return money && !money->isNegative() ? money : std::nullopt;
}

QString moneyText(const std::optional<Money> &money)
{
    return money ? money->toString().replace(u'.', QLocale().decimalPoint()) : QString();
}

/// What cannot be used says why; without a reason it can. What is on can always be put off.
void greyOut(QAbstractButton &button, const QString &whyNot)
{
    const QString reason = button.isChecked() ? QString() : whyNot;
    setUsable(button, reason.isEmpty());
    button.setToolTip(tipText(whyNot));
    button.setAccessibleDescription(whyNot);
}

} // namespace

FilterPanel::FilterPanel(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::FilterPanel>())
{
    m_ui->setupUi(this);
    for (QWidget *place : {m_ui->inputChips, m_ui->outputChips, m_ui->categoryChips, m_ui->providerChips, m_ui->settingChips})
        new FlowLayout(place);
    addChips();
    fillUnits();
    m_ui->priceSlider->setRange(0, int(steps().size())); // the last place: any price
    connectControls();
    m_ui->dataNote->setForegroundRole(QPalette::PlaceholderText);
    setFilter({});
    showForgetful();
}

FilterPanel::~FilterPanel() = default;

void FilterPanel::addChip(QWidget &place, QStringList ModelFilter::*list, const QString &word, const QString &text,
                          const QString &spoken)
{
    auto *button = new QPushButton(text, &place);
    button->setObjectName(place.objectName() + u'-' + word);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setAccessibleName(spoken);
    place.layout()->addWidget(button);
    const Chip chip{button, list, word};
    m_chips << chip;
    connect(button, &QPushButton::toggled, this, [this, chip](bool isChecked) { takeChip(chip, isChecked); });
}

void FilterPanel::addChips()
{
    const auto capital = [](QString word) {
        word.front() = word.front().toUpper();
        return word;
    };
    for (const QString &kind : {u"text"_s, u"image"_s, u"audio"_s, u"video"_s, u"file"_s}) {
        const QString word = capital(modalityWord(kind));
        addChip(*m_ui->inputChips, &ModelFilter::inputs, kind, word, tr("I give it: %1").arg(word));
    }
    for (const QString &kind : {u"text"_s, u"image"_s, u"video"_s, u"audio"_s}) {
        const QString word = capital(modalityWord(kind));
        addChip(*m_ui->outputChips, &ModelFilter::outputs, kind, word, tr("I get: %1").arg(word));
    }
    for (const QString &category : {u"llm"_s, u"image"_s, u"video"_s, u"coding"_s}) {
        const QString word = categoryWord(category);
        addChip(*m_ui->categoryChips, &ModelFilter::categories, category, word, tr("Made for: %1").arg(word));
    }
    for (const QString &setting : {u"tools"_s, u"answer_schema"_s, u"answer_format"_s, u"reasoning_effort"_s, u"seed"_s,
                                   u"temperature"_s, u"stop"_s}) {
        const QString word = settingTitle(setting);
        addChip(*m_ui->settingChips, &ModelFilter::settings, setting, word, tr("Understands: %1").arg(word));
    }
}

void FilterPanel::fillUnits()
{
    for (const PriceUnit unit : {PriceUnit::MillionTokens, PriceUnit::Picture, PriceUnit::Second, PriceUnit::Minute})
        m_ui->unitBox->addItem(unitName(unit), int(unit));
    m_ui->contextBox->addItem(tr("Any size"), QVariant());
    for (const qint64 tokens : {8'000, 32'000, 128'000, 200'000, 1'000'000})
        m_ui->contextBox->addItem(tr("%1 tokens").arg(tokensText(tokens)), tokens);
    using DataPolicy = ModelFilter::DataPolicy;
    m_ui->dataBox->addItem(tr("Anywhere"), int(DataPolicy::Any));
    m_ui->dataBox->addItem(tr("Stays on this computer"), int(DataPolicy::Local));
    m_ui->dataBox->addItem(tr("Where nothing is kept"), int(DataPolicy::Forgetful));
}

void FilterPanel::connectControls()
{
    connect(m_ui->unitBox, &QComboBox::activated, this, &FilterPanel::takePrice);
    connect(m_ui->leastField, &QLineEdit::textEdited, this, &FilterPanel::takePrice);
    connect(m_ui->mostField, &QLineEdit::textEdited, this, &FilterPanel::takePrice);
    connect(m_ui->priceSlider, &QSlider::valueChanged, this, &FilterPanel::takeSlider);
    connect(m_ui->contextBox, &QComboBox::activated, this, [this] {
        const QVariant tokens = m_ui->contextBox->currentData();
        m_filter.context = tokens.isValid() ? std::optional(tokens.toLongLong()) : std::nullopt;
        give();
    });
    connect(m_ui->dataBox, &QComboBox::activated, this, [this] {
        m_filter.dataPolicy = ModelFilter::DataPolicy(m_ui->dataBox->currentData().toInt());
        showForgetful();
        give();
    });
    connect(m_ui->onlyForgetfulButton, &QPushButton::clicked, this, &FilterPanel::onlyForgetfulWanted);
    const std::pair<QCheckBox *, bool ModelFilter::*> boxes[] = {{m_ui->freeBox, &ModelFilter::isFree},
                                                                 {m_ui->favouriteBox, &ModelFilter::isFavourite},
                                                                 {m_ui->triedBox, &ModelFilter::isTried},
                                                                 {m_ui->hiddenBox, &ModelFilter::hasHidden}};
    for (const auto &[box, member] : boxes) {
        connect(box, &QCheckBox::toggled, this, [this, member = member](bool isChecked) {
            m_filter.*member = isChecked;
            give();
        });
    }
}

void FilterPanel::setProviders(const QList<ProviderChoice> &providers)
{
    if (providers == m_providers)
        return; // the focus stays where it is
    m_providers = providers;
    m_isShowing = true;
    m_chips.removeIf([this](const Chip &chip) { return chip.button->parentWidget() == m_ui->providerChips; });
    qDeleteAll(m_ui->providerChips->findChildren<QAbstractButton *>(Qt::FindDirectChildrenOnly));
    for (const ProviderChoice &provider : providers) {
        const QString name = nameText(provider.name);
        addChip(*m_ui->providerChips, &ModelFilter::providers, provider.id, QString(name).replace(u'&', u"&&"_s),
                tr("From %1").arg(name));
        m_chips.last().button->setChecked(m_filter.providers.contains(provider.id));
        greyOut(*m_chips.last().button, provider.whyNot);
    }
    m_isShowing = false;
}

void FilterPanel::setModels(const ModelIndex &models)
{
    const QString none = models.size() > 0 ? tr("No model in the lists is like that.") : tr("There is no list of models yet.");
    for (const Chip &chip : std::as_const(m_chips)) {
        if (chip.list != &ModelFilter::providers)
            greyOut(*chip.button, models.knows(chip.list, chip.word) ? QString() : none);
    }
    const qsizetype hidden = models.hiddenCount();
    m_ui->hiddenBox->setText(tr("Show hidden (%n)", nullptr, int(hidden)));
    greyOut(*m_ui->hiddenBox, hidden > 0 ? QString() : tr("No model is hidden."));
    const bool hasFavourites = !models.marks().favourites.isEmpty();
    greyOut(*m_ui->triedBox, models.hasTimes() ? QString() : tr("No model has answered you lately."));
    greyOut(*m_ui->favouriteBox, hasFavourites ? QString() : tr("No model is a favourite yet: the star in its row makes it one."));
}

void FilterPanel::setForgetfulProblem(const QString &reason)
{
    m_forgetfulProblem = reason;
    showForgetful();
}

void FilterPanel::setForgetfulNote(const QString &note, bool isOnlyOffered)
{
    m_forgetfulNote = note;
    m_isOnlyOffered = isOnlyOffered;
    showForgetful();
}

void FilterPanel::showForgetful()
{
    const int row = m_ui->dataBox->findData(int(ModelFilter::DataPolicy::Forgetful));
    const auto *rows = qobject_cast<QStandardItemModel *>(m_ui->dataBox->model());
    rows->item(row)->setEnabled(m_forgetfulProblem.isEmpty());
    rows->item(row)->setToolTip(tipText(m_forgetfulProblem));
    rows->item(row)->setData(m_forgetfulProblem, Qt::AccessibleDescriptionRole);
    const bool isAsked = m_filter.dataPolicy == ModelFilter::DataPolicy::Forgetful;
    QString note = isAsked ? m_forgetfulNote : QString();
    if (!m_forgetfulProblem.isEmpty()) {
        //: A choice that cannot be used, and why.
        note = tr("“%1” cannot be asked for. %2").arg(m_ui->dataBox->itemText(row), m_forgetfulProblem);
    }
    m_ui->dataNote->setText(note);
    m_ui->dataNote->setVisible(!note.isEmpty());
    m_ui->dataBox->setAccessibleDescription(note);
    m_ui->dataBox->setToolTip(m_ui->dataBox->currentText());
    m_ui->onlyForgetfulButton->setVisible(isAsked && m_forgetfulProblem.isEmpty() && m_isOnlyOffered);
}

void FilterPanel::setFilter(const ModelFilter &filter)
{
    m_filter = filter;
    m_isShowing = true;
    for (const Chip &chip : std::as_const(m_chips))
        chip.button->setChecked((filter.*chip.list).contains(chip.word));
    m_ui->contextBox->setCurrentIndex(std::max(0, m_ui->contextBox->findData(filter.context ? QVariant(*filter.context) : QVariant())));
    m_ui->dataBox->setCurrentIndex(std::max(0, m_ui->dataBox->findData(int(filter.dataPolicy))));
    m_ui->freeBox->setChecked(filter.isFree);
    m_ui->favouriteBox->setChecked(filter.isFavourite);
    m_ui->triedBox->setChecked(filter.isTried);
    m_ui->hiddenBox->setChecked(filter.hasHidden);
    showForgetful();
    if (filter.price)
        m_ui->unitBox->setCurrentIndex(std::max(0, m_ui->unitBox->findData(int(filter.price->unit))));
    m_ui->leastField->setText(moneyText(filter.price ? filter.price->least : std::nullopt));
    m_ui->mostField->setText(moneyText(filter.price ? filter.price->most : std::nullopt));
    followOutputs();
    showPrice();
    m_isShowing = false;
}

void FilterPanel::takeChip(const Chip &chip, bool isChecked)
{
    if (m_isShowing)
        return;
    (m_filter.*chip.list).removeAll(chip.word);
    if (isChecked)
        (m_filter.*chip.list) << chip.word;
    followOutputs();
    give();
}

/// A price means what is made, until somebody chose otherwise.
void FilterPanel::followOutputs()
{
    if (m_filter.price)
        return;
    const auto unitOf = [this] {
        if (m_filter.outputs.contains("video"_L1) || m_filter.categories == QStringList{u"video"_s})
            return PriceUnit::Second;
        if (m_filter.outputs.contains("image"_L1) || m_filter.categories == QStringList{u"image"_s})
            return PriceUnit::Picture;
        return m_filter.outputs == QStringList{u"audio"_s} ? PriceUnit::Minute : PriceUnit::MillionTokens;
    };
    m_ui->unitBox->setCurrentIndex(m_ui->unitBox->findData(int(unitOf())));
}

void FilterPanel::takePrice()
{
    if (m_isShowing)
        return;
    const auto least = typedMoney(m_ui->leastField->text());
    const auto most = typedMoney(m_ui->mostField->text());
    m_filter.price.reset();
    if (least || most)
        m_filter.price = ModelFilter::Band{PriceUnit(m_ui->unitBox->currentData().toInt()), least, most};
    showPrice();
    give();
}

void FilterPanel::takeSlider(int place)
{
    if (m_isShowing)
        return;
    m_ui->mostField->setText(place < steps().size() ? moneyText(Money::parse(steps()[place])) : QString());
    takePrice();
}

void FilterPanel::showPrice()
{
    const bool wasShowing = std::exchange(m_isShowing, true);
    int place = int(steps().size());
    if (m_filter.price && m_filter.price->most) {
        for (place = 0; place < steps().size() && *Money::parse(steps()[place]) < *m_filter.price->most;)
            ++place;
    }
    m_ui->priceSlider->setValue(place);
    m_isShowing = wasShowing;
    const auto isWrong = [](const QString &text) { return !text.trimmed().isEmpty() && !typedMoney(text); };
    const bool isAnyWrong = isWrong(m_ui->leastField->text()) || isWrong(m_ui->mostField->text());
    m_ui->priceProblem->setVisible(isAnyWrong);
}

void FilterPanel::give()
{
    if (!m_isShowing)
        emit filterChanged(m_filter);
}

} // namespace studio
