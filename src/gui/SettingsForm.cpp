#include "gui/SettingsForm.h"

#include "gui/SettingRow.h"
#include "gui/SettingText.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Group = Parameter::Group;

constexpr std::array groups{Group::Text, Group::Picture, Group::Video, Group::Routing, Group::Extra};
constexpr int mostBeside = 4;
constexpr int comfortableWidth = 250; ///< Of one setting.
constexpr int leastLines = 5;
constexpr int mostLines = 15;

/// What the simple view offers, to models that make text and to others.
bool isUsual(const Parameter &parameter)
{
    static const QStringList usual{u"temperature"_s, u"max_tokens"_s, u"seed"_s,  u"reasoning_effort"_s, u"answer_format"_s,
                                   u"size"_s,        u"aspect_ratio"_s, u"resolution"_s, u"count"_s, u"quality"_s,
                                   u"seconds"_s,     u"sound"_s};
    return usual.contains(parameter.name);
}

/// Chats have a place for the shape of a picture, whether or not the model makes any.
bool isAbout(const Parameter &parameter, const ColumnFit &column)
{
    switch (parameter.group) {
    case Group::Picture:
        return column.outputs.contains(u"image"_s) || column.outputs.contains(u"video"_s);
    case Group::Video:
        return column.outputs.contains(u"video"_s);
    case Group::Text:
    case Group::Routing:
    case Group::Extra:
        return true;
    }
    Q_UNREACHABLE();
}

} // namespace

SettingsForm::SettingsForm(QWidget *parent)
    : QScrollArea(parent)
    , m_page(new QWidget)
    , m_grid(new QGridLayout)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    auto *layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_grid);
    layout->addStretch();
    setWidget(m_page);
    viewport()->setAutoFillBackground(false);
    m_page->setAutoFillBackground(false);
}

void SettingsForm::setSettings(const QJsonObject &settings)
{
    m_settings = settings;
    clearGrid();
    for (SettingRow *row : std::as_const(m_rows))
        row->setValue(settings[row->parameter().name]);
    showFits();
}

void SettingsForm::setFits(const QList<ColumnFit> &fits)
{
    if (fits == m_fits)
        return;
    m_fits = fits;
    showFits();
}

void SettingsForm::setDetailed(bool isDetailed)
{
    m_isDetailed = isDetailed;
    for (SettingRow *row : std::as_const(m_rows))
        row->setDetailed(isDetailed);
    showFits();
}

void SettingsForm::focusLongestAnswer()
{
    makeRows();
    for (SettingRow *row : std::as_const(m_rows)) {
        if (row->parameter().name == "max_tokens"_L1)
            row->focusEditor();
    }
}

QString SettingsForm::summary() const
{
    QStringList parts;
    for (const Parameter &parameter : parameters()) {
        if (m_settings.contains(parameter.name))
            parts << tr("%1 %2", "name of a setting, its value")
                         .arg(settingTitle(parameter.name), valueText(parameter, m_settings[parameter.name]));
    }
    return parts.join(tr(", ", "between settings"));
}

QSize SettingsForm::sizeHint() const
{
    const QLayout &layout = *m_page->layout();
    const int height = layout.hasHeightForWidth() ? layout.heightForWidth(viewport()->width()) : layout.sizeHint().height();
    return {comfortableWidth, std::min(height, mostLines * fontMetrics().lineSpacing())};
}

QSize SettingsForm::minimumSizeHint() const
{
    return {comfortableWidth, std::min(sizeHint().height(), leastLines * fontMetrics().lineSpacing())};
}

void SettingsForm::showEvent(QShowEvent *event)
{
    makeRows();
    QScrollArea::showEvent(event);
}

void SettingsForm::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (rowsBeside() != m_arrangedBeside)
        arrange();
    updateGeometry(); // names wrap where it is narrow
}

