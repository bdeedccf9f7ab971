#pragma once

#include <QString>

#include <chrono>
#include <functional>

namespace studio
{

/// One thing that the tour does in the window, and how it knows that it came about.
struct TourStep
{
    QString name;                    ///< Part of the picture's file name.
    std::function<void()> act;
    std::function<bool()> isReached; ///< Asked until it is true; then the picture is taken.
    std::chrono::milliseconds patience{10'000};
};

} // namespace studio
