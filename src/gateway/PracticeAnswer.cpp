#include "gateway/PracticeAnswer.h"

#include "gateway/ChatQuestion.h"

#include <QRegularExpression>

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
    explicit Choice(quint64 bits) : m_bits(bits) {}

    const QString &from(std::span<const QString> options)
    {
        const QString &picked = options[m_bits % options.size()];
        m_bits = m_bits / options.size() + 1;
        return picked;
    }

private:
    quint64 m_bits;
};

QString echoOf(const PromptReading &reading)
{
    QStringList words = reading.keywords.first(std::min<qsizetype>(3, reading.keywords.size()));
    if (words.size() < 2)
        return words.isEmpty() ? reading.topic : words.first();
    const QString last = words.takeLast();
    return words.join(u", "_s) + u" and "_s + last;
}

QString upperFirst(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

QString opener(const PromptReading &reading, Choice &choice)
{
    static const QString greetings[] = {u"Hello! What shall we write today?"_s,
                                        u"Hi there, good to see you."_s,
                                        u"Hello, and welcome to the practice gateway."_s};
    static const QString answers[] = {u"On %1, the short answer is: begin with what is known and check one thing at "
                                      "a time."_s,
                                      u"The usual answer about %1 is: it depends, and mostly on who is asking."_s,
                                      u"Three things decide about %1: time, money and taste."_s};
    static const QString tasks[] = {u"Meet %1: simple to like and easy to choose."_s,
                                    u"Here is %1, made for days that need a little more calm."_s,
                                    u"Good news for everyone who has been looking for %1."_s,
                                    u"Some things just work, and %1 is one of them."_s,
                                    u"Say hello to %1, your new favourite from the first morning on."_s};
    switch (reading.kind) {
    case PromptReading::Kind::Greeting:
        return choice.from(greetings);
    case PromptReading::Kind::Question:
        return choice.from(answers).arg(reading.topic);
    case PromptReading::Kind::Task:
        break;
    }
    return choice.from(tasks).arg(reading.topic);
}

QString middle(const PromptReading &reading, Choice &choice)
{
    static const QString sentences[] = {u"It keeps to what you asked for: %1."_s,
                                        u"Think of %1, without the fuss."_s,
                                        u"What counts here is %1, and nothing gets in the way."_s,
                                        u"Every detail follows from %1."_s};
    return choice.from(sentences).arg(echoOf(reading));
}

QString closer(Choice &choice)
{
    static const QString sentences[] = {u"Take a look and see how it fits your day."_s,
                                        u"Try it once and you will know."_s,
                                        u"Ready when you are."_s,
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

QString markdownTable(const PromptReading &reading)
{
    return u"| Place | What to say first | Words |\n| --- | --- | ---: |\n"
           "| Shop page | %1 | 60 |\n| Newsletter | %2 | 25 |\n| Poster | %3 | 7 |"_s
        .arg(reading.topic, reading.keywords.value(0, u"the news"_s), reading.keywords.value(1, u"the name"_s));
}

QStringList markdownBlocks(const PromptReading &reading, Choice &choice)
{
    static const QString points[] = {u"say it in the first line"_s, u"show it instead of naming it"_s,
                                     u"leave room for a question"_s, u"keep it out of the small print"_s};
    QStringList list;
    for (const QString &word : reading.keywords)
        list += u"- **%1**: %2"_s.arg(upperFirst(word), choice.from(points));
    if (list.isEmpty())
        list += u"- **%1**: %2"_s.arg(upperFirst(reading.topic), choice.from(points));
    return {
        u"## %1"_s.arg(upperFirst(reading.topic)),
        opener(reading, choice) + u' ' + middle(reading, choice),
        u"### What matters\n\n"_s + list.join(u'\n'),
        u"### Where to use it\n\n"_s + markdownTable(reading),
        u"### For the web page\n\n```html\n<article>\n  <h2>%1</h2>\n  <p>%2</p>\n</article>\n```"_s
            .arg(upperFirst(reading.topic), closer(choice)),
        u"*%1*"_s.arg(closer(choice)),
    };
}

QString reasoningAbout(const PromptReading &reading)
{
    const QString length = reading.mostWords ? u"It may have %1 words at most."_s.arg(*reading.mostWords)
                                             : u"No length is given, so two short options will do."_s;
    return u"The request is about %1. The words to keep are %2. %3 I will write one plain version and one warmer "
           "version, then say which one I would take."_s.arg(reading.topic, echoOf(reading), length);
}

QStringList reasonedBlocks(const PromptReading &reading, Choice &choice)
{
    return {u"**Plain.** %1 %2"_s.arg(opener(reading, choice), middle(reading, choice)),
            u"**Warm.** %1 %2"_s.arg(opener(reading, choice), closer(choice)),
            u"I would take the plain one: it says %1 at once."_s.arg(reading.topic)};
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
    case AnswerStyle::Short:
        return fitted(shortBlocks(reading, choice, bits), u" "_s, reading.mostWords);
    case AnswerStyle::Markdown:
        return fitted(markdownBlocks(reading, choice), gap, reading.mostWords);
    case AnswerStyle::Reasoned:
        return fitted(reasonedBlocks(reading, choice), gap, reading.mostWords);
    }
    return {};
}

void cutAt(qint64 mostTokens, PracticeAnswer &answer)
{
    answer.isCutByLength = answer.tokens() > mostTokens;
    answer.reasoning.resize(std::min<qsizetype>(answer.reasoning.size(), mostTokens));
    answer.text.resize(std::min<qsizetype>(answer.text.size(), mostTokens - answer.reasoning.size()));
}

} // namespace

QString practiceLine()
{
    return u"practice output, not an AI model"_s;
}

PracticeAnswer practiceAnswer(const ChatQuestion &question, const PracticeModel &model, const Fault *fault)
{
    PracticeAnswer answer;
    if (fault && fault->kind == FaultKind::Empty)
        return answer;
    answer.isRefusal = fault && fault->kind == FaultKind::Refusal;
    const PromptReading reading = readPrompt(question.prompt);
    const quint64 bits = steadyHash(model.id.toUtf8() + '\n' + question.seed) >> 1;
    const QString text = answer.isRefusal ? u"I'm sorry, but I can't help with that request."_s
                                          : writtenText(reading, model, bits);
    answer.text = deltasOf(practiceLine() + u"\n\n"_s + text);
    if (model.style == AnswerStyle::Reasoned && !answer.isRefusal)
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
