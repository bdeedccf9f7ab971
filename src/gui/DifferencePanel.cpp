#include "gui/DifferencePanel.h"

#include "gui/RoomyDelegate.h"
#include "gui/Theme.h"
#include "ui_DifferencePanel.h"

#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>

#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString figure(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

/// Nothing that changed is ever "0 %", and nothing short of all of it "100 %".
QString percentText(double share)
{
    //: A share; %1 is the figure.
    const QString form = DifferencePanel::tr("%1 %");
    if (share > 0 && share < 0.0001)
        return form.arg(u"< "_s + figure(0.01, 2));
    const double percent = share * 100;
    return form.arg(figure(share < 1 ? std::min(percent, 99.99) : percent, 2));
}

} // namespace

DifferencePanel::DifferencePanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DifferencePanel>())
{
    m_ui->setupUi(this);
    m_ui->regions->setItemDelegate(new RoomyDelegate(m_ui->regions));
    m_ui->threshold->findChild<QLineEdit *>()->setAccessibleName(m_ui->threshold->accessibleName());
    m_ui->threshold->setFont(withTabularFigures(m_ui->threshold->font()));
    for (QLabel *label : {m_ui->share, m_ui->mean, m_ui->largest, m_ui->similarity}) {
        label->setFont(withTabularFigures(label->font()));
        label->setTextFormat(Qt::PlainText);
    }
    for (QLabel *label : {m_ui->shareLabel, m_ui->meanLabel, m_ui->largestLabel, m_ui->similarityLabel})
        label->setForegroundRole(QPalette::PlaceholderText);
    connect(m_ui->threshold, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker blocker(m_ui->thresholdSlider);
        m_ui->thresholdSlider->setValue(int(std::lround(value * 10)));
        emit thresholdChanged(value);
    });
    connect(m_ui->thresholdSlider, &QSlider::valueChanged, this, [this](int tenths) { m_ui->threshold->setValue(tenths / 10.0); });
    connect(m_ui->regions, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < m_regions.size())
            emit regionChosen(m_regions[row]);
    });
    connect(m_ui->regions, &QListWidget::itemClicked, this, [this] {
        if (const int row = m_ui->regions->currentRow(); row >= 0 && row < m_regions.size())
            emit regionChosen(m_regions[row]);
    });
    showWaiting();
}

DifferencePanel::~DifferencePanel() = default;

double DifferencePanel::threshold() const
{
    return m_ui->threshold->value();
}

void DifferencePanel::showWaiting()
{
    for (QLabel *label : {m_ui->share, m_ui->mean, m_ui->largest, m_ui->similarity})
        label->setText(u"…"_s);
    m_regions.clear();
    m_ui->regions->clear();
    m_ui->regionsLabel->setText(tr("Comparing …"));
}

void DifferencePanel::showChanges(const PictureComparison &comparison, const PictureChanges &changes)
{
    m_ui->share->setText(percentText(changes.share));
    m_ui->mean->setText(figure(comparison.map.mean, 2));
    m_ui->largest->setText(figure(comparison.map.largest, 1));
    m_ui->similarity->setText(figure(comparison.similarity, 4));
    fillRegions(changes);
}

void DifferencePanel::fillRegions(const PictureChanges &changes)
{
    const QSignalBlocker blocker(m_ui->regions);
    m_ui->regions->clear();
    m_regions.clear();
    for (const ChangedRegion &region : changes.regions) {
        m_regions << region.rect;
        //: Width and height of a region and where it is, in pixels.
        auto *item = new QListWidgetItem(tr("%1 × %2 at %3, %4")
                                             .arg(region.rect.width())
                                             .arg(region.rect.height())
                                             .arg(region.rect.x())
                                             .arg(region.rect.y()),
                                         m_ui->regions);
        item->setToolTip(tr("%n changed pixel(s)", nullptr, int(std::min<qint64>(region.pixels, INT_MAX))) + u" · "_s
                         + tr("largest difference %1").arg(figure(region.largest, 1)));
        item->setData(Qt::AccessibleDescriptionRole, item->toolTip());
    }
    if (changes.regions.isEmpty())
        m_ui->regionsLabel->setText(tr("Nothing differs by that much."));
    else if (changes.further > 0)
        m_ui->regionsLabel->setText(tr("Changed regions, largest first, and %n smaller one(s)", nullptr, changes.further));
    else
        m_ui->regionsLabel->setText(tr("Changed regions, largest first"));
}

} // namespace studio
