#include "gui/TableWidths.h"

#include <algorithm>
#include <numeric>

namespace studio
{

namespace
{

constexpr int narrowest = 40; ///< Words longer than that get broken before the table gets wider than the room.

} // namespace

TableWidths::TableWidths(int columns)
    : m_wishes(columns)
{
}

void TableWidths::add(int column, int least, int liked)
{
    m_wishes[column].least = qMax(m_wishes[column].least, least);
    m_wishes[column].liked = qMax(m_wishes[column].liked, liked);
}

QList<int> TableWidths::fitted(int room) const
{
    const auto sum = [this](auto width) {
        return std::accumulate(m_wishes.begin(), m_wishes.end(), 0,
                               [&](int total, const Wish &wish) { return total + width(wish); });
    };
    const auto most = [](const Wish &wish) { return wish.liked; };
    const auto words = [](const Wish &wish) { return qMin(wish.least, wish.liked); };
    const auto broken = [&](const Wish &wish) { return qMin(narrowest, words(wish)); };

    // From the narrower to the wider way, what is left over is shared by how much each column lacks.
    const auto between = [&](auto narrow, auto wide) {
        const int lacking = qMax(1, sum(wide) - sum(narrow));
        const int left = qMax(0, room - sum(narrow));
        QList<int> widths;
        for (const Wish &wish : m_wishes)
            widths << narrow(wish) + int(qint64(wide(wish) - narrow(wish)) * qMin(left, lacking) / lacking);
        return widths;
    };
    return sum(words) <= room ? between(words, most) : between(broken, words);
}

} // namespace studio
