#pragma once

#include <QStringList>

#include <optional>

namespace studio
{

/// What the practice rules get out of a prompt: a few words to echo, and how long the answer may be.
struct PromptReading
{
    enum class Kind
    {
        Greeting,
        Question,
        Task
    };

    Kind kind = Kind::Task;
    QString topic;        ///< "ceramic mug"; letters, digits, '-' and spaces only. Empty when none was found.
    QString subject;      ///< The topic as it stands in a sentence: "the ceramic mug".
    QStringList keywords; ///< At most four that are not in the topic, in the order of the prompt.
    std::optional<qsizetype> mostWords = {}; ///< "at most 60 words"
};

PromptReading readPrompt(const QString &prompt);

/// Pieces between white space that hold a letter or a digit.
qsizetype wordCount(const QString &text);

} // namespace studio
