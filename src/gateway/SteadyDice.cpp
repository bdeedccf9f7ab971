#include "gateway/SteadyDice.h"

namespace studio
{

/// SplitMix64: every seed is a good one.
quint64 SteadyDice::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    quint64 bits = m_state;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
    return bits ^ (bits >> 31);
}

double SteadyDice::unit()
{
    constexpr double steps = 9007199254740992.0; // 2^53
    return static_cast<double>(next() >> 11) / steps;
}

double SteadyDice::between(double from, double to)
{
    return from + (to - from) * unit();
}

int SteadyDice::below(int most)
{
    return static_cast<int>(unit() * most);
}

} // namespace studio
