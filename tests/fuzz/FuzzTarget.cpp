#include "FuzzTarget.h"

#include <cstdio>
#include <cstdlib>

namespace studio
{

void require(bool holds, const QString &promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "a promise was broken: %s\n", qPrintable(promise));
    std::abort();
}

} // namespace studio
