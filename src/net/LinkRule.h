#pragma once

#include "core/Result.h"

#include <QUrl>

namespace studio
{

/// Whether a link that this provider gave may be followed: http or https without a user name, plain http only on
/// this computer, and no address of this computer or of a private network unless the provider is there as well.
/// Names are not looked up. ErrorKind::Redirected says why not.
Result<void> checkLink(const QUrl &link, const QUrl &provider);

} // namespace studio
