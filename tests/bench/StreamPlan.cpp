#include "StreamPlan.h"

#include "AnswerText.h"

#include <charconv>

namespace studio
{

namespace
{

template <typename Number>
void read(std::string_view part, Number &value)
{
    std::from_chars(part.data(), part.data() + part.size(), value);
}

} // namespace

std::string StreamPlan::model() const
{
    return "r" + std::to_string(rate) + "-n" + std::to_string(deltas) + "-d" + std::to_string(deltaSize) + "-s"
        + std::to_string(seed);
}

std::string StreamPlan::text() const
{
    return answerText(std::size_t(deltas) * std::size_t(deltaSize), seed);
}

StreamPlan planOf(std::string_view model)
{
    StreamPlan plan;
    while (!model.empty()) {
        const std::string_view part = model.substr(0, model.find('-'));
        model.remove_prefix(part.size() < model.size() ? part.size() + 1 : model.size());
        if (part.size() < 2)
            continue;
        const std::string_view value = part.substr(1);
        if (part[0] == 'r')
            read(value, plan.rate);
        else if (part[0] == 'n')
            read(value, plan.deltas);
        else if (part[0] == 'd')
            read(value, plan.deltaSize);
        else if (part[0] == 's')
            read(value, plan.seed);
    }
    return plan;
}

} // namespace studio
