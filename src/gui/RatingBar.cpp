#include "gui/RatingBar.h"

#include "gui/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace studio
{

RatingBar::RatingBar(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    for (int star = 1; star <= int(m_stars.size()); ++star) {
        auto *button = new QToolButton(this);
        button->setObjectName(u"star%1"_s.arg(star));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        setTextSize(*button, TextSize::Large);
        connect(button, &QToolButton::clicked, this, [this, star] { emit ratingChosen(m_rating == star ? 0 : star); });
        row->addWidget(button);
        m_stars[std::size_t(star - 1)] = button;
    }
    row->addStretch(1);
    showStars();
}

void RatingBar::setRating(int rating)
{
    m_rating = rating;
    showStars();
}

void RatingBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showStars();
}

void RatingBar::showStars()
{
    for (int star = 1; star <= int(m_stars.size()); ++star) {
        QToolButton *button = m_stars[std::size_t(star - 1)];
        const bool isLit = star <= m_rating;
        button->setText(isLit ? u"★"_s : u"☆"_s);
        QPalette colours = palette();
        colours.setColor(QPalette::ButtonText, tint(isLit ? Tint::Look : Tint::MutedText, palette()));
        button->setPalette(colours);
        button->setAccessibleName(tr("Rate %1 of %2").arg(star).arg(m_stars.size()));
        button->setAccessibleDescription(isLit ? tr("Is rated %1.").arg(m_rating) : QString());
        button->setToolTip(tr("Rate %1 of %2 (key %1)").arg(star).arg(m_stars.size()));
    }
}

} // namespace studio
