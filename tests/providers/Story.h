#pragma once

#include "core/RunRecord.h"
#include "providers/OpenAiChat.h"

#include <QStringList>

namespace studio
{

/// Events as one line of text, neighbouring deltas joined, so that a failed comparison shows everything:
/// "answered m | text Hello | usage 3/5 | finished stop".
inline QString storyOf(const QList<RunEvent> &events)
{
    QStringList parts;
    bool endsInText = false;
    bool endsInReasoning = false;
    const auto count = [](std::optional<qint64> value) { return value ? QString::number(*value) : QStringLiteral("?"); };
    for (const RunEvent &event : events) {
        const auto *text = std::get_if<TextDelta>(&event);
        const auto *reasoning = std::get_if<ReasoningDelta>(&event);
        if (text && endsInText)
            parts.last() += text->text;
        else if (text)
            parts << QStringLiteral("text ") + text->text;
        else if (reasoning && endsInReasoning)
            parts.last() += reasoning->text;
        else if (reasoning)
            parts << QStringLiteral("reasoning ") + reasoning->text;
        endsInText = text;
        endsInReasoning = reasoning;
        if (const auto *answered = std::get_if<Answered>(&event))
            parts << QStringLiteral("answered ") + answered->model
                    + (answered->company.isEmpty() ? QString() : QStringLiteral(" at ") + answered->company);
        if (const auto *report = std::get_if<UsageReported>(&event)) {
            const Usage &usage = report->usage;
            parts << QStringLiteral("usage %1/%2").arg(count(usage.input), count(usage.output));
            if (usage.cost)
                parts.last() += QStringLiteral(" $") + usage.cost->toString();
        }
        if (const auto *arrived = std::get_if<MediaArrived>(&event)) {
            const Media &media = arrived->media;
            parts << (media.isDraft ? QStringLiteral("draft ") : QString()) + nameOf(media.kind) + QLatin1Char(' ');
            parts.last() += media.bytes.isEmpty()
                ? media.link.toString(QUrl::FullyEncoded)
                : QStringLiteral("%1 %2 bytes").arg(QString::fromLatin1(media.mime)).arg(media.bytes.size());
        }
        if (const auto *called = std::get_if<ToolCalled>(&event))
            parts << QStringLiteral("tool %1(%2)").arg(called->name, called->arguments);
        if (const auto *changed = std::get_if<JobChanged>(&event)) {
            const bool isQueued = changed->state == JobChanged::State::Queued;
            parts << QStringLiteral("job %1 %2").arg(changed->id, isQueued ? QStringLiteral("queued") : QStringLiteral("working"));
            if (changed->percent)
                parts.last() += QStringLiteral(" %1%").arg(*changed->percent);
        }
        if (const auto *finished = std::get_if<Finished>(&event))
            parts << QStringLiteral("finished ") + nameOf(finished->reason);
        if (const auto *failed = std::get_if<Failed>(&event)) {
            parts << QStringLiteral("failed ") + nameOf(failed->error.kind);
            if (failed->error.status != 0)
                parts.last() += QStringLiteral(" %1").arg(failed->error.status);
            if (!failed->error.detail.isEmpty())
                parts.last() += QStringLiteral(": ") + failed->error.detail;
        }
        if (std::holds_alternative<Oddity>(event))
            parts << QStringLiteral("oddity");
    }
    return parts.join(QStringLiteral(" | "));
}

inline QList<RunEvent> streamed(Decoder &decoder, const QList<QByteArray> &data)
{
    QList<RunEvent> events;
    for (const QByteArray &each : data)
        events += decoder.frames({Frame{each}});
    return events + decoder.end();
}

/// A decoder fed with the data of events one by one, up to the end of the stream.
inline QList<RunEvent> streamed(const QList<QByteArray> &data)
{
    return streamed(*OpenAiChat().decoder({}), data);
}

inline QList<RunEvent> whole(const QByteArray &body, int status = 200, const QList<Header> &headers = {})
{
    const auto decoder = OpenAiChat().decoder({});
    QList<RunEvent> events = decoder->body(status, headers, body);
    return events + decoder->end();
}

} // namespace studio
