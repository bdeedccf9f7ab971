#pragma once

#include "gui/AnswerPart.h"

#include <QColor>
#include <QFont>
#include <QTextCharFormat>

#include <array>

class QPalette;
class QWidget;

namespace studio
{

/// How an answer looks in one theme and font. Distances in pixels of the device-independent kind.
struct AnswerStyle
{
    static constexpr int margin = 12;      ///< Around the answer.
    static constexpr int indent = 24;      ///< Of a list's or quote's content.
    static constexpr int panelPadding = 8; ///< Of code.
    static constexpr int cellPadding = 6;

    static AnswerStyle of(const QWidget &widget);
    static AnswerStyle of(const QPalette &palette, const QFont &font);

    QFont text = {};
    QFont code = {};
    QFont small = {}; ///< Of a panel's head.
    QColor plain = {};
    QColor muted = {};
    QColor link = {};
    QColor mark = {};
    QColor ground = {}; ///< Behind code and table heads.
    QColor line = {};   ///< Of tables, rules and quotes.
    QColor selected = {};
    QColor selectedText = {};
    QColor found = {}; ///< Behind what is searched for.
    std::array<QColor, 8> inks = {};

    QFont fontOf(const AnswerPart &part) const;
    QTextCharFormat formatOf(const LookSpan &span) const;
};

} // namespace studio
