#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstddef>
#include <cstdint>

namespace studio
{

/// An input to begin with.
struct Seed
{
    QByteArray input;
    bool isOwn = true; ///< The target makes something of it; these are changed more often than the others.
};

/// What a target begins with, from the test data. Every target defines it.
QList<Seed> fuzzSeeds();

/// A promise that must hold whatever the input is; ends the program when it does not.
void require(bool holds, const QString &promise);

} // namespace studio

// The interface of libFuzzer, so that a target runs under it and under FuzzDriver alike.
extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
