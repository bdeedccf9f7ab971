#pragma once

#include <QMetaType>

namespace studio
{

/// What can be done with selected results.
enum class ResultAction
{
    Open, ///< Large, in the window.
    Compare, ///< Pictures beside each other, or videos in step.
    OpenTrial,
    SaveCopy,
    SaveWithoutHistory,
    ShowInFolder,
    UseAsReference,
    ShowDifferences, ///< Between how two were made.
    Remove,
};
inline constexpr std::size_t resultActionCount = 9;

} // namespace studio

Q_DECLARE_METATYPE(studio::ResultAction)
