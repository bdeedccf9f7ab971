#include "gui/SettingText.h"

#include "gui/ColumnLetter.h"
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::SettingText)
};

struct Entry
{
    QLatin1StringView key;
    const char *words;
    const char *example = ""; ///< Of a text; not translated.
};


constexpr auto titles = std::to_array<Entry>({
    {"temperature"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "How adventurous")},
    {"max_tokens"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Longest answer")},
    {"seed"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Repeatable number")},
    {"top_p"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Share of likely words")},
    {"top_k"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Number of likely words")},
    {"min_p"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Least likely word allowed")},
    {"frequency_penalty"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Avoid frequent words")},
    {"presence_penalty"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Look for new subjects")},
    {"repetition_penalty"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Avoid repeating")},
    {"stop"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Stop before these words"), "END, ###"},
    {"reasoning_effort"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "How hard to think")},
    {"reasoning_tokens"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Longest thinking")},
    {"verbosity"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "How wordy")},
    {"answer_format"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Form of the answer")},
    {"answer_schema"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Exact form of the answer"), R"({"type": "object", "properties": {}})"},
    {"tools"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Tools it may ask for"), R"([{"type": "function", "function": {"name": ""}}])"},
    {"tool_choice"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Which tool to ask for"), "auto"},

    {"size"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Size in pixels"), "1024x1024"},
    {"aspect_ratio"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Width to height"), "16:9"},
    {"resolution"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Resolution"), "1080p"},
    {"count"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "How many")},
    {"quality"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Quality"), "high"},
    {"background"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Background")},
    {"output_format"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Type of file"), "png"},
    {"output_compression"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Compression in percent")},
    {"style"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Style"), "natural"},
    {"input_fidelity"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "How close to your picture"), "high"},
    {"moderation"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "How strictly it is checked"), "low"},

    {"seconds"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Length in seconds")},
    {"frame_rate"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Pictures per second")},
    {"sound"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "With sound")},
    {"watermark"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "With a watermark")},
    {"fixed_camera"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Camera stays still")},

    {"models"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Models the provider may fall back on"), "openai/gpt-5-nano"},
    {"provider.order"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Companies, in this order"), "groq, azure"},
    {"provider.only"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Only these companies"), "groq, azure"},
    {"provider.ignore"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Never these companies"), "groq, azure"},
    {"provider.quantizations"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Only these precisions"), "fp8, bf16"},
    {"provider.allow_fallbacks"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Other companies may step in")},
    {"provider.require_parameters"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Only companies that take every setting")},
    {"provider.zdr"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Only companies that keep nothing")},
    {"provider.data_collection"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Companies that keep data")},
    {"provider.sort"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "What matters most")},
    {"provider.max_price.prompt"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Most dollars per million tokens sent")},
    {"provider.max_price.completion"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Most dollars per million tokens answered")},
    {"provider.max_price.request"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Most dollars per request")},
    {"provider.max_price.image"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Most dollars per picture")},
    {"provider.preferred_max_latency"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Longest wait to prefer, in seconds")},
    {"provider.preferred_min_throughput"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Least tokens per second to prefer")},

    {"extra"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "Other fields to send"), R"({"user": "anna"})"},
});

constexpr auto choices = std::to_array<Entry>({
    {"none"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "none")},
    {"minimal"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "very low")},
    {"low"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "low")},
    {"medium"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "medium")},
    {"high"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "high")},
    {"xhigh"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "very high")},
    {"max"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "as high as it goes")},
    {"text"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "text")},
    {"json"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "JSON")},
    {"auto"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "automatic")},
    {"opaque"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "filled")},
    {"transparent"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "transparent")},
    {"allow"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "allowed")},
    {"deny"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "not allowed")},
    {"price"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "price")},
    {"throughput"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "tokens per second")},
    {"latency"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "a short wait")},
    {"exacto"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "exact tool calls")},
    {"true"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "yes")},
    {"false"_L1, QT_TRANSLATE_NOOP("studio::SettingText", "no")},
});

const Entry *find(std::span<const Entry> entries, const QString &key)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&key](const Entry &each) { return each.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

QString wordsOf(std::span<const Entry> entries, const QString &key)
{
    const Entry *entry = find(entries, key);
    return entry ? Words::tr(entry->words) : key;
}

QString number(double value)
{
    return value == double(qint64(value)) ? QLocale().toString(qint64(value)) : QLocale().toString(value);
}

} // namespace

QString settingTitle(const QString &setting)
{
    return wordsOf(titles, setting);
}

QString groupTitle(Parameter::Group group)
{
    switch (group) {
    case Parameter::Group::Text:
        return Words::tr("Text");
    case Parameter::Group::Picture:
        return Words::tr("Pictures");
    case Parameter::Group::Video:
        return Words::tr("Videos");
    case Parameter::Group::Routing:
        return Words::tr("Who runs it");
    case Parameter::Group::Extra:
        return Words::tr("Anything else");
    }
    Q_UNREACHABLE();
}

QString unsetText(const Parameter &parameter)
{
    if (parameter.name == "seed"_L1 || parameter.group == Parameter::Group::Extra)
        return Words::tr("none");
    return parameter.group == Parameter::Group::Routing ? Words::tr("as usual") : Words::tr("model's own");
}

QString choiceText(const QString &choice)
{
    return wordsOf(choices, choice);
}

QString placeholderText(const Parameter &parameter)
{
    const Entry *entry = find(titles, parameter.name);
    const QString example = QString::fromUtf8(entry ? entry->example : "");
    return example.isEmpty() ? unsetText(parameter)
                             //: What an empty field means; an example of what may be typed there.
                             : Words::tr("%1, or such as %2").arg(unsetText(parameter), example);
}

QString accessibleText(const Parameter &parameter)
{
    const QString title = settingTitle(parameter.name);
    const QString unset = unsetText(parameter);
    if (parameter.isNumber())
        return Words::tr("%1, %2 to %3; empty for: %4").arg(title, number(parameter.least), number(parameter.most), unset);
    if (parameter.type == Parameter::Type::List)
        return Words::tr("%1, with commas between them; empty for: %2").arg(title, unset);
    return parameter.type == Parameter::Type::Flag || parameter.type == Parameter::Type::Choice
        ? title
        : Words::tr("%1; empty for: %2").arg(title, unset);
}

QString refusalText(const Parameter &parameter)
{
    const QString title = settingTitle(parameter.name);
    switch (parameter.type) {
    case Parameter::Type::Whole:
        return Words::tr("%1 takes a whole number from %2 to %3.").arg(title, number(parameter.least), number(parameter.most));
    case Parameter::Type::Number:
        return Words::tr("%1 takes a number from %2 to %3, such as 0.7.")
            .arg(title, number(parameter.least), number(parameter.most));
    case Parameter::Type::List:
        return Words::tr("%1 takes at most %2, with commas between them. This is not sent.").arg(title, number(parameter.most));
    case Parameter::Type::Json:
        return Words::tr("This is no JSON yet, so it is not sent.");
    case Parameter::Type::Flag:
    case Parameter::Type::Choice:
    case Parameter::Type::Text:
        return Words::tr("%1 takes at most %2 characters on one line. This is not sent.").arg(title, number(parameter.most));
    }
    Q_UNREACHABLE();
}

QString fitText(const QList<SettingFit> &fits)
{
    QList<int> without;
    bool isListed = true;
    for (int column = 1; column <= fits.size(); ++column) {
        if (fits[column - 1] != SettingFit::Taken)
            without << column;
        isListed = isListed && fits[column - 1] != SettingFit::NotListed;
    }
    if (without.isEmpty())
        return {};
    if (without.size() < fits.size())
        return without.size() == 1 ? Words::tr("%1 does not take this.").arg(columnLetters(without))
                                   : Words::tr("%1 do not take this.").arg(columnLetters(without));
    return isListed ? Words::tr("Not sent: there is no place for it in how these models are asked.")
                    : Words::tr("Not sent: it is not in the provider's list of what these models take.");
}

QString valueText(const Parameter &parameter, const QJsonValue &value)
{
    constexpr qsizetype most = 24;
    if (parameter.type == Parameter::Type::Flag || parameter.type == Parameter::Type::Choice)
        return choiceText(settingText(value));
    if (parameter.type == Parameter::Type::Json)
        return u"…"_s;
    const QString text = settingText(value);
    return text.size() > most ? text.first(most) + u'…' : text;
}

QString fillingText(const QList<FilledSetting> &filling)
{
    QStringList changed;
    QStringList refused;
    for (const FilledSetting &each : filling) {
        const Parameter *parameter = parameterNamed(each.setting);
        if (!parameter || each.isAsSet())
            continue;
        if (each.isRefused()) //: %1 is a setting, as it is called in the form.
            refused << Words::tr("no “%1” here", "a setting that a model does not take").arg(settingTitle(each.setting));
        else
            changed << Words::tr("%1 → %2 %3", "a value, the setting that it became, its value there")
                           .arg(valueText(*parameter, each.value), each.place, settingText(each.sentValue));
    }
    return (changed + refused).join(Words::tr(" · ", "between the parts of a status line"));
}

QList<Fact> fillingFacts(const QList<FilledSetting> &filling)
{
    QList<Fact> facts;
    for (const FilledSetting &each : filling) {
        const Parameter *parameter = parameterNamed(each.setting);
        if (!parameter)
            continue;
        const QString name = Words::tr("%1 %2", "name of a setting, its value")
                                 .arg(settingTitle(each.setting), valueText(*parameter, each.value));
        const QString sent = settingText(each.sentValue);
        facts << Fact{name, each.isRefused() ? Words::tr("not sent: this model has no place for it")
                          : each.isAsSet()   ? Words::tr("sent as it is")
                                             : Words::tr("sent as %1 %2").arg(each.place, sent)};
    }
    return facts;
}

} // namespace studio
