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
constexpr qsizetype mostKeywords = 4;
constexpr qsizetype mostWordChars = 24;

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::CaseInsensitiveOption |
                                        QRegularExpression::UseUnicodePropertiesOption);
}

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression word = pattern(u"[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}-]*"_s);
    QStringList words;
    for (auto it = word.globalMatch(text); it.hasNext();)
        words += it.next().captured().left(mostWordChars);
    return words;
}

bool isIn(const QSet<QString> &set, const QString &word)
{
    return set.contains(word.toLower());
}

bool endsTopic(const QString &word)
{
    static const QSet<QString> ends{u"and"_s,   u"as"_s,    u"at"_s,   u"by"_s,   u"for"_s,   u"from"_s,
                                    u"im"_s,    u"in"_s,    u"into"_s, u"is"_s,   u"mit"_s,   u"no"_s,
                                    u"on"_s,    u"per"_s,   u"that"_s, u"to"_s,   u"und"_s,   u"under"_s,
                                    u"using"_s, u"which"_s, u"who"_s,  u"with"_s, u"within"_s};
    return isIn(ends, word);
}

bool isArticle(const QString &word)
{
    static const QSet<QString> articles{u"a"_s,    u"an"_s,    u"the"_s,   u"this"_s,   u"your"_s,   u"our"_s,
                                        u"my"_s,   u"der"_s,   u"die"_s,   u"das"_s,    u"den"_s,    u"ein"_s,
                                        u"eine"_s, u"einen"_s, u"unser"_s, u"unsere"_s, u"unseren"_s};
    return isIn(articles, word);
}

/// Words that say what kind of text is wanted, and words that say nothing.
bool isCommon(const QString &word)
{
    static const QSet<QString> common{
        u"about"_s,     u"advert"_s,      u"also"_s,     u"answer"_s,   u"best"_s,         u"could"_s,
        u"describe"_s,  u"description"_s, u"does"_s,     u"email"_s,    u"friendly"_s,     u"from"_s,
        u"give"_s,      u"have"_s,        u"headline"_s, u"hello"_s,    u"into"_s,         u"least"_s,
        u"long"_s,      u"make"_s,        u"more"_s,     u"most"_s,     u"must"_s,         u"need"_s,
        u"please"_s,    u"post"_s,        u"product"_s,  u"sentence"_s, u"sentences"_s,    u"short"_s,
        u"should"_s,    u"slogan"_s,      u"slogans"_s,  u"some"_s,     u"tell"_s,         u"text"_s,
        u"than"_s,      u"that"_s,        u"their"_s,    u"them"_s,     u"they"_s,         u"this"_s,
        u"using"_s,     u"what"_s,        u"when"_s,     u"which"_s,    u"will"_s,         u"with"_s,
        u"word"_s,      u"words"_s,       u"would"_s,    u"write"_s,    u"your"_s,         u"schreibe"_s,
        u"eine"_s,      u"einen"_s,       u"bitte"_s,    u"kurzen"_s,   u"freundlichen"_s, u"produkttext"_s,
        u"höchstens"_s, u"wörter"_s};
    return isIn(common, word);
}

/// The words behind a preposition, and how they stand in a sentence.
void readTopic(const QString &prompt, PromptReading &reading)
{
    for (const QString &preposition : {u"about"_s, u"über"_s, u"for"_s, u"für"_s, u"of"_s}) {
        const auto match = pattern(u"\\b%1\\s+([^.,;:!?\\n()]+)"_s.arg(preposition)).match(prompt);
        QStringList words = wordsOf(match.captured(1));
        const QString article =
            !words.isEmpty() && isArticle(words.first()) ? words.takeFirst().toLower() : QString();
        const auto end = std::find_if(words.begin(), words.end(), endsTopic);
        words.erase(std::min(end, words.begin() + std::min(mostTopicWords, words.size())), words.end());
        if (words.isEmpty())
            continue;
        reading.topic = words.join(u' ');
        const bool isOurs = article == "our"_L1 || article == "my"_L1;
        const QChar first = reading.topic.front();
        const bool isEnglishNoun = first.isLower() && first.unicode() < 0x80;
        reading.subject = (isOurs ? u"our "_s : isEnglishNoun ? u"the "_s : QString()) + reading.topic;
        return;
    }
}

QStringList keywordsOf(const QStringList &words, const QString &topic)
{
    const QStringList inTopic = wordsOf(topic);
    QStringList keywords;
    for (const QString &word : words) {
        const bool isLatin = word.front().unicode() < 0x250;
        const bool isTooShort = word.size() < (isLatin ? 4 : 2);
        if (isTooShort || word.front().isDigit() || isCommon(word) ||
            keywords.contains(word, Qt::CaseInsensitive) || inTopic.contains(word, Qt::CaseInsensitive))
            continue;
        keywords += word;
        if (keywords.size() == mostKeywords)
            break;
    }
    return keywords;
}

std::optional<qsizetype> mostWordsIn(const QString &prompt)
{
    static const QRegularExpression before =
        pattern(u"\\b(at most|höchstens|maximal|no more than|not more than|up to|maximum "
                u"of|maximum|max|within|in|under|below|fewer than|"
                "less than)\\s+(\\d{1,6})\\s+(words?|Wörter[n]?)\\b"_s);
    static const QRegularExpression after =
        pattern(u"\\b(\\d{1,6})(\\s+words?\\s+(or less|or fewer|at most|max)|-word)\\b"_s);
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
    static const QSet<QString> asking{u"what"_s, u"why"_s,   u"how"_s,  u"who"_s,
                                      u"when"_s, u"where"_s, u"which"_s};
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
    readTopic(text, reading);
    reading.keywords = keywordsOf(words, reading.topic);
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
