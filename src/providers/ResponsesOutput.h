#pragma once

#include "providers/EventWriter.h"
#include "providers/ResponsesTold.h"

#include <QSet>

#include <map>

namespace studio
{

/// Tells the output of one response: every text, tool call and picture once, however often the server says it.
///
/// A text is taken piece by piece, or whole where no piece of it came. Items and texts that stand apart in the
/// response do so in the answer, with a blank line between them.
class ResponsesOutput
{
public:
    explicit ResponsesOutput(EventWriter &writer) : m_writer(writer) {}

    void takePiece(const ResponsesPlace &place, QStringView text);
    void takeWhole(const ResponsesText &text);
    void takeItem(const ResponsesItem &item);

    /// The items of a whole response. In the last event of a stream they repeat what came, in places that may
    /// be others: of texts that came by pieces nothing is taken.
    void takeAll(const QJsonObject &response);

    /// A tool call that grows until its item is told, or the answer ends.
    void openCall(const QString &key, const ToolCalled &call);
    void growCall(const QString &key, const QString &piece);
    void setArguments(const QString &key, const QString &name, const QString &arguments);
    void closeCall(const QString &key) { m_openCalls.erase(key); }

    /// The calls that stayed open: the server never said their items whole.
    void takeOpenCalls();

    bool hasRefusal() const { return m_hasRefusal; }
    bool hasCalls() const { return m_told.hasCalls(); }
    bool isEmpty() const;

private:
    void takeCall(const ToolCalled &call);
    void takePicture(const Media &picture);

    EventWriter &m_writer;
    ResponsesTold m_told;
    std::optional<ResponsesPlace> m_lastText;    ///< Of the answer, and
    std::optional<ResponsesPlace> m_lastThought; ///< of the reasoning: where the last piece came from.
    std::map<QString, ToolCalled> m_openCalls;   ///< By their item, as far as they came.
    QSet<QString> m_oddities; ///< Each is told once.
    bool m_hasRefusal = false;
};

} // namespace studio
