#include "StoryRules.h"

#include "FuzzTarget.h"
#include "TextStock.h"
#include "providers/ServerWords.h"
#include "providers/Story.h"
#include "providers/TextJoiner.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostWords = 1000; // a server's sentence with ours in front of it

bool isEnd(const RunEvent &event)
{
    return std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event);
}

bool isWhole(const QString &text)
{
    return !text.contains(QChar(u'\0')) && withoutLoneSurrogates(text) == text;
}

bool isWeb(const QUrl &url)
{
    return url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && !url.host().isEmpty();
}

bool isCount(const std::optional<qint64> &count)
{
    return !count || *count >= 0;
}

/// Looks at one event after the other.
class Checker
{
public:
    explicit Checker(const QByteArray &input) : m_input(input), m_stock(input) {}

    void operator()(const TextDelta &delta) { checkText(delta.text, u"text"_s); }
    void operator()(const ReasoningDelta &delta) { checkText(delta.text, u"reasoning"_s); }

    void operator()(const MediaArrived &arrived)
    {
        const Media &media = arrived.media;
        require(media.bytes.isEmpty() != media.link.isEmpty(), u"a file has either bytes or a link"_s);
        require(media.bytes.size() <= m_input.size(), u"a file is not longer than what came"_s);
        require(media.link.isEmpty() || isWeb(media.link), u"a file's link leads to the web"_s);
        checkWords(QString::fromLatin1(media.mime), u"a file's type"_s);
    }

    void operator()(const ToolCalled &called)
    {
        require(isWhole(called.id) && isWhole(called.name), u"a tool's name is whole"_s);
        require(isWhole(called.arguments), u"a tool's arguments are whole"_s);
    }

    void operator()(const JobChanged &changed)
    {
        require(!changed.percent || (*changed.percent >= 0 && *changed.percent <= 100), u"progress is 0 to 100"_s);
        require(changed.pollAddress.isEmpty() || isWeb(changed.pollAddress), u"a polling address leads to the web"_s);
        require(isWhole(changed.id) && changed.id.size() <= mostWords, u"a job's id is whole and short"_s);
        checkWords(changed.word, u"a job's word"_s);
    }

    void operator()(const Answered &answered)
    {
        require(!answered.model.isEmpty() || !answered.company.isEmpty(), u"who answered has a name"_s);
        checkName(answered.model, u"the model's name"_s);
        checkName(answered.company, u"the company's name"_s);
    }

    void operator()(const UsageReported &report)
    {
        const Usage &usage = report.usage;
        require(usage != Usage{}, u"unknown usage is not reported"_s);
        for (const auto &count : {usage.input, usage.output, usage.reasoning, usage.cached, usage.cacheWrites, usage.pictures})
            require(isCount(count), u"counts are not negative"_s);
        for (const auto &cost : {usage.cost, usage.upstreamCost})
            require(!cost || !cost->isNegative(), u"costs are not negative"_s);
    }

    void operator()(const Finished &finished) { checkWords(finished.word, u"the reason's word"_s); }

    void operator()(const Failed &failed)
    {
        const auto wait = failed.error.retryAfter;
        require(!wait || (wait->count() > 0 && *wait <= std::chrono::minutes(2)), u"a wait is more than 0 and at most 120 s"_s);
        require(failed.error.kind != ErrorKind::Internal, u"a server's words are no fault of ours"_s);
        checkWords(failed.error.detail, u"an error's words"_s);
        checkWords(failed.error.requestId, u"a request's id"_s);
    }

    void operator()(const Oddity &oddity) { checkWords(oddity.detail, u"an oddity's words"_s); }

private:
    void checkText(const QString &text, const QString &what)
    {
        require(!text.isEmpty(), what + u" that is empty is no event"_s);
        require(isWhole(text), what + u" has no half characters and no NUL"_s);
        const QString lacking = m_stock.take(text);
        require(lacking.isEmpty(), what + u" was in the input, but for U+"_s + hex(lacking));
    }

    void checkName(const QString &name, const QString &what)
    {
        checkWords(name, what);
        const QString lacking = m_stock.lacks(name);
        require(lacking.isEmpty(), what + u" was in the input, but for U+"_s + hex(lacking));
    }

    void checkWords(const QString &words, const QString &what)
    {
        require(withoutControls(words) == words, what + u" has no control characters: "_s + words.toHtmlEscaped());
        require(words.size() <= mostWords, what + u" is short: %1 characters"_s.arg(words.size()));
    }

    static QString hex(const QString &c)
    {
        return c.isEmpty() ? QString() : QString::number(c.front().unicode(), 16);
    }

    const QByteArray m_input;
    TextStock m_stock;
};

} // namespace

void requireGoodStory(const QList<RunEvent> &events, const QByteArray &input)
{
    const auto end = std::find_if(events.begin(), events.end(), isEnd);
    const bool isJob = std::any_of(events.begin(), events.end(), [](const RunEvent &event) {
        return std::holds_alternative<JobChanged>(event);
    });
    require(end != events.end() || isJob, u"a story ends, but for a job that goes on"_s);
    if (end != events.end()) {
        const bool hasFailed = std::holds_alternative<Failed>(*end);
        for (auto it = end + 1; it != events.end(); ++it)
            require(!hasFailed && std::holds_alternative<UsageReported>(*it), u"nothing but usage comes behind the end"_s);
    }
    Checker checker(input);
    for (const RunEvent &event : events)
        std::visit(checker, event);
}

bool hasEnd(const QList<RunEvent> &events)
{
    return std::any_of(events.begin(), events.end(), isEnd);
}

/// Counts that grow with each event may be told once for many of them, so only the last ones are compared.
QList<RunEvent> comparable(const QList<RunEvent> &events)
{
    const auto isUsage = [](const RunEvent &event) { return std::holds_alternative<UsageReported>(event); };
    const auto lastUsage = std::find_if(events.rbegin(), events.rend(), isUsage);
    QList<RunEvent> joined;
    for (RunEvent event : events) {
        if (isUsage(event))
            continue;
        if (auto *failed = std::get_if<Failed>(&event))
            failed->error.retryAfter.reset();
        const auto *text = std::get_if<TextDelta>(&event);
        const auto *reasoning = std::get_if<ReasoningDelta>(&event);
        auto *lastText = joined.isEmpty() ? nullptr : std::get_if<TextDelta>(&joined.last());
        auto *lastReasoning = joined.isEmpty() ? nullptr : std::get_if<ReasoningDelta>(&joined.last());
        if (text && lastText)
            lastText->text += text->text;
        else if (reasoning && lastReasoning)
            lastReasoning->text += reasoning->text;
        else
            joined << event;
    }
    if (lastUsage != events.rend())
        joined << *lastUsage;
    return joined;
}

void requireSame(const QList<RunEvent> &events, const QList<RunEvent> &others, const QString &promise)
{
    const QList<RunEvent> one = comparable(events);
    const QList<RunEvent> other = comparable(others);
    require(one == other, promise + u":\n  "_s + storyOf(one) + u"\n  "_s + storyOf(other));
}

} // namespace studio
