#include "gui/QuestionCard.h"

#include "gui/Theme.h"

#include <QEvent>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace studio
{

namespace
{

QLabel *newText(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

} // namespace

QuestionCard::QuestionCard(QWidget *parent)
    : QAbstractButton(parent)
    , m_picture(newText(this))
    , m_question(newText(this))
    , m_line(newText(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_picture);
    layout->addWidget(m_question);
    layout->addWidget(m_line);
    layout->addStretch();
    QFont bold = m_question->font();
    bold.setBold(true);
    m_question->setFont(bold);
    m_line->setForegroundRole(QPalette::PlaceholderText);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void QuestionCard::setQuestion(const QString &icon, const QString &question, const QString &line)
{
    m_iconName = icon;
    m_question->setText(question);
    m_line->setText(line);
    setText(question);
    setAccessibleName(question);
    setAccessibleDescription(line);
    showPicture();
}

void QuestionCard::showPicture()
{
    constexpr QSize size(32, 32);
    const QIcon::Mode mode = isEnabled() ? QIcon::Normal : QIcon::Disabled;
    m_picture->setPixmap(QIcon::fromTheme(m_iconName).pixmap(size, devicePixelRatioF(), mode));
}

void QuestionCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isLit = isEnabled() && (underMouse() || hasFocus());
    const QPen pen(isLit ? tint(Tint::Accent, palette()) : tint(Tint::SurfaceBorder, palette()),
                   hasFocus() ? 2 : 1);
    const qreal half = pen.widthF() / 2;
    painter.setPen(pen);
    painter.setBrush(isEnabled() ? tint(Tint::Surface, palette()) : palette().color(QPalette::Window));
    if (isDown())
        painter.setBrush(palette().color(QPalette::AlternateBase));
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 8, 8);
}

void QuestionCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void QuestionCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::EnabledChange || event->type() == QEvent::PaletteChange)
        showPicture();
    QAbstractButton::changeEvent(event);
}

} // namespace studio
