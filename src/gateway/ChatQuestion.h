#pragma once

#include "gateway/PracticeDialect.h"

#include <variant>

namespace studio
{

/// What a chat completion request asks, as far as the practice gateway minds it.
struct ChatQuestion
{
    QString model;
    QString prompt; ///< Text of the last user message.
    qint64 promptTokens = 0;
    bool isStreaming = false;
    bool wantsUsage = false; ///< stream_options.include_usage
    std::optional<qint64> maxTokens = {};
    QByteArray seed; ///< Everything that may vary the answer: messages, temperature, seed.
};

/// Reads the body; the words name the field that is wrong.
std::variant<ChatQuestion, ErrorWords> readChatQuestion(const QByteArray &body);

} // namespace studio
