#include "gui/VerdictLine.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString iconName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::None:
    case Verdict::Plain:
        return {};
    case Verdict::Note:
        return u"emblem-information"_s;
    case Verdict::Working:
        return u"view-refresh"_s;
    case Verdict::Passed:
        return u"emblem-success"_s;
    case Verdict::Look:
        return u"emblem-warning"_s;
    case Verdict::Failed:
        return u"emblem-error"_s;
    }
    return {};
}

} // namespace

VerdictLine::VerdictLine(QWidget *parent) : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(u"verdictText"_s);
    m_text->setAlignment(Qt::AlignLeading | Qt::AlignTop);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    clear();
}

void VerdictLine::say(Verdict verdict, const QString &text)
{
    m_verdict = verdict;
    m_text->setText(text);
    setAccessibleName(text);
    drawIcon();
    setVisible(verdict != Verdict::None);
}

QString VerdictLine::text() const
{
    return m_text->text();
}

void VerdictLine::changeEvent(QEvent *event)
{
    // The icon's pixmap belongs to one palette and one icon theme.
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        drawIcon();
    QWidget::changeEvent(event);
}

void VerdictLine::drawIcon()
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const QIcon icon = QIcon::fromTheme(iconName(m_verdict));
    m_icon->setVisible(!icon.isNull());
    if (icon.isNull())
        return;
    m_icon->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
    // Beside the first line of the words, however many there are.
    m_icon->setMinimumHeight(m_text->fontMetrics().height());
}

} // namespace studio
