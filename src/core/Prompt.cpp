#include "core/Prompt.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

QStringList blankNames(const Prompt &prompt)
{
    QStringList names = blankNames(prompt.text);
    for (const QString &name : blankNames(prompt.instructions)) {
        if (!names.contains(name))
            names << name;
    }
    return names;
}

Result<Prompt> filled(const Prompt &prompt)
{
    auto text = fillBlanks(prompt.text, prompt.blanks);
    if (!text)
        return text.error();
    auto instructions = fillBlanks(prompt.instructions, prompt.blanks);
    if (!instructions)
        return instructions.error();
    return Prompt{*std::move(text), *std::move(instructions), {}, prompt.settings};
}

QJsonObject toJson(const Prompt &prompt)
{
    QJsonObject blanks;
    for (auto it = prompt.blanks.cbegin(); it != prompt.blanks.cend(); ++it)
        blanks[it.key()] = it.value();
    return {{u"text"_s, prompt.text},
            {u"instructions"_s, prompt.instructions},
            {u"blanks"_s, blanks},
            {u"settings"_s, prompt.settings}};
}

Prompt promptFromJson(const QJsonObject &object)
{
    Prompt prompt{object[u"text"_s].toString(), object[u"instructions"_s].toString(), {}, {}};
    const QJsonObject blanks = object[u"blanks"_s].toObject();
    for (auto it = blanks.begin(); it != blanks.end(); ++it)
        prompt.blanks[it.key()] = it->toString();
    prompt.settings = object[u"settings"_s].toObject();
    return prompt;
}

std::span<const Parameter> parameters()
{
    static const std::array<Parameter, 3> all{{
        {u"temperature"_s, false, 0.0, 2.0},
        {u"max_tokens"_s, true, 1.0, 10'000'000.0},
        {u"seed"_s, true, 0.0, 2'147'483'647.0},
    }};
    return all;
}

Result<QJsonValue> parseSetting(const QString &name, QStringView text)
{
    for (const Parameter &parameter : parameters()) {
        if (parameter.name != name)
            continue;
        bool ok = false;
        const double number = text.trimmed().toDouble(&ok); // C locale: "0.7" everywhere
        if (!ok || !(number >= parameter.least && number <= parameter.most)
            || (parameter.isWhole && number != std::floor(number))) {
            return Error{ErrorKind::Rejected,
                         u"%1 takes a %2 from %3 to %4"_s.arg(name,
                                                              parameter.isWhole ? u"whole number"_s : u"number"_s)
                             .arg(parameter.least)
                             .arg(parameter.most, 0, 'f', 0)};
        }
        return parameter.isWhole ? QJsonValue(qint64(number)) : QJsonValue(number);
    }
    return Error{ErrorKind::Rejected, u"there is no setting \"%1\""_s.arg(name)};
}

Result<void> checkSettings(const QJsonObject &settings)
{
    for (auto each = settings.begin(); each != settings.end(); ++each) {
        const QString text = each->isDouble() ? QString::number(each->toDouble(), 'g', 17) : u"nothing"_s;
        if (auto checked = parseSetting(each.key(), text); !checked)
            return checked.error();
    }
    return {};
}

} // namespace studio
