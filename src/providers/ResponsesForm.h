#pragma once

#include "providers/EventForm.h"
#include "providers/ResponsesItem.h"

namespace studio
{

/// Reads the pieces of text and reasoning of a responses stream without a JSON parser, as far as they differ in
/// nothing but their text, number, padding and id (some servers write a new one each time) from the last one learnt.
class ResponsesForm
{
public:
    ResponsesForm();

    /// True when the event is of the learnt form; piece() is then its text and place() where that belongs.
    bool read(QByteArrayView event) { return m_form.read(event); }

    QStringView piece() const;
    const ResponsesPlace &place() const { return m_place; }

    /// To be told of each event that had to be parsed.
    void learn(QByteArrayView event, const QJsonObject &object);

private:
    EventForm m_form;
    ResponsesPlace m_place;
};

} // namespace studio
