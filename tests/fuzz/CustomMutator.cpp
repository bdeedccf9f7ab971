#include "FuzzTarget.h"
#include "Mutator.h"

#include <cstring>

/// libFuzzer's own changes know nothing of JSON; ours take turns with them.
extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int number)
{
    using namespace studio;
    if (number % 2 == 0)
        return LLVMFuzzerMutate(data, size, most);
    static const QList<QByteArray> stock = [] {
        QList<QByteArray> inputs;
        for (const Seed &seed : fuzzSeeds())
            inputs << seed.input;
        return inputs;
    }();
    Mutator mutator(number, stock);
    const QByteArray changed = mutator.mutated(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    const size_t kept = std::min(most, size_t(changed.size()));
    std::memcpy(data, changed.constData(), kept);
    return kept;
}
