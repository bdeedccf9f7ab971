#include "gui/StepButton.h"

#include "gui/Theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int gap = 6;
constexpr int marginX = 10;
constexpr int marginY = 6;

} // namespace

StepButton::StepButton(Step step, QWidget *parent)
    : QAbstractButton(parent)
    , m_step(step)
{
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    describe();
}

void StepButton::setState(StepState state)
{
    m_state = state;
    describe();
    update();
}

void StepButton::setCurrent(bool isCurrent)
{
    m_isCurrent = isCurrent;
    describe();
    updateGeometry();
    update();
}

void StepButton::setCompact(bool isCompact)
{
    if (isCompact == m_isCompact)
        return;
    m_isCompact = isCompact;
    updateGeometry();
    update();
}

QString StepButton::numberText() const
{
    return QLocale().toString(int(m_step) + 1);
}

QSize StepButton::sizeFor(const QString &shown) const
{
    QFont bold = font();
    bold.setBold(true); // The current step is bold: the bar must not move when it changes.
    const QFontMetrics metrics(bold);
    return {marginX * 2 + markSize() + gap + metrics.horizontalAdvance(shown),
            marginY * 2 + metrics.height()};
}

QSize StepButton::sizeHint() const
{
    return sizeFor(showsName() ? text() : numberText());
}

QSize StepButton::minimumSizeHint() const
{
    return sizeFor(m_isCurrent ? text() : numberText());
}

QSize StepButton::fullSize() const
{
    return sizeFor(text());
}

int StepButton::markSize() const
{
    return fontMetrics().height() - 2;
}

void StepButton::describe()
{
    const auto stateWord = [this] {
        switch (m_state) {
        case StepState::Empty:
            return tr("Empty.");
        case StepState::Begun:
            return tr("Begun.");
        case StepState::Done:
            return tr("Done.");
        case StepState::LookAgain:
            return tr("Look again: something it relied on has changed.");
        }
        Q_UNREACHABLE();
    };
    QString description = isEnabledTo(parentWidget()) ? stateWord() : tr("Not in this version yet.");
    if (m_isCurrent)
        description += u' ' + tr("You are here.");
    setAccessibleDescription(description);
    setToolTip(description);
}

void StepButton::paintMark(QPainter &painter, const QRectF &box) const
{
    const QColor muted =
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::PlaceholderText);
    const qreal line = box.width() / 9;
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.x() + x * box.width(), box.y() + y * box.height());
    };
    painter.setBrush(Qt::NoBrush);
    switch (m_state) {
    case StepState::Empty:
        painter.setPen(QPen(muted, line));
        painter.drawEllipse(box.adjusted(line, line, -line, -line));
        break;
    case StepState::Begun: {
        const QColor accent = tint(Tint::Accent, palette());
        painter.setPen(QPen(accent, line));
        painter.drawEllipse(box.adjusted(line, line, -line, -line));
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawEllipse(box.center(), box.width() / 5, box.height() / 5);
        break;
    }
    case StepState::Done:
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint(Tint::Passed, palette()));
        painter.drawEllipse(box);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(palette().color(QPalette::Window), line * 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({at(0.28, 0.52), at(0.44, 0.68), at(0.73, 0.34)}));
        break;
    case StepState::LookAgain:
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint(Tint::Look, palette()));
        painter.drawPolygon(QPolygonF({at(0.5, 0), at(1.05, 1), at(-0.05, 1)}));
        painter.setPen(QPen(palette().color(QPalette::Window), line * 1.2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(at(0.5, 0.38), at(0.5, 0.64));
        painter.drawPoint(at(0.5, 0.84));
        break;
    }
}

void StepButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_isCurrent || (underMouse() && isEnabled())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(m_isCurrent ? QPalette::Base : QPalette::AlternateBase));
        painter.drawRoundedRect(area, 4, 4);
    }
    if (hasFocus()) {
        painter.setPen(QPen(tint(Tint::Accent, palette()), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area, 4, 4);
    }
    const int size = markSize();
    const QRect content = rect().adjusted(marginX, 0, -marginX, 0);
    const QRect mark =
        QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter, {size, size}, content);
    paintMark(painter, mark);

    QFont font = painter.font();
    font.setBold(m_isCurrent);
    painter.setFont(font);
    painter.setPen(palette().color(QPalette::WindowText));
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRect label = content.adjusted(isMirrored ? 0 : size + gap, 0, isMirrored ? -size - gap : 0, 0);
    painter.drawText(label, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter,
                     showsName() ? text() : numberText());
    if (m_isCurrent) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(QPalette::Highlight));
        painter.drawRoundedRect(QRectF(marginX, height() - 3, width() - 2 * marginX, 2), 1, 1);
    }
}

void StepButton::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        emit walkRequested(-forward);
        return;
    case Qt::Key_Right:
        emit walkRequested(forward);
        return;
    case Qt::Key_Up:
        emit walkRequested(-1);
        return;
    case Qt::Key_Down:
        emit walkRequested(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void StepButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::EnabledChange)
        describe();
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QAbstractButton::changeEvent(event);
}

} // namespace studio
