#include "gui/CodeInk.h"

#include "gui/Theme.h"

#include <QPalette>

namespace studio
{

QColor inkColour(Ink ink, const QPalette &palette)
{
    const bool onDark = isDark(palette);
    switch (ink) {
    case Ink::Plain:
        return palette.color(QPalette::Text);
    case Ink::Comment:
        return onDark ? QColor(0x9d, 0xa7, 0xb3) : QColor(0x57, 0x60, 0x6a);
    case Ink::Keyword:
        return onDark ? QColor(0xd2, 0xa8, 0xff) : QColor(0x82, 0x2a, 0x9e);
    case Ink::String:
        return onDark ? QColor(0x8e, 0xd6, 0xa2) : QColor(0x0b, 0x66, 0x38);
    case Ink::Number:
        return onDark ? QColor(0xf0, 0xb3, 0x7e) : QColor(0x8a, 0x4b, 0x00);
    case Ink::Directive:
        return onDark ? QColor(0x7f, 0xd3, 0xe6) : QColor(0x00, 0x5f, 0x78);
    case Ink::Name:
        return onDark ? QColor(0x8f, 0xc1, 0xff) : QColor(0x00, 0x4f, 0xb0);
    case Ink::Wrong:
        return onDark ? QColor(0xff, 0x9a, 0x93) : QColor(0xb0, 0x24, 0x1c);
    }
    return {};
}

} // namespace studio
