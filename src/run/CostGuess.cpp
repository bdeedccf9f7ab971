#include "run/CostGuess.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{
constexpr qint64 ordinaryAnswer = 500; // tokens
}

qint64 guessedTokens(QStringView text)
{
    // About four letters a token in alphabets, about one for each ideograph.
    qint64 quarters = 0;
    for (const QChar c : text)
        quarters += c.unicode() >= 0x2E80 ? 4 : 1;
    return quarters / 4 + 1;
}

qint64 guessedTokens(const Prompt &prompt)
{
    return guessedTokens(prompt.text) + guessedTokens(prompt.instructions);
}

Cost guessedCost(const Prompt &prompt, const Model &model)
{
    return guessedCost(guessedTokens(prompt), prompt.settings, model);
}

Cost guessedCost(qint64 promptTokens, const QJsonObject &settings, const Model &model)
{
    const QJsonValue longest = settings[u"max_tokens"_s];
    const qint64 output = longest.isDouble() ? std::min(longest.toInteger(), ordinaryAnswer) : ordinaryAnswer;
    return estimate(model.price, promptTokens, output);
}

} // namespace studio
