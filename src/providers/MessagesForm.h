#pragma once

#include "providers/EventForm.h"

namespace studio
{

/// Reads the deltas of text and thinking of a Messages stream without a JSON parser, as far as they differ in nothing
/// but their text from the last one that was learnt.
class MessagesForm
{
public:
    MessagesForm();

    /// True when the event is of the learnt form; its text is then in text() or reasoning().
    bool read(QByteArrayView event);

    QStringView text() const;
    QStringView reasoning() const;

    /// To be told of each event that had to be parsed and was no error.
    void learn(QByteArrayView event, const QJsonObject &object);

private:
    QByteArrayView unpadded(QByteArrayView event);

    EventForm m_form;
    QByteArray m_unpadded; ///< The last event that had padding; kept for its memory.
};

} // namespace studio
