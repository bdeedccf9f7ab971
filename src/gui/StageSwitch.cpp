#include "gui/StageSwitch.h"

#include "gui/ColumnLetter.h"
#include "gui/ColumnsView.h"
#include "gui/CompareStage.h"
#include "gui/NameText.h"
#include "gui/RunColumn.h"
#include "gui/RunMedia.h"
#include "gui/RunText.h"

#include <QBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

StageSwitch::StageSwitch(QBoxLayout &layout, ColumnsView &columns, QPushButton &compareButton,
                         QPushButton &playButton, QWidget *page)
    : QObject(page)
    , m_layout(layout)
    , m_columns(columns)
    , m_compareButton(compareButton)
    , m_playButton(playButton)
    , m_page(page)
{
    connect(&m_columns, &ColumnsView::mediaChanged, this, &StageSwitch::updateButtons);
    connect(&m_compareButton, &QPushButton::clicked, this, &StageSwitch::comparePictures);
    connect(&m_playButton, &QPushButton::clicked, this, &StageSwitch::playTogether);
}

/// What each column looks at; all of one column when it is the only one that has any.
QList<ColumnFile> StageSwitch::filesOf(MediaKind kind) const
{
    QList<ColumnFile> looked;
    QList<ColumnFile> all;
    int columns = 0;
    for (int number = 1; number <= m_columns.count(); ++number) {
        const RunColumn &column = m_columns.column(number);
        QString name = nameText(column.record().target.model);
        if (column.record().isPractice)
            name += u" · "_s + practiceText();
        const QChar letter = columnLetter(number);
        const auto current = column.media().current();
        const qsizetype before = all.size();
        for (const KeptMedia &file : column.media().files()) {
            if (file.kind != kind)
                continue;
            all << ColumnFile{letter, name, file};
            if (file == current)
                looked << all.last();
        }
        if (all.size() > before && (looked.isEmpty() || looked.last().letter != letter))
            looked << all[before]; // it looks at something of another kind
        columns += all.size() > before ? 1 : 0;
    }
    return columns == 1 ? all : looked;
}

void StageSwitch::comparePictures()
{
    const QList<ColumnFile> files = filesOf(MediaKind::Picture);
    if (!m_tools || files.size() < 2)
        return;
    setShown(true);
    stage().comparePictures(files);
}

void StageSwitch::playTogether()
{
    const QList<ColumnFile> files = filesOf(MediaKind::Video);
    if (!m_tools || files.size() < 2)
        return;
    setShown(true);
    stage().playTogether(files);
}

CompareStage &StageSwitch::stage()
{
    if (m_stage)
        return *m_stage;
    m_stage = new CompareStage(*m_tools, m_page);
    m_stage->setObjectName(u"compareStage"_s);
    m_stage->setSizePolicy(m_columns.sizePolicy());
    m_layout.insertWidget(m_layout.indexOf(&m_columns), m_stage, 1);
    connect(m_stage, &CompareStage::left, this, [this] { setShown(false); });
    connect(m_stage, &CompareStage::openRequested, this, &StageSwitch::openRequested);
    return *m_stage;
}

/// In the place of the columns, which go on meanwhile; the prompt makes room.
void StageSwitch::setShown(bool isShown)
{
    if (isShown == this->isShown())
        return;
    // Away first: both at once would ask for more room than the screen has, and the window would keep it.
    if (isShown)
        m_columns.hide();
    stage().setVisible(isShown);
    m_columns.setVisible(!isShown);
    m_layout.activate(); // what is shown there arranges itself by the room that it has
    emit shownChanged();
    updateButtons();
    if (!isShown && m_columns.current() > 0)
        m_columns.column(m_columns.current()).focusContent(Qt::OtherFocusReason);
}

void StageSwitch::goBack()
{
    m_stage->goBack();
}

bool StageSwitch::isShown() const
{
    return m_stage && !m_stage->isHidden();
}

void StageSwitch::updateButtons()
{
    m_compareButton.setVisible(filesOf(MediaKind::Picture).size() > 1 && !isShown());
    m_playButton.setVisible(filesOf(MediaKind::Video).size() > 1 && !isShown());
}

} // namespace studio
