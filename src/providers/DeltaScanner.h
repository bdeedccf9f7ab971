#pragma once

#include "providers/JsonStringReader.h"

#include <QByteArray>
#include <QJsonObject>

#include <vector>

namespace studio
{

/// Reads the events of a stream that differ in nothing but their text, without a JSON parser.
///
/// It keeps the bytes around the texts of the last event that was parsed whole. An event of the same bytes
/// brings only its texts; every other event is not for this reader. That nothing else depends on the bytes
/// in between is tried out when an event is learnt: with other texts put in, the parser must find exactly
/// those texts in their places and all the rest unchanged.
class DeltaScanner
{
public:
    /// True when the event is of the learnt form; its texts are then in text() and reasoning().
    bool read(QByteArrayView event);

    QStringView text() const { return textOf(Field::Content); }
    QStringView reasoning() const;

    /// To be told of each event that had to be parsed. Learns only where an event brings text and nothing else,
    /// and ever more rarely while what it learns is of no use.
    void learn(QByteArrayView event, const QJsonObject &chunk);

    /// Who answers has changed: to repeat the learnt form would be news.
    void forget() { m_holes.clear(); }

private:
    enum class Field { Content, Reasoning, ReasoningContent, Details, Padding };

    /// Where a text stands that changes from event to event.
    struct Hole
    {
        Field field;
        QByteArray before; ///< The bytes since the hole before this one, up to the opening quote.
        JsonStringReader value = {};
    };

    /// A name of a text, and behind which other name it is looked for.
    struct Spot
    {
        Field field;
        QLatin1StringView name;
        QLatin1StringView behind;
    };

    /// A text in the bytes of one event.
    struct Place
    {
        Spot spot;
        qsizetype begin;
        qsizetype end;
    };

    static std::optional<Place> placeOf(const Spot &spot, QByteArrayView event);
    static QList<Place> placesIn(QByteArrayView event, const QJsonObject &chunk);
    static QJsonValue valueAt(const Spot &spot, const QJsonObject &chunk);
    static QJsonObject changed(const Spot &spot, const QString &value, QJsonObject chunk);
    static bool areProven(const QList<Place> &places, QByteArrayView event, const QJsonObject &chunk);

    void cut(QByteArrayView event, const QJsonObject &chunk);
    QStringView textOf(Field field) const;

    std::vector<Hole> m_holes; ///< In the order of the bytes; empty while nothing is learnt.
    QByteArray m_rest;         ///< Behind the last hole.
    bool m_hasDetails = false; ///< Reasoning stands in a list too, which counts where the other texts are empty.
    int m_untilLearning = 1;   ///< Events.
    int m_pause = 1;           ///< How many events to let pass when the next form is of no use either.
};

} // namespace studio
