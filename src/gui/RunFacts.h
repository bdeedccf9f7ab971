#pragma once

#include <QList>
#include <QString>

namespace studio
{

struct RunRecord;

/// One line of what came back: a name and a value, both in words.
struct Fact
{
    QString name;
    QString value;

    bool operator==(const Fact &) const = default;
};

/// What is known about a run, in the order it is read; what is not known is left out.
QList<Fact> runFacts(const RunRecord &record);

/// The part of it that tells how good the answer's way was: times, tokens, speed, cost and who answered.
QList<Fact> resultFacts(const RunRecord &record);

} // namespace studio
