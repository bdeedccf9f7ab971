#pragma once

#include <QMetaType>

namespace studio
{

/// What can be done with selected results.
enum class ResultAction
{
    Open, ///< Large, in the window.
    OpenTrial,
    SaveCopy,
    SaveWithoutHistory,
    ShowInFolder,
    UseAsReference,
    ShowDifferences, ///< Between how two were made.
    Remove,
};
inline constexpr std::size_t resultActionCount = 8;

} // namespace studio

Q_DECLARE_METATYPE(studio::ResultAction)
