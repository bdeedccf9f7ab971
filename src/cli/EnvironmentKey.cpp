#include "cli/EnvironmentKey.h"

#include "catalog/Accounts.h"

namespace studio
{

void lendEnvironmentKey(Accounts &accounts, const Profile &profile)
{
    const QByteArray lent = qgetenv(profile.keyVariable.toLatin1().constData());
    if (const auto secret = parseSecret(QString::fromUtf8(lent)); secret)
        accounts.lendSecret(profile.id, *secret);
}

} // namespace studio
