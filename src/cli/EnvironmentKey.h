#pragma once

namespace studio
{

class Accounts;
struct Profile;

/// Lends the accounts the key that stands in the profile's environment variable, if a key stands there.
void lendEnvironmentKey(Accounts &accounts, const Profile &profile);

} // namespace studio
