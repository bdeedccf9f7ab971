#pragma once

#include <QJsonArray>
#include <QJsonObject>

namespace studio
{

/// Every variant of the value with one field removed, null or of another type, at any depth.
inline QList<QJsonValue> mutationsOf(const QJsonValue &value)
{
    const QString other = QStringLiteral("ZZZ");
    const QList<QJsonValue> strangers{QJsonValue::Null, true, 7.5, -1, 1e300, other, QJsonArray{}, QJsonArray{1, other},
                                      QJsonArray{QJsonArray{}}, QJsonObject{}, QJsonObject{{other, other}}};
    QList<QJsonValue> all;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QString &key : object.keys()) {
            QJsonObject changed = object;
            changed.remove(key);
            all << changed;
            for (const QJsonValue &each : strangers + mutationsOf(object[key])) {
                changed[key] = each;
                all << changed;
            }
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            QJsonArray changed = array;
            for (const QJsonValue &each : strangers + mutationsOf(array[i])) {
                changed[i] = each;
                all << changed;
            }
        }
    }
    return all;
}

/// A chunk with everything that a server may put in.
inline const QByteArray fullChunk = R"({"id":"gen-1","object":"chat.completion.chunk","created":1,"model":"a/b","provider":"P",
    "choices":[{"index":0,"delta":{"role":"assistant","content":"Hello","refusal":null,"reasoning":"Hm",
        "reasoning_details":[{"type":"reasoning.text","text":"Hm","index":0}],
        "tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}],
        "images":[{"type":"image_url","image_url":{"url":"data:,"}}]},
        "message":{"content":"Hello"},"finish_reason":"stop","native_finish_reason":"end_turn"}],
    "usage":{"prompt_tokens":3,"completion_tokens":5,"cost":0.25,"is_byok":false,
        "prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":2},
        "cost_details":{"upstream_inference_cost":0.25}}})";

} // namespace studio
