#include "gateway/PracticeAnswer.h"

#include "gateway/PracticeQuestion.h"
#include "gateway/SchemaValue.h"

#include <QJsonDocument>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostDeltaChars = 12;

/// Picks sentences by the bits of one number, so that prompts, models and settings get different ones.
class Choice
{
public:
    explicit Choice(quint64 bits)
        : m_bits(bits)
    {
    }

    const QString &from(std::span<const QString> options)
    {
        const QString &picked = options[m_bits % options.size()];
        m_bits = m_bits / options.size() + 1;
        return picked;
    }

private:
    quint64 m_bits;
};

QString upperFirst(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

QString headingOf(const PromptReading &reading)
{
    if (!reading.topic.isEmpty())
        return upperFirst(reading.topic);
    switch (reading.kind) {
    case PromptReading::Kind::Greeting:
        return u"Hello"_s;
    case PromptReading::Kind::Question:
        return u"A short answer"_s;
    case PromptReading::Kind::Task:
        break;
    }
    return u"A first version"_s;
}

QString opener(const PromptReading &reading, Choice &choice)
{
    static const QString greetings[] = {u"Hello! What shall we write today?"_s,
                                        u"Hi there, good to see you."_s,
                                        u"Hello, and welcome to the practice gateway."_s};
    static const QString answers[] = {u"The short answer: it depends on who is asking, and what for."_s,
                                      u"Begin with what is known, then check one thing at a time."_s,
                                      u"Three things decide: time, money and taste."_s};
    static const QString drafts[] = {u"Here is a first version, short and plain."_s,
                                     u"This is where I would begin."_s, u"One idea, said once, is enough."_s};
    static const QString tasks[] = {u"Meet %1: simple to like and easy to choose."_s,
                                    u"Here is %1, made for days that need a little more calm."_s,
                                    u"Good news for everyone who has been waiting for %1."_s,
                                    u"Some things just work. %2 is a good example."_s,
                                    u"Say hello to %1, a favourite from the first morning on."_s,
                                    u"%2 belongs where people meet: on the table, at work, at home."_s};
    switch (reading.kind) {
    case PromptReading::Kind::Greeting:
        return choice.from(greetings);
    case PromptReading::Kind::Question:
        return choice.from(answers);
    case PromptReading::Kind::Task:
        break;
    }
    if (reading.subject.isEmpty())
        return choice.from(drafts);
    return QString(choice.from(tasks))
        .replace("%1"_L1, reading.subject)
        .replace("%2"_L1, upperFirst(reading.subject));
}

QString middle(const PromptReading &reading, Choice &choice)
{
    static const QString echoes[] = {u"In short: %1."_s, u"Words to keep: %1."_s, u"What to remember: %1."_s};
    static const QString plain[] = {u"It does one thing well and needs no explaining."_s,
                                    u"Nothing loud, nothing missing."_s,
                                    u"You will notice the difference on the first day."_s};
    if (reading.keywords.isEmpty())
        return choice.from(plain);
    return choice.from(echoes).arg(reading.keywords.join(u", "_s));
}

QString closer(Choice &choice)
{
    static const QString sentences[] = {u"Take a look and see how it fits your day."_s,
                                        u"Try it once and you will know."_s, u"Ready when you are."_s,
                                        u"Tell a friend, or keep it to yourself."_s};
    return choice.from(sentences);
}

QStringList shortBlocks(const PromptReading &reading, Choice &choice, quint64 bits)
{
    QStringList sentences{opener(reading, choice)};
    if (bits % 4 > 0)
        sentences += middle(reading, choice);
    if (bits % 4 > 1)
        sentences += closer(choice);
    return sentences;
}

QString markdownList(const PromptReading &reading, Choice &choice)
{
    static const QString reasons[] = {u"it saves time"_s, u"it lasts"_s, u"it is easy to explain"_s,
                                      u"it is made for daily use"_s};
    static const QString steps[] = {u"show one picture and one price"_s,
                                    u"ask for one click, not for three"_s, u"let a customer speak"_s};
    QStringList lines{u"- **What it is**: %1"_s.arg(reading.subject.isEmpty() ? u"say it in five words"_s
                                                                              : reading.subject),
                      u"- **Why it matters**: %1"_s.arg(choice.from(reasons)),
                      u"- **What to do next**: %1"_s.arg(choice.from(steps))};
    if (!reading.keywords.isEmpty())
        lines += u"- **Words to keep**: %1"_s.arg(reading.keywords.join(u", "_s));
    return lines.join(u'\n');
}

QString markdownTable(const PromptReading &reading)
{
    const QString topic = reading.topic.isEmpty() ? u"the first line"_s : reading.topic;
    return u"| Place | Begin with | Words |\n| --- | --- | ---: |\n"
           "| Shop page | %1 | 60 |\n| Newsletter | News about %1 | 25 |\n| Poster | One line on %1 | 7 |"_s
               .arg(topic);
}

QStringList markdownBlocks(const PromptReading &reading, Choice &choice)
{
    const QString heading = headingOf(reading);
    return {
        u"## %1"_s.arg(heading),
        opener(reading, choice) + u' ' + middle(reading, choice),
        u"### What matters\n\n"_s + markdownList(reading, choice),
        u"### Where to use it\n\n"_s + markdownTable(reading),
        u"### For the web page\n\n```html\n<article>\n  <h2>%1</h2>\n  <p>%2</p>\n</article>\n```"_s.arg(
            heading, closer(choice)),
        u"*%1*"_s.arg(closer(choice)),
    };
}

QString reasoningAbout(const PromptReading &reading)
{
    const QString topic = reading.subject.isEmpty() ? u"The request names no subject. "_s
                                                    : u"The request is about %1. "_s.arg(reading.subject);
    const QString words =
        reading.keywords.isEmpty() ? QString() : u"Words to keep: %1. "_s.arg(reading.keywords.join(u", "_s));
    const QString length = reading.mostWords ? u"It may have %1 words at most. "_s.arg(*reading.mostWords)
                                             : u"No length is given. "_s;
    return topic + words + length +
           u"I will write a plain version and a warmer one, then say which one I would take."_s;
}

QStringList reasonedBlocks(const PromptReading &reading, Choice &choice)
{
    return {u"**Plain.** %1 %2"_s.arg(opener(reading, choice), middle(reading, choice)),
            u"**Warm.** %1 %2"_s.arg(opener(reading, choice), closer(choice)),
            u"I would take the plain one: it says at once what this is about."_s};
}

/// Drops blocks from the end until the words fit; a first block that is still too long is cut.
QString fitted(QStringList blocks, const QString &separator, std::optional<qsizetype> mostWords)
{
    if (!mostWords)
        return blocks.join(separator);
    const qsizetype most = std::max<qsizetype>(1, *mostWords - wordCount(practiceLine()));
    while (blocks.size() > 1 && wordCount(blocks.join(separator)) > most)
        blocks.removeLast();
    if (wordCount(blocks.first()) <= most)
        return blocks.join(separator);
    return blocks.first().section(u' ', 0, most - 1);
}

QString writtenText(const PromptReading &reading, const PracticeModel &model, quint64 bits)
{
    Choice choice(bits / 4);
    const QString gap = u"\n\n"_s;
    switch (model.style) {
    case WritingStyle::Short:
        return fitted(shortBlocks(reading, choice, bits), u" "_s, reading.mostWords);
    case WritingStyle::Markdown:
        return fitted(markdownBlocks(reading, choice), gap, reading.mostWords);
    case WritingStyle::Reasoned:
        return fitted(reasonedBlocks(reading, choice), gap, reading.mostWords);
    }
    return {};
}

/// One line of JSON, a text or a number too.
QString jsonText(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

/// The answer as it is asked for: plain, as JSON, or as JSON of a given form.
QString shapedText(const PracticeQuestion &question, const QString &text)
{
    if (question.answerSchema)
        return jsonText(practiceValue(*question.answerSchema));
    if (question.wantsJson)
        return jsonText(QJsonObject{{u"note"_s, practiceLine()}, {u"text"_s, text}});
    return practiceLine() + u"\n\n"_s + text;
}

PracticeCall callOf(const OfferedTool &tool)
{
    const QJsonObject arguments = practiceValue(tool.schema).toObject();
    return {tool.name, arguments, deltasOf(jsonText(arguments))};
}

void cutAt(qint64 mostTokens, PracticeAnswer &answer)
{
    answer.isCutByLength = answer.tokens() > mostTokens;
    if (answer.isCutByLength)
        answer.call.reset(); // half a call is none
    answer.reasoning.resize(std::min<qsizetype>(answer.reasoning.size(), mostTokens));
    answer.text.resize(std::min<qsizetype>(answer.text.size(), mostTokens - answer.reasoning.size()));
}

} // namespace

QString practiceLine()
{
    return u"practice output, not an AI model"_s;
}

PracticeAnswer practiceAnswer(const PracticeQuestion &question, const PracticeModel &model,
                              const Fault *fault)
{
    PracticeAnswer answer;
    if (fault && fault->kind == FaultKind::Empty)
        return answer;
    answer.isRefusal = fault && fault->kind == FaultKind::Refusal;
    const PromptReading reading = readPrompt(question.prompt);
    const quint64 bits = steadyHash(model.id.toUtf8() + '\n' + varietyOf(question)) >> 1;
    if (answer.isRefusal)
        answer.text = deltasOf(practiceLine() + u"\n\nI'm sorry, but I can't help with that request."_s);
    else if (question.forcedTool)
        answer.call = callOf(*question.forcedTool);
    else
        answer.text = deltasOf(shapedText(question, writtenText(reading, model, bits)));
    if (model.style == WritingStyle::Reasoned && question.mayReason && !answer.isRefusal)
        answer.reasoning = deltasOf(reasoningAbout(reading));
    if (question.maxTokens)
        cutAt(*question.maxTokens, answer);
    return answer;
}

QStringList deltasOf(const QString &text)
{
    QStringList deltas;
    qsizetype begin = 0;
    for (qsizetype i = 1; i <= text.size(); ++i) {
        const bool isEnd = i == text.size();
        const bool isWordStart = !isEnd && text[i].isSpace() && !text[i - 1].isSpace();
        const bool isTooLong = i - begin >= mostDeltaChars && !(text[i - 1].isHighSurrogate());
        if (isEnd || isWordStart || isTooLong) {
            deltas += text.sliced(begin, i - begin);
            begin = i;
        }
    }
    return deltas;
}

} // namespace studio
