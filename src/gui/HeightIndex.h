#pragma once

#include <vector>

namespace studio
{

/// Heights that stand on each other: sums and searches in logarithmic time (a Fenwick tree).
class HeightIndex
{
public:
    int count() const { return int(m_heights.size()); }
    int height(int index) const { return m_heights[std::size_t(index)]; }
    int top(int index) const; ///< The sum of those before it; index may be count().

    void append(int height);
    void removeLast();
    void set(int index, int height);

    /// The one that covers y; the first above all, the last below all, -1 when there is none.
    int indexAt(int y) const;

private:
    std::vector<int> m_heights;
    std::vector<int> m_sums; ///< m_sums[i] covers the lowest set bit of i + 1 heights that end at i.
};

} // namespace studio
