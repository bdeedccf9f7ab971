#include "gui/ModelDetails.h"

#include "gui/Figures.h"
#include "gui/NameText.h"
#include "gui/RoomyDelegate.h"
#include "gui/Theme.h"
#include "ui_ModelDetails.h"

#include <QHeaderView>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

enum CompanyColumn { Runner, Data, In, Out, FirstWord, Speed, Uptime, Precision, Page, CompanyColumns };

/// A cell that is sorted by its figure; what is not known comes last.
class FigureItem : public QTreeWidgetItem
{
public:
    using QTreeWidgetItem::QTreeWidgetItem;

    void setFigure(int column, const QString &text, const std::optional<double> &figure)
    {
        setText(column, text);
        setData(column, Qt::UserRole, figure ? QVariant(*figure) : QVariant());
        setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }

    bool operator<(const QTreeWidgetItem &other) const override
    {
        const int column = treeWidget() ? treeWidget()->sortColumn() : 0;
        const QVariant mine = data(column, Qt::UserRole);
        const QVariant its = other.data(column, Qt::UserRole);
        if (mine.isValid() && its.isValid())
            return mine.toDouble() < its.toDouble();
        if (mine.isValid() != its.isValid()) {
            const bool isRising = !treeWidget() || treeWidget()->header()->sortIndicatorOrder() == Qt::AscendingOrder;
            return mine.isValid() == isRising;
        }
        return QString::localeAwareCompare(text(column), other.text(column)) < 0;
    }
};

QString perMillion(const std::optional<Money> &token)
{
    const auto price = token ? token->times(1'000'000) : std::nullopt;
    return price ? dollarsText(*price) : ModelDetails::tr("not published");
}

/// For sorting only.
std::optional<double> sortable(const std::optional<Money> &money)
{
    return money ? std::optional(money->toString().toDouble()) : std::nullopt;
}

QString measured(const std::optional<double> &figure, const QString &text)
{
    return figure ? text : ModelDetails::tr("not measured");
}

} // namespace

ModelDetails::ModelDetails(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ModelDetails>())
{
    m_ui->setupUi(this);
    setTextSize(*m_ui->titleLabel, TextSize::Large);
    m_ui->emptyLabel->setForegroundRole(QPalette::PlaceholderText);
    for (QTreeWidget *view : {m_ui->aboutView, m_ui->priceView, m_ui->settingView, m_ui->changeView}) {
        view->setColumnCount(2);
        view->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
        view->header()->setSectionResizeMode(1, QHeaderView::Stretch);
        auto *delegate = new RoomyDelegate(view);
        delegate->setMutedColumn(0);
        view->setItemDelegate(delegate);
        // Another width wraps the words at other places.
        connect(view->header(), &QHeaderView::sectionResized, view, &QTreeView::doItemsLayout, Qt::QueuedConnection);
    }
    setUpCompanies();
    connectControls();
    clear();
}

ModelDetails::~ModelDetails() = default;

void ModelDetails::setUpCompanies()
{
    m_ui->companyView->setHeaderLabels({tr("Company"), tr("Your data"), tr("In / 1M"), tr("Out / 1M"), tr("First word"),
                                        tr("Tokens per second"), tr("Up time"), tr("Precision"), tr("Page on privacy")});
    m_ui->companyView->setItemDelegate(new RoomyDelegate(m_ui->companyView));
    m_ui->companyView->setSortingEnabled(true);
    m_ui->companyView->sortByColumn(Out, Qt::AscendingOrder);
}

void ModelDetails::connectControls()
{
    connect(m_ui->favouriteButton, &QPushButton::clicked, this, &ModelDetails::favouriteRequested);
    connect(m_ui->pickButton, &QPushButton::clicked, this, &ModelDetails::pickRequested);
    connect(m_ui->correctButton, &QPushButton::clicked, this, &ModelDetails::correctionRequested);
    connect(m_ui->tagField, &QLineEdit::editingFinished, this, [this] {
        if (m_ui->tagField->isModified())
            emit tagsEdited(m_ui->tagField->text().split(u','));
        m_ui->tagField->setModified(false);
    });
    connect(m_ui->askButton, &QPushButton::clicked, this, &ModelDetails::endpointsRequested);
    connect(m_ui->companyView, &QTreeWidget::currentItemChanged, this, &ModelDetails::showCompanyButtons);
    const auto tagOf = [this] { return m_ui->companyView->currentItem()->data(Runner, Qt::UserRole + 1).toString(); };
    connect(m_ui->preferButton, &QPushButton::clicked, this, [this, tagOf] { emit preferRequested(tagOf()); });
    connect(m_ui->avoidButton, &QPushButton::clicked, this, [this, tagOf] { emit avoidRequested(tagOf()); });
}

void ModelDetails::clear()
{
    m_ui->stack->setCurrentWidget(m_ui->emptyPage);
}

void ModelDetails::focusTabs()
{
    m_ui->pickButton->setFocus(Qt::OtherFocusReason);
}

