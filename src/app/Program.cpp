#include "app/Program.h"

#include <QCoreApplication>

#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace studio
{

void forbidCoreDumps()
{
#ifndef __SANITIZE_ADDRESS__
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

void introduceProgram()
{
    QCoreApplication::setApplicationName(u"signalbox"_s);
    QCoreApplication::setApplicationVersion(QLatin1StringView(STUDIO_VERSION));
}

QString keychainService()
{
    return u"Signalbox Studio"_s;
}

} // namespace studio
