#include "gui/Theme.h"

#include "gui/StudioStyle.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QIcon>
#include <QStandardPaths>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct PaletteColours
{
    QRgb window, base, alternateBase, text, muted, disabledText, button, highlight, highlightedText, link,
        visited;
    QRgb light, midlight, mid, dark, shadow;
};

QPalette paletteOf(const PaletteColours &c)
{
    QPalette palette;
    using P = QPalette;
    const std::pair<P::ColorRole, QRgb> roles[] = {
        {P::Window, c.window},       {P::WindowText, c.text},
        {P::Base, c.base},           {P::AlternateBase, c.alternateBase},
        {P::Text, c.text},           {P::PlaceholderText, c.muted},
        {P::Button, c.button},       {P::ButtonText, c.text},
        {P::BrightText, c.text},     {P::Highlight, c.highlight},
        {P::Link, c.link},           {P::HighlightedText, c.highlightedText},
        {P::LinkVisited, c.visited}, {P::ToolTipBase, c.button},
        {P::ToolTipText, c.text},    {P::Light, c.light},
        {P::Midlight, c.midlight},   {P::Mid, c.mid},
        {P::Dark, c.dark},           {P::Shadow, c.shadow}};
    for (const auto &[role, colour] : roles)
        palette.setColor(role, QColor(colour));
    for (const P::ColorRole role :
         {P::WindowText, P::Text, P::ButtonText, P::HighlightedText, P::PlaceholderText})
        palette.setColor(P::Disabled, role, QColor(c.disabledText));
    palette.setColor(P::Disabled, P::Highlight, QColor(c.mid));
    return palette;
}

QStringList iconFolders()
{
    return QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, u"icons"_s,
                                     QStandardPaths::LocateDirectory);
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor tint(Tint which, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (which) {
    case Tint::Accent:
        return palette.color(QPalette::Active, QPalette::Link);
    case Tint::Passed:
        return dark ? QColor(0x6fcf85) : QColor(0x1a7432);
    case Tint::Look:
        return dark ? QColor(0xe6b450) : QColor(0x835300);
    case Tint::Failed:
        return dark ? QColor(0xff938a) : QColor(0xb3261e);
    case Tint::MutedText:
        return palette.color(QPalette::Active, QPalette::PlaceholderText);
    case Tint::Surface:
        return palette.color(QPalette::Active, QPalette::Base);
    case Tint::SurfaceBorder:
        return palette.color(QPalette::Active, QPalette::Midlight);
    }
    Q_UNREACHABLE();
}

QPalette lightPalette()
{
    return paletteOf({.window = 0xf4f5f7,
                      .base = 0xffffff,
                      .alternateBase = 0xf0f2f5,
                      .text = 0x1c2026,
                      .muted = 0x586170,
                      .disabledText = 0x7a828d,
                      .button = 0xffffff,
                      .highlight = 0x2560c4,
                      .highlightedText = 0xffffff,
                      .link = 0x1f57b5,
                      .visited = 0x6a3c9c,
                      .light = 0xffffff,
                      .midlight = 0xd8dce2,
                      .mid = 0xb4bbc5,
                      .dark = 0x7e8794,
                      .shadow = 0x4a525d});
}

QPalette darkPalette()
{
    return paletteOf({.window = 0x212429,
                      .base = 0x181a1e,
                      .alternateBase = 0x1d2025,
                      .text = 0xe7e9ed,
                      .muted = 0xa6aeb9,
                      .disabledText = 0x838b96,
                      .button = 0x2c3037,
                      .highlight = 0x2c66c9,
                      .highlightedText = 0xffffff,
                      .link = 0x8bb4f7,
                      .visited = 0xc5a3f0,
                      .light = 0x4a505a,
                      .midlight = 0x393e47,
                      .mid = 0x555c67,
                      .dark = 0x868f9c,
                      .shadow = 0x0c0d0f});
}

void setTextSize(QWidget &widget, TextSize size)
{
    const qreal normal = QApplication::font().pointSizeF();
    QFont font = widget.font();
    switch (size) {
    case TextSize::Small:
        font.setPointSizeF(normal * 0.9);
        break;
    case TextSize::Normal:
        font.setPointSizeF(normal);
        break;
    case TextSize::Large:
        font.setPointSizeF(normal * 1.5);
        break;
    }
    widget.setFont(font);
}

QFont withTabularFigures(const QFont &font)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    QFont result = font;
    result.setFeature("tnum", 1);
    return result;
#else
    // Most faces have figures of one width anyway; for the others only another face helps before Qt 6.7.
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(u'0');
    for (char16_t figure = u'1'; figure <= u'9'; ++figure) {
        if (qAbs(metrics.horizontalAdvance(QChar(figure)) - width) > 0.01)
            return codeFont(font);
    }
    return font;
#endif
}

QFont codeFont(const QFont &font)
{
    QFont result = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    result.setStyleHint(QFont::Monospace);
    result.setPointSizeF(font.pointSizeF() > 0 ? font.pointSizeF() : QApplication::font().pointSizeF());
    return result;
}

void setPrimary(QWidget &button)
{
    StudioStyle::setPrimary(button);
}

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
{
    // Asked before our own palette hides the desktop's.
    m_systemIsDark = studio::isDark(application.palette());
    application.setStyle(new StudioStyle);
    QIcon::setFallbackSearchPaths(QIcon::fallbackSearchPaths() + iconFolders());
    QIcon::setThemeSearchPaths(QIcon::themeSearchPaths() + iconFolders());
    m_question.setSingleShot(true);
    m_question.setInterval(0);
    connect(&m_question, &QTimer::timeout, this, &Theme::askSystem);
    apply();
    application.installEventFilter(this);
}

void Theme::setChoice(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

void Theme::setSystemIsDark(bool isDark)
{
    if (isDark == m_systemIsDark)
        return;
    m_systemIsDark = isDark;
    if (m_choice == ThemeChoice::System)
        apply();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // Every window hears of it: ask once for all of them. A changed palette alone says nothing about the
    // desktop, as our own makes that event too.
    if (event->type() == QEvent::ThemeChange && !m_isApplying)
        m_question.start();
    return QObject::eventFilter(watched, event);
}

/// Takes our palette away for a moment, because Qt 6.4 shows the desktop's only then.
void Theme::askSystem()
{
    m_isApplying = true;
    QApplication::setPalette(QPalette());
    m_systemIsDark = studio::isDark(m_application.palette());
    m_isApplying = false;
    apply();
}

void Theme::apply()
{
    const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemIsDark);
    m_isApplying = true;
    QIcon::setThemeName(dark ? u"breeze-dark"_s : u"breeze"_s);
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
    m_isApplying = false;
    emit changed();
}

} // namespace studio
