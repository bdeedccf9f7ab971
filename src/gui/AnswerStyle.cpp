#include "gui/AnswerStyle.h"

#include "gui/Theme.h"

#include <QWidget>

namespace studio
{

namespace
{

/// A font has its size in points or in pixels.
QFont scaled(QFont font, qreal factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

} // namespace

AnswerStyle AnswerStyle::of(const QWidget &widget)
{
    return of(widget.palette(), widget.font());
}

AnswerStyle AnswerStyle::of(const QPalette &palette, const QFont &font)
{
    AnswerStyle style;
    style.text = font;
    style.code = codeFont(style.text);
    style.small = scaled(style.text, 0.85);
    style.plain = palette.color(QPalette::Text);
    style.muted = tint(Tint::MutedText, palette);
    style.link = tint(Tint::Accent, palette);
    style.mark = tint(Tint::Failed, palette);
    style.ground = palette.color(QPalette::AlternateBase);
    style.line = tint(Tint::SurfaceBorder, palette);
    style.selected = palette.color(QPalette::Highlight);
    style.selectedText = palette.color(QPalette::HighlightedText);
    style.found = tint(Tint::Look, palette);
    style.found.setAlpha(96);
    for (std::size_t ink = 0; ink < style.inks.size(); ++ink)
        style.inks[ink] = inkColour(Ink(ink), palette);
    return style;
}

QFont AnswerStyle::fontOf(const AnswerPart &part) const
{
    if (part.kind == AnswerPart::Kind::Code)
        return code;
    QFont font = text;
    if (part.kind == AnswerPart::Kind::Heading) {
        font.setWeight(QFont::DemiBold);
        font = scaled(font, part.heading == 1 ? 1.5 : part.heading == 2 ? 1.25 : 1.0);
    }
    if (part.kind == AnswerPart::Kind::Notice)
        font.setItalic(true);
    return font;
}

QTextCharFormat AnswerStyle::formatOf(const LookSpan &span) const
{
    QTextCharFormat format;
    if (span.looks & Look::Bold)
        format.setFontWeight(QFont::Bold);
    if (span.looks & Look::Italic)
        format.setFontItalic(true);
    if (span.looks & Look::Struck)
        format.setFontStrikeOut(true);
    if (span.looks & Look::Code) {
        format.setFontFamilies({code.family()});
        format.setFontFixedPitch(true);
        format.setBackground(ground);
    }
    if (span.looks & Look::Muted)
        format.setForeground(muted);
    if (span.ink != Ink::Plain)
        format.setForeground(inks[std::size_t(span.ink)]);
    if (span.link >= 0) {
        format.setForeground(link);
        format.setFontUnderline(true);
    }
    if (span.looks & Look::Mark)
        format.setForeground(mark);
    return format;
}

} // namespace studio