void ModelDetails::setFacts(const Facts &facts)
{
    m_ui->titleLabel->setText(facts.title);
    m_ui->warningLine->say(facts.warning.isEmpty() ? Verdict::None : Verdict::Look, facts.warning);
    m_ui->favouriteButton->setChecked(facts.isFavourite);
    m_ui->pickButton->setChecked(facts.isPicked);
    m_ui->pickButton->setText(facts.isPicked ? tr("&Picked") : tr("&Pick"));
    m_ui->favouriteButton->setIcon(QIcon::fromTheme(facts.isFavourite ? u"starred-symbolic"_s : u"non-starred-symbolic"_s));
    if (!m_ui->tagField->hasFocus() || !m_ui->tagField->isModified())
        m_ui->tagField->setText(facts.tags.join(u", "_s));
    showFacts(*m_ui->aboutView, facts.about, {});
    showFacts(*m_ui->priceView, facts.prices, {});
    m_ui->promptCostLabel->setText(facts.promptCost);
    m_ui->promptCostLabel->setVisible(!facts.promptCost.isEmpty());
    showFacts(*m_ui->settingView, facts.settings, tr("The list does not say which settings it understands."));
    showFacts(*m_ui->changeView, facts.changes, tr("Nothing changed since its list is kept here."));
    m_takesRouting = facts.takesRouting;
    const int companies = m_ui->tabs->indexOf(m_ui->companyPage);
    m_ui->tabs->setTabVisible(companies, facts.areCompaniesTold);
    m_ui->stack->setCurrentWidget(m_ui->modelPage);
}

void ModelDetails::showFacts(QTreeWidget &view, const QList<Fact> &facts, const QString &emptyWords)
{
    view.clear();
    const QList<Fact> shown = facts.isEmpty() && !emptyWords.isEmpty() ? QList<Fact>{{emptyWords, {}}} : facts;
    for (const Fact &fact : shown) {
        auto *row = new QTreeWidgetItem({fact.name, fact.value});
        for (const int column : {0, 1})
            row->setTextAlignment(column, Qt::AlignLeading | Qt::AlignTop);
        view.addTopLevelItem(row);
        row->setFirstColumnSpanned(fact.value.isEmpty());
    }
}

void ModelDetails::setEndpoints(const QList<Endpoint> &endpoints, const QList<DataPolicy> &policies, const QString &words)
{
    QTreeWidget *view = m_ui->companyView;
    view->setSortingEnabled(false);
    view->clear();
    const QLocale locale;
    for (qsizetype i = 0; i < endpoints.size(); ++i) {
        const Endpoint &endpoint = endpoints[i];
        auto *row = new FigureItem;
        row->setText(Runner, nameText(endpoint.company));
        row->setToolTip(Runner, tipText(endpoint.tag));
        row->setData(Runner, Qt::UserRole + 1, endpoint.tag);
        row->setFigure(In, perMillion(endpoint.price.inputToken), sortable(endpoint.price.inputToken));
        row->setFigure(Out, perMillion(endpoint.price.outputToken), sortable(endpoint.price.outputToken));
        const auto first = endpoint.firstWord.p50;
        row->setFigure(FirstWord, measured(first, tr("%1 s").arg(locale.toString(first.value_or(0) / 1000, 'f', 1))), first);
        const auto speed = endpoint.speed.p50;
        row->setFigure(Speed, measured(speed, locale.toString(speed.value_or(0), 'f', 0)), speed);
        const auto uptime = endpoint.uptimeDay ? endpoint.uptimeDay : endpoint.uptimeHalfHour;
        row->setFigure(Uptime, measured(uptime, tr("%1 %").arg(locale.toString(uptime.value_or(0), 'f', 1))), uptime);
        row->setText(Precision, endpoint.quantization.isEmpty() ? tr("unknown") : nameText(endpoint.quantization));
        row->setText(Data, policies.value(i).words.isEmpty() ? tr("unknown") : policies.value(i).words);
        row->setText(Page, policies.value(i).page.isEmpty() ? tr("unknown") : policies.value(i).page);
        row->setToolTip(Page, tipText(policies.value(i).page));
        view->addTopLevelItem(row);
    }
    view->setSortingEnabled(true);
    for (int column = 0; column < CompanyColumns; ++column)
        view->resizeColumnToContents(column);
    view->setVisible(!endpoints.isEmpty());
    view->setCurrentItem(view->topLevelItem(0));
    m_ui->companyLabel->setText(words);
    m_ui->companyLabel->setVisible(!words.isEmpty());
    showCompanyButtons();
}

void ModelDetails::setAsking(bool isAsking)
{
    m_ui->askButton->setEnabled(!isAsking);
    m_ui->askButton->setText(isAsking ? tr("Asking…") : tr("&Ask who runs it"));
}

void ModelDetails::showCompanyButtons()
{
    const QTreeWidgetItem *row = m_ui->companyView->currentItem();
    const bool canRoute = m_takesRouting && row && !row->data(Runner, Qt::UserRole + 1).toString().isEmpty();
    m_ui->preferButton->setEnabled(canRoute);
    m_ui->avoidButton->setEnabled(canRoute);
    const QString reason = canRoute          ? QString()
                           : !m_takesRouting ? tr("The provider takes no preference for a company.")
                           : row             ? tr("No setting can name this company.")
                                             : tr("Choose a company first.");
    m_ui->preferButton->setAccessibleDescription(reason);
    m_ui->avoidButton->setAccessibleDescription(reason);
}

} // namespace studio
