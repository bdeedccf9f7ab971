#pragma once

#include <string>
#include <string_view>

namespace studio
{

/// What the bench server streams. It stands in the name of the model that is asked: "r2000-n50000-d4-s1".
struct StreamPlan
{
    int rate = 0;        ///< Deltas a second; 0: as fast as the socket takes them.
    long deltas = 1000;
    int deltaSize = 4;   ///< Code points of each.
    unsigned seed = 1;   ///< Of the text; columns that shall differ have others.

    std::string model() const;
    std::string text() const;
};

/// Members that the name does not hold keep their defaults.
StreamPlan planOf(std::string_view model);

} // namespace studio
