#pragma once

#include "core/Request.h"

namespace studio
{

/// The Requests that one Run needs. Text and pictures need one; videos will add poll and download.
struct Recipe
{
    Request request;

    bool operator==(const Recipe &) const = default;
};

} // namespace studio
