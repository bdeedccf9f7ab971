#pragma once

#include "providers/Profile.h"

namespace studio
{

/// The profile that comes with the program; one without an id when there is none.
inline Profile builtIn(const QString &id)
{
    for (const Profile &profile : builtInProfiles()) {
        if (profile.id == id)
            return profile;
    }
    return {};
}

} // namespace studio
