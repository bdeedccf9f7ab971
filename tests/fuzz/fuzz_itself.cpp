#include "FuzzTarget.h"

#include <QString>

using namespace Qt::StringLiterals;

namespace
{

int overflow(int depth)
{
    volatile char room[1024] = {};
    return depth < 0 ? room[0] : overflow(depth + 1) + room[1];
}

void fail(const QByteArray &fault)
{
    studio::require(fault != "promise", u"the promise of this test"_s);
    if (fault == "crash")
        *static_cast<volatile int *>(nullptr) = 1;
    if (fault == "overflow")
        (void)overflow(0);
    for (volatile bool hangs = fault == "hang"; hangs;) { }
}

} // namespace

QList<studio::Seed> studio::fuzzSeeds()
{
    return {{"HTTP/1.1 200\n\n{\"a\":[{\"b\":1,\"c\":\"text\"}]}"}, {"other words", false}};
}

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    return 0;
}

/// A target with the fault that the environment names, behind a value that no seed has: finds_faults tries whether
/// the driver finds it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (QByteArrayView(data, qsizetype(size)).contains("{\"b\":1,\"c\":null}"))
        fail(qgetenv("STUDIO_FAULT"));
    return 0;
}
