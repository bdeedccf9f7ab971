#include "gateway/PromptReading.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostPromptChars = 20'000; // a rule about the first pages is good enough
constexpr qsizetype mostTopicWords = 5;
constexpr qsizetype mostKeywords = 6;
constexpr qsizetype mostWordChars = 24;

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::CaseInsensitiveOption
                                        | QRegularExpression::UseUnicodePropertiesOption);
}

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression word = pattern(u"[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}-]*"_s);
    QStringList words;
    for (auto it = word.globalMatch(text); it.hasNext();)
        words += it.next().captured().left(mostWordChars);
    return words;
}

bool isTopicEnd(const QString &word)
{
    static const QSet<QString> ends{
        u"at"_s,   u"in"_s,    u"with"_s, u"using"_s, u"that"_s, u"which"_s, u"who"_s,  u"for"_s, u"as"_s,
        u"on"_s,   u"to"_s,    u"from"_s, u"into"_s,  u"and"_s,  u"mit"_s,   u"per"_s,  u"by"_s,  u"no"_s,
        u"under"_s, u"within"_s};
    return ends.contains(word.toLower());
}

bool isArticle(const QString &word)
{
    static const QSet<QString> articles{u"a"_s,   u"an"_s,    u"the"_s,  u"our"_s,   u"my"_s,   u"this"_s, u"your"_s,
                                        u"der"_s, u"die"_s,   u"das"_s,  u"ein"_s,   u"eine"_s, u"einen"_s,
                                        u"le"_s,  u"la"_s,    u"un"_s,   u"une"_s};
    return articles.contains(word.toLower());
}

bool isCommon(const QString &word)
{
    static const QSet<QString> common{
        u"about"_s,  u"answer"_s, u"could"_s,   u"give"_s,  u"have"_s,   u"into"_s,  u"least"_s,    u"long"_s,
        u"make"_s,   u"more"_s,   u"most"_s,    u"must"_s,  u"please"_s, u"short"_s, u"should"_s,   u"sentence"_s,
        u"some"_s,   u"than"_s,   u"that"_s,    u"their"_s, u"them"_s,   u"they"_s,  u"this"_s,     u"sentences"_s,
        u"what"_s,   u"when"_s,   u"which"_s,   u"will"_s,  u"with"_s,   u"word"_s,  u"words"_s,    u"text"_s,
        u"write"_s,  u"would"_s,  u"your"_s,    u"from"_s,  u"does"_s,   u"tell"_s,  u"need"_s,     u"using"_s};
    return common.contains(word.toLower());
}

QStringList keywordsOf(const QStringList &words)
{
    QStringList keywords;
    for (const QString &word : words) {
        const bool isLatin = word.at(0).unicode() < 0x250;
        const bool isTooShort = word.size() < (isLatin ? 4 : 2);
        if (isTooShort || isCommon(word) || word.at(0).isDigit() || keywords.contains(word, Qt::CaseInsensitive))
            continue;
        keywords += word;
        if (keywords.size() == mostKeywords)
            break;
    }
    return keywords;
}

QString topicOf(const QString &prompt, const QStringList &keywords)
{
    for (const QString &preposition : {u"for"_s, u"about"_s, u"für"_s, u"über"_s, u"pour"_s, u"para"_s, u"of"_s}) {
        const auto match = pattern(u"\\b%1\\s+([^.,;:!?\\n()]+)"_s.arg(preposition)).match(prompt);
        QStringList topic;
        for (const QString &word : wordsOf(match.captured(1))) {
            if (topic.isEmpty() && isArticle(word))
                continue;
            if (isTopicEnd(word) || topic.size() == mostTopicWords)
                break;
            topic += word;
        }
        if (!topic.isEmpty())
            return topic.join(u' ');
    }
    return keywords.isEmpty() ? u"this idea"_s : keywords.first(std::min<qsizetype>(2, keywords.size())).join(u' ');
}

std::optional<qsizetype> mostWordsIn(const QString &prompt)
{
    static const QRegularExpression before = pattern(
        u"\\b(at most|no more than|not more than|up to|maximum of|maximum|max|within|in|under|below|fewer than|"
        "less than)\\s+(\\d{1,6})\\s+words?\\b"_s);
    static const QRegularExpression after = pattern(u"\\b(\\d{1,6})\\s+words?\\s+(or less|or fewer|at most|max)"_s);
    if (const auto match = before.match(prompt); match.hasMatch()) {
        const bool isBelow = QStringList{u"under"_s, u"below"_s, u"fewer than"_s, u"less than"_s}.contains(
            match.captured(1).toLower());
        return std::max<qsizetype>(1, match.captured(2).toInt() - (isBelow ? 1 : 0));
    }
    if (const auto match = after.match(prompt); match.hasMatch())
        return std::max(1, match.captured(1).toInt());
    return std::nullopt;
}

PromptReading::Kind kindOf(const QString &prompt, const QStringList &words)
{
    static const QSet<QString> greetings{u"hello"_s, u"hi"_s, u"hey"_s, u"hallo"_s, u"hola"_s, u"bonjour"_s};
    static const QSet<QString> asking{u"what"_s, u"why"_s, u"how"_s, u"who"_s, u"when"_s, u"where"_s, u"which"_s};
    const QString first = words.value(0).toLower();
    if (words.size() <= 3 && greetings.contains(first))
        return PromptReading::Kind::Greeting;
    if (prompt.trimmed().endsWith(u'?') || asking.contains(first))
        return PromptReading::Kind::Question;
    return PromptReading::Kind::Task;
}

} // namespace

PromptReading readPrompt(const QString &prompt)
{
    const QString text = prompt.left(mostPromptChars);
    const QStringList words = wordsOf(text);
    PromptReading reading;
    reading.kind = kindOf(text, words);
    reading.keywords = keywordsOf(words);
    reading.topic = topicOf(text, reading.keywords);
    reading.mostWords = mostWordsIn(text);
    return reading;
}

qsizetype wordCount(const QString &text)
{
    qsizetype count = 0;
    bool isInWord = false;
    for (const QChar c : text) {
        if (c.isSpace())
            isInWord = false;
        else if (!isInWord && (c.isLetterOrNumber() || c.isSurrogate()))
            isInWord = ++count > 0;
    }
    return count;
}

} // namespace studio
