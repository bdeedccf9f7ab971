#pragma once

#include "core/Model.h"
#include "core/Prompt.h"

namespace studio
{

/// About how many tokens a text has; a rule of thumb, each tokenizer differs.
qint64 guessedTokens(QStringView text);
qint64 guessedTokens(const Prompt &prompt);

/// What one run may cost before it is sent. For text: the prompt's tokens, and the longest answer or an ordinary one.
/// For pictures and videos: how many, how long or how large, times the listed price of one; of prices that hold for
/// some requests only, the highest that the settings do not rule out. Unknown when the model has no listed price, or
/// when the settings do not say how much of it is asked for.
Cost guessedCost(const Prompt &prompt, const Model &model);
Cost guessedCost(qint64 promptTokens, const QJsonObject &settings, const Model &model);

/// What a column makes first of all: nothing for text, and for what the list does not tell.
std::optional<MediaKind> madeKind(const Model &model);

/// What one column may cost before it is sent.
struct ColumnCost
{
    Cost cost = {};
    std::optional<MediaKind> makes = {}; ///< Nothing: text.
    int count = 1;                       ///< How many of them are asked for.
    bool isPractice = false;             ///< Costs nothing.

    bool operator==(const ColumnCost &) const = default;
};

/// The sum of what is known; unknown when nothing is. Practice does not count.
Cost sumOf(const QList<ColumnCost> &columns);

/// Whether a person must be asked before these are sent: with a video among them that is no practice, or when they
/// may cost more than that.
bool mustAskFirst(const QList<ColumnCost> &columns, Money askAbove);

} // namespace studio
