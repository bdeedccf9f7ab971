#include "gui/SpendSheet.h"

#include "gui/DialogSize.h"
#include "gui/Figures.h"
#include "gui/NameText.h"
#include "gui/Theme.h"
#include "run/CostGuess.h"
#include "ui_SpendSheet.h"

#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QList<ColumnCost> costsOf(const QList<SpendLine> &lines)
{
    QList<ColumnCost> costs;
    for (const SpendLine &line : lines)
        costs << ColumnCost{line.cost, line.makes, line.count, line.isPractice};
    return costs;
}

bool hasUnknown(const QList<SpendLine> &lines)
{
    return std::any_of(lines.begin(), lines.end(),
                       [](const SpendLine &line) { return !line.isPractice && line.cost.kind == CostKind::Unknown; });
}

} // namespace

QString thingsText(std::optional<MediaKind> makes, int count)
{
    if (makes == MediaKind::Picture)
        return SpendSheet::tr("%n picture(s)", nullptr, count);
    if (makes == MediaKind::Video)
        return SpendSheet::tr("%n video(s)", nullptr, count);
    return SpendSheet::tr("%n answer(s)", nullptr, count);
}

SpendSheet::SpendSheet(const QList<SpendLine> &lines, Money limit, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SpendSheet>())
{
    m_ui->setupUi(this);
    setTextSize(*m_ui->title, TextSize::Large);
    const bool hasVideo = std::any_of(lines.begin(), lines.end(), [](const SpendLine &line) {
        return line.makes == MediaKind::Video && !line.isPractice;
    });
    m_ui->title->setText(hasVideo ? tr("Videos take their time and their money.") : tr("This run may cost more than usual."));
    for (int row = 0; row < lines.size(); ++row)
        addLine(lines[row], row);
    const Cost sum = sumOf(costsOf(lines));
    const bool isOpen = hasUnknown(lines);
    const QString total = sum.kind == CostKind::Unknown ? tr("price not published")
                          : isOpen                      ? tr("%1 and what is not published").arg(costText(sum))
                                                        : costText(sum);
    m_ui->total->setText(total);
    for (QLabel *label : {m_ui->totalLabel, m_ui->total}) {
        QFont strong = withTabularFigures(label->font());
        strong.setWeight(QFont::DemiBold);
        label->setFont(strong);
    }
    m_ui->note->setForegroundRole(QPalette::PlaceholderText);
    m_ui->note->setText(tr("These are listed prices, and the provider has the last word. Nothing has been sent yet. "
                           "Videos are always asked about."));
    m_ui->limitBox->setValue(limit.toString().toDouble());
    m_ui->generateButton->setText(sum.kind == CostKind::Unknown ? tr("&Generate – price not published")
                                                                : tr("&Generate – %1").arg(total));
    setPrimary(*m_ui->generateButton);
    m_ui->cancelButton->setFocus();
    connect(m_ui->generateButton, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->limitBox, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (const auto chosen = Money::parse(QString::number(value, 'f', 2)))
            emit limitChosen(*chosen);
    });
    fitDialog(*this, 64);
}

SpendSheet::~SpendSheet() = default;

void SpendSheet::addLine(const SpendLine &line, int row)
{
    const auto add = [this, row](const QString &text, int column, Qt::Alignment alignment) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setFont(withTabularFigures(label->font()));
        m_ui->lines->addWidget(label, row, column, alignment | Qt::AlignVCenter);
        return label;
    };
    add(QString(line.letter), 0, Qt::AlignLeft);
    add(nameText(line.model), 1, Qt::AlignLeft);
    QString count = thingsText(line.makes, line.count);
    if (!line.isPractice && !line.unitPrice.isEmpty())
        count = tr("%1 · %2", "how many, the price of one").arg(count, line.unitPrice);
    add(count, 2, Qt::AlignLeft)->setForegroundRole(QPalette::PlaceholderText);
    add(line.isPractice ? tr("free practice") : costText(line.cost), 3, Qt::AlignRight);
}

} // namespace studio
