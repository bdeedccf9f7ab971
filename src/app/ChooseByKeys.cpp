#include "app/ChooseByKeys.h"

#include "app/Keyboard.h"
#include "catalog/ModelTable.h"
#include "gui/MainWindow.h"
#include "gui/RunColumn.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// What is on the screen, by name.
template <typename Widget>
Widget *shown(const MainWindow &window, const QString &name)
{
    for (Widget *widget : window.findChildren<Widget *>(name)) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

int rowsIn(const MainWindow &window)
{
    const auto *list = shown<QTreeView>(window, u"modelView"_s);
    return list && list->model() ? list->model()->rowCount() : 0;
}

qsizetype picksIn(const MainWindow &window)
{
    const auto *list = shown<QTreeView>(window, u"modelView"_s);
    qsizetype count = 0;
    for (int row = 0; list && row < list->model()->rowCount(); ++row) {
        const QVariant state = list->model()->index(row, ModelTable::Name).data(Qt::CheckStateRole);
        count += state.value<Qt::CheckState>() == Qt::Checked ? 1 : 0;
    }
    return count;
}

qsizetype columnsIn(const MainWindow &window)
{
    const auto columns = window.findChildren<RunColumn *>();
    return std::count_if(columns.begin(), columns.end(), [](const RunColumn *column) { return column->isVisible(); });
}

bool isOn(const MainWindow &window, const QString &chip)
{
    const auto *button = shown<QAbstractButton>(window, chip);
    return button && button->isChecked();
}

void setFilters(const Keyboard &keys)
{
    for (const QString &chip : {u"outputChips-image"_s, u"providerChips-openrouter"_s, u"providerChips-wisgate"_s}) {
        if (keys.walkTo(chip))
            keys.press(Qt::Key_Space);
    }
    if (keys.walkTo(u"mostField"_s))
        keys.type(u"0.05"_s);
}

bool areFiltersSet(const MainWindow &window)
{
    const auto *price = shown<QLineEdit>(window, u"mostField"_s);
    return isOn(window, u"outputChips-image"_s) && isOn(window, u"providerChips-openrouter"_s)
        && isOn(window, u"providerChips-wisgate"_s) && price && price->text() == "0.05"_L1 && rowsIn(window) > 0;
}

/// One that is cheap enough may be all there is: then the second one comes without the filters.
void pickAnother(const MainWindow &window, const Keyboard &keys)
{
    keys.press(Qt::Key_F, Qt::ControlModifier);
    if (rowsIn(window) < 2 && keys.walkTo(u"clearFiltersButton"_s))
        keys.press(Qt::Key_Space);
    if (keys.walkTo(u"modelView"_s)) {
        keys.press(Qt::Key_Down);
        keys.press(Qt::Key_Space);
    }
}

bool isFocusIn(const MainWindow &window, const QString &name)
{
    const auto *part = shown<QWidget>(window, name);
    return part && part->isAncestorOf(QApplication::focusWidget());
}

} // namespace

QList<TourStep> chooseByKeysSteps(MainWindow &window, Theme &theme)
{
    const Keyboard keys(window);
    const auto inDark = [&theme](const QString &name) {
        return TourStep{name, [&theme] { theme.setChoice(ThemeChoice::Dark); }, [] { return true; }};
    };
    const auto light = [&theme] { theme.setChoice(ThemeChoice::Light); };
    return {
        TourStep{u"keys-search"_s,
                 [&window, keys, light] {
                     light();
                     window.resize(1600, 1000);
                     window.activateWindow();
                     keys.press(Qt::Key_N, Qt::ControlModifier);
                     keys.press(Qt::Key_1, Qt::ControlModifier);
                     keys.press(Qt::Key_F, Qt::ControlModifier);
                     keys.press(Qt::Key_Delete); // what an earlier search left
                 },
                 [&window] {
                     const auto *field = shown<QLineEdit>(window, u"searchField"_s);
                     return field && field->hasFocus() && picksIn(window) == 0;
                 }},
        TourStep{u"keys-filtered"_s, [keys] { setFilters(keys); }, [&window] { return areFiltersSet(window); }},
        inDark(u"keys-filtered-dark"_s),
        TourStep{u"keys-details"_s,
                 [keys, light] {
                     light();
                     if (keys.walkTo(u"modelView"_s))
                         keys.press(Qt::Key_Return, Qt::AltModifier);
                 },
                 [&window] { return isFocusIn(window, u"ModelDetails"_s); }},
        inDark(u"keys-details-dark"_s),
        TourStep{u"keys-two-picked"_s,
                 [&window, keys, light] {
                     light();
                     keys.press(Qt::Key_Space); // the details' own button picks the first
                     pickAnother(window, keys);
                 },
                 [&window] { return picksIn(window) == 2; }},
        TourStep{u"keys-try"_s, [keys] { keys.press(Qt::Key_Return); },
                 [&window] {
                     return window.currentPage() == Page::Try && isFocusIn(window, u"TryPage"_s) && columnsIn(window) == 2;
                 }},
        inDark(u"keys-try-dark"_s),
    };
}

} // namespace studio
