#pragma once

#include "providers/JsonStringReader.h"

#include <QByteArray>
#include <QJsonObject>

#include <span>
#include <vector>

namespace studio
{

/// Reads the events of a stream that differ in nothing but some texts and counts, without a JSON parser.
///
/// It keeps the bytes around those places of the last event that was learnt. An event of the same bytes brings only
/// other values there; every other event is not for this reader. That nothing else depends on the bytes in between is
/// tried out when an event is learnt: with other values put in, the parser must find exactly those in their places
/// and all the rest unchanged.
class EventForm
{
public:
    enum class Kind { Text, Count };

    /// A value that changes from event to event.
    struct Spot
    {
        QLatin1StringView path; ///< Names with dots between them, and "0" for the first one of a list.
        Kind kind = Kind::Text;
    };

    /// The spots must outlive the form.
    explicit EventForm(std::span<const Spot> spots) : m_spots(spots) {}

    /// True when the event is of the learnt form; its values are then in text() and count().
    bool read(QByteArrayView event);

    QStringView text(std::size_t spot) const;              ///< Empty when the form has no such text.
    std::optional<qint64> count(std::size_t spot) const;   ///< Nothing when the form has no such count.

    /// To be told of each parsed event that brings nothing but those values. Learns ever more rarely while what it
    /// learns is of no use. True when it has learnt this one.
    bool learn(QByteArrayView event, const QJsonObject &object);

    /// To repeat the learnt form would be news.
    void forget() { m_holes.clear(); }

private:
    struct Hole
    {
        std::size_t spot;
        QByteArray before; ///< The bytes since the hole before this one.
        JsonStringReader text = {};
        qint64 count = 0;
    };

    /// A value in the bytes of one event; of a text, what is between its quotes.
    struct Place
    {
        std::size_t spot;
        qsizetype begin;
        qsizetype end;
    };

    std::optional<qsizetype> readHole(Hole &hole, QByteArrayView bytes) const;
    std::optional<Place> placeOf(std::size_t spot, QByteArrayView event) const;
    std::vector<Place> placesIn(QByteArrayView event, const QJsonObject &object) const;
    bool areProven(const std::vector<Place> &places, QByteArrayView event, const QJsonObject &object) const;
    const Hole *holeOf(std::size_t spot) const;

    const std::span<const Spot> m_spots;
    std::vector<Hole> m_holes; ///< In the order of the bytes; empty while nothing is learnt.
    QByteArray m_rest;         ///< Behind the last hole.
    int m_untilLearning = 1;   ///< Events.
    int m_pause = 1;           ///< How many events to let pass when the next form is of no use either.
};

} // namespace studio
