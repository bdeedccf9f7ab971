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

Cost guessedCost(const Prompt &prompt, const Model &model)
{
    const qint64 input = guessedTokens(prompt.text) + guessedTokens(prompt.instructions);
    const QJsonValue longest = prompt.settings[u"max_tokens"_s];
    const qint64 output = longest.isDouble() ? std::min(longest.toInteger(), ordinaryAnswer) : ordinaryAnswer;
    return estimate(model.price, input, output);
}

} // namespace studio
