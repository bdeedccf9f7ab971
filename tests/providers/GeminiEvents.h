#pragma once

#include "EventFiles.h"
#include "support/TestFiles.h"

#include <QByteArray>
#include <QList>

// Events of Gemini's streams, written after the API's description.

namespace studio::gemini
{

inline const QByteArray stop = R"({"candidates":[{"finishReason":"STOP","index":0}]})";

/// Of the picture in WisGate's documented answer: 1x1, 70 bytes.
inline const QByteArray png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

inline QByteArray parts(const QByteArray &json)
{
    return R"({"candidates":[{"content":{"parts":[)" + json + R"(],"role":"model"},"index":0}]})";
}

inline QByteArray text(const char *words)
{
    return parts(QByteArray(R"({"text":")") + words + "\"}");
}

inline QByteArray thought(const char *words)
{
    return parts(QByteArray(R"({"text":")") + words + R"(","thought":true})");
}

inline QByteArray finished(const char *reason, const char *more = "")
{
    return QByteArray(R"({"candidates":[{"finishReason":")") + reason + "\"" + more + R"(,"index":0}]})";
}

inline QByteArray counted(const QByteArray &chunk, const char *counts)
{
    return chunk.chopped(1) + R"(,"usageMetadata":{)" + counts + "}}";
}

/// The events of tests/data/gemini/thoughts.sse: thoughts first, and counts that grow.
inline QList<QByteArray> recorded()
{
    return dataOf(testData(QStringLiteral("gemini/thoughts.sse")));
}

/// A chunk with everything that a server may put in.
inline const QByteArray wholeChunk = R"({"candidates":[{"content":{"parts":[
        {"text":"Hm","thought":true},{"text":"Hello","thoughtSignature":"AAAA"},
        {"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="},"thought":true},
        {"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo="}},
        {"fileData":{"mimeType":"video/mp4","fileUri":"https://example.com/a.mp4"}},
        {"functionCall":{"id":"c1","name":"f","args":{"a":1}}}],"role":"model"},
    "finishReason":"STOP","finishMessage":"m","index":0,"safetyRatings":[{"category":"c","probability":"LOW"}],
    "groundingMetadata":{},"citationMetadata":{}}],
    "promptFeedback":{"blockReason":"BLOCK_REASON_UNSPECIFIED","safetyRatings":[]},
    "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":5,"thoughtsTokenCount":2,"totalTokenCount":10,
        "cachedContentTokenCount":1,"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":4}]},
    "modelVersion":"m","responseId":"r"})";

} // namespace studio::gemini
