#pragma once

#include <QList>

namespace studio
{

/// How wide a table's columns get: as wide as they like when that fits, else each at least as wide as its
/// longest word and a share of the rest by what it would like.
class TableWidths
{
public:
    explicit TableWidths(int columns);

    void add(int column, int least, int liked);

    /// Together at most the room, unless even the narrowest columns need more.
    QList<int> fitted(int room) const;

private:
    struct Wish
    {
        int least = 0;
        int liked = 0;
    };

    QList<Wish> m_wishes;
};

} // namespace studio