void SettingsForm::makeRows()
{
    if (!m_rows.isEmpty())
        return;
    for (const Group group : groups) {
        m_headings[group] = new QLabel(groupTitle(group), m_page);
        m_headings[group]->setForegroundRole(QPalette::PlaceholderText);
    }
    QWidget *before = this;
    for (const Parameter &parameter : parameters()) {
        auto *row = new SettingRow(parameter, m_page);
        row->setDetailed(m_isDetailed);
        row->setValue(m_settings.value(parameter.name));
        connect(row, &SettingRow::edited, this, &SettingsForm::take);
        before = row->placeInWalk(*before);
        m_rows << row;
    }
    showFits();
}

void SettingsForm::showFits()
{
    clearGrid();
    for (SettingRow *row : std::as_const(m_rows)) {
        const QString &setting = row->parameter().name;
        row->setTaken(isTaken(setting), fitText(fitsOf(setting)));
    }
    arrange();
}

/// A row that is shown or hidden has the whole layout done anew at once, so it is in none meanwhile.
void SettingsForm::clearGrid()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
}

/// Hidden rows are in no layout. The order is that of parameters(), so that Tab goes as one reads.
void SettingsForm::arrange()
{
    if (m_rows.isEmpty())
        return;
    clearGrid();
    for (SettingRow *row : std::as_const(m_rows))
        row->setVisible(isShown(row->parameter()));
    const int beside = m_arrangedBeside = rowsBeside();
    for (int column = 0; column < mostBeside; ++column)
        m_grid->setColumnStretch(column, column < beside ? 1 : 0);
    int line = 0;
    for (const Group group : groups) {
        QList<SettingRow *> shown;
        for (SettingRow *row : std::as_const(m_rows)) {
            if (row->parameter().group == group && !row->isHidden())
                shown << row;
        }
        m_headings[group]->setVisible(m_isDetailed && !shown.isEmpty());
        if (m_isDetailed && !shown.isEmpty())
            m_grid->addWidget(m_headings[group], line++, 0, 1, beside);
        int at = 0;
        for (SettingRow *row : std::as_const(shown)) {
            const int width = row->isWide() ? std::min(beside, 2) : 1;
            if (at + width > beside) {
                at = 0;
                ++line;
            }
            m_grid->addWidget(row, line, at, 1, width);
            at += width;
        }
        line += shown.isEmpty() ? 0 : 1;
    }
    updateGeometry();
}

void SettingsForm::take(const QString &setting, const QJsonValue &value)
{
    const QJsonObject before = m_settings;
    if (value.isUndefined())
        m_settings.remove(setting);
    else
        m_settings[setting] = value;
    if (m_settings != before)
        emit edited();
}

QList<SettingFit> SettingsForm::fitsOf(const QString &setting) const
{
    QList<SettingFit> fits;
    for (const ColumnFit &column : m_fits)
        fits << column.fit(setting);
    return fits;
}

bool SettingsForm::isTaken(const QString &setting) const
{
    const QList<SettingFit> fits = fitsOf(setting);
    return fits.isEmpty() || fits.contains(SettingFit::Taken);
}

bool SettingsForm::isShown(const Parameter &parameter) const
{
    if (m_settings.contains(parameter.name))
        return true;
    if (m_isDetailed)
        return isGroupShown(parameter.group);
    const bool isText = parameter.group == Group::Text;
    if (!isUsual(parameter) || m_fits.isEmpty())
        return isUsual(parameter) && isText;
    return std::any_of(m_fits.begin(), m_fits.end(), [&parameter](const ColumnFit &column) {
        return column.fit(parameter.name) == SettingFit::Taken && isAbout(parameter, column);
    });
}

/// Whether any column takes any setting of it.
bool SettingsForm::isGroupShown(Group group) const
{
    const std::span<const Parameter> all = parameters();
    return std::any_of(all.begin(), all.end(),
                       [this, group](const Parameter &each) { return each.group == group && isTaken(each.name); });
}

int SettingsForm::rowsBeside() const
{
    return qBound(1, viewport()->width() / comfortableWidth, mostBeside);
}

} // namespace studio
