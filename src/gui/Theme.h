#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <QTimer>

class QApplication;
class QWidget;

namespace studio
{

enum class ThemeChoice
{
    System,
    Light,
    Dark
};

/// Colours that QPalette has no role for. Each is readable (4.5:1) on Window, Base and Surface of its
/// palette.
enum class Tint
{
    Accent,        ///< Text and lines in the accent colour; filled areas use Highlight and HighlightedText.
    Passed,        ///< Green.
    Look,          ///< Amber: look again, differs.
    Failed,        ///< Red.
    MutedText,     ///< Also the PlaceholderText role: label->setForegroundRole(QPalette::PlaceholderText).
    Surface,       ///< A column or card.
    SurfaceBorder, ///< Its edge; for lines only.
};

bool isDark(const QPalette &palette);

/// Ask again on QEvent::PaletteChange.
QColor tint(Tint which, const QPalette &palette);

/// The program's two palettes.
QPalette lightPalette();
QPalette darkPalette();

enum class TextSize
{
    Small,
    Normal,
    Large
};

/// The one typeface in one of three sizes; the rest of the widget's font stays.
void setTextSize(QWidget &widget, TextSize size);

/// The same font with figures of equal width, so that running numbers do not jitter.
QFont withTabularFigures(const QFont &font);

/// Monospace in the size of the given font: for code only.
QFont codeFont(const QFont &font);

/// Marks the one button that matters on a page. It is drawn in the accent colour in both themes.
void setPrimary(QWidget &button);

/// Gives the application its style, palette and icon theme, and follows the desktop while the choice is
/// System. One for the program, owned by app/.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);

    /// What the desktop asks for; used while the choice is System.
    void setSystemIsDark(bool isDark);

signals:
    void changed(); ///< The palette has been exchanged.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void askSystem();

    QApplication &m_application;
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_systemIsDark = false;
    bool m_isApplying = false;
    QTimer m_question; ///< Runs out when the desktop's colours have to be asked for.
};

} // namespace studio
