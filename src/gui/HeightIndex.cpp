#include "gui/HeightIndex.h"

namespace studio
{

namespace
{

std::size_t lowestBit(std::size_t number)
{
    return number & (~number + 1);
}

} // namespace

int HeightIndex::top(int index) const
{
    int sum = 0;
    for (auto at = std::size_t(index); at > 0; at -= lowestBit(at))
        sum += m_sums[at - 1];
    return sum;
}

void HeightIndex::append(int height)
{
    m_heights.push_back(height);
    const std::size_t at = m_heights.size();
    m_sums.push_back(top(int(at) - 1) - top(int(at - lowestBit(at))) + height);
}

void HeightIndex::removeLast()
{
    m_heights.pop_back();
    m_sums.pop_back();
}

void HeightIndex::set(int index, int height)
{
    const int more = height - m_heights[std::size_t(index)];
    m_heights[std::size_t(index)] = height;
    for (std::size_t at = std::size_t(index) + 1; at <= m_sums.size(); at += lowestBit(at))
        m_sums[at - 1] += more;
}

int HeightIndex::indexAt(int y) const
{
    std::size_t step = 1;
    while (step * 2 <= m_sums.size())
        step *= 2;
    std::size_t found = 0;
    for (; step > 0; step /= 2) {
        if (found + step <= m_sums.size() && m_sums[found + step - 1] <= y) {
            found += step;
            y -= m_sums[found - 1];
        }
    }
    return found < m_sums.size() ? int(found) : int(m_sums.size()) - 1;
}

} // namespace studio
