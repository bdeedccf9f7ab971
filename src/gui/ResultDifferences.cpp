#include "gui/ResultDifferences.h"

#include "gui/NameText.h"
#include "gui/RoomyDelegate.h"
#include "ui_ResultDifferences.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::ResultDifferences)
};

/// What a place in a history is called; its own last word where we have no better one, as with blanks and settings.
QString placeText(const QString &place)
{
    static const QHash<QString, const char *> names{
        {u"trial.title"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Trial")},
        {u"trial.prompt.text"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Prompt")},
        {u"trial.prompt.instructions"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Instructions")},
        {u"run.provider"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Provider")},
        {u"run.model"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Model")},
        {u"run.answered"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Who answered")},
        {u"run.company"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Company running it")},
        {u"run.cost.usd"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Cost in dollars")},
        {u"run.cost.kind"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Cost is")},
        {u"run.duration_ms"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Milliseconds")},
        {u"run.started"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Begun")},
        {u"practice"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Practice output")},
        {u"description"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Description")},
        {u"file.mime"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Format")},
        {u"file.bytes"_s, QT_TRANSLATE_NOOP("studio::ResultDifferences", "Bytes")},
    };
    const char *name = names.value(place, nullptr);
    return name ? Words::tr(name) : nameText(place.section(u'.', -1));
}

/// Follows from the others, or says nothing to people.
bool isNoise(const QString &place)
{
    return place == "file.sha256"_L1 || place == "note"_L1 || place.startsWith("trial.models."_L1)
           || place.startsWith("run.generation"_L1);
}

} // namespace

ResultDifferences::ResultDifferences(const QString &first, const QString &second,
                                     const QList<HistoryDifference> &differences, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ResultDifferences>())
{
    m_ui->setupUi(this);
    m_ui->table->setItemDelegate(new RoomyDelegate(m_ui->table));
    m_ui->table->setHorizontalHeaderLabels({tr("What"), first, second});
    for (const HistoryDifference &difference : differences) {
        if (isNoise(difference.place))
            continue;
        const int row = m_ui->table->rowCount();
        m_ui->table->insertRow(row);
        const QString texts[] = {placeText(difference.place), difference.first, difference.second};
        for (int column = 0; column < 3; ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            m_ui->table->setItem(row, column, item);
        }
    }
    const bool areAlike = m_ui->table->rowCount() == 0;
    m_ui->table->setVisible(!areAlike);
    m_ui->alikeLabel->setVisible(areAlike);
    m_ui->table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_ui->table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_ui->table->resizeRowsToContents();
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ResultDifferences::~ResultDifferences() = default;

} // namespace studio
