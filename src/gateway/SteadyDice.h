#pragma once

#include <QtGlobal>

namespace studio
{

/// Numbers that look random and are the same in every run of the program, on every computer.
class SteadyDice
{
public:
    explicit SteadyDice(quint64 seed) : m_state(seed) {}

    quint64 next();
    double unit();                           ///< From 0 up to, but not, 1.
    double between(double from, double to);  ///< The end is left out.
    int below(int most);                     ///< A whole number from 0 on.

private:
    quint64 m_state;
};

} // namespace studio
