#include "providers/CorrectionsReader.h"

#include "providers/Dialect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int newestSchema = 1;
constexpr qsizetype mostEntries = 5000;
constexpr qsizetype mostPatternChars = 200;
constexpr qsizetype mostIdChars = 300;
constexpr qsizetype mostTextChars = 500;
constexpr qint64 mostTokens = 1'000'000'000;

const QString perInput = u"1M input tokens"_s;
const QString perOutput = u"1M output tokens"_s;
const QString perRequest = u"request"_s;

QString text(JsonFields &fields, const QString &field, qsizetype most)
{
    const QString text = fields.text(field);
    const bool isPrintable = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
    if (text.size() > most || !isPrintable)
        fields.complain(field, u"at most %1 printable characters"_s.arg(most));
    return text;
}

/// Exact whatever the unit is: a price per million is moved by its decimal point.
std::optional<Money> dollars(JsonFields &fields, bool isPerMillion)
{
    const QString amount = fields.matching(u"usd"_s, u"[0-9]{1,9}(\\.[0-9]{1,12})?"_s,
                                           u"dollars as a text like \"0.25\""_s);
    return amount.isEmpty() ? std::nullopt : Money::parse(isPerMillion ? amount + "e-6"_L1 : amount);
}

} // namespace

Result<Corrections> CorrectionsReader::read(const QString &provider)
{
    const auto schema = m_fields.count(u"schema"_s, 1, newestSchema);
    if (m_fields.has(u"schema"_s) && !schema)
        return *m_findings.complaint; // fields of a newer program mean what nobody here knows
    if (m_fields.text(u"provider"_s, provider) != provider)
        m_fields.complain(u"provider"_s, u"\"%1\""_s.arg(provider));
    Corrections corrections;
    QList<JsonFields> entries = m_fields.list(u"corrections"_s);
    if (entries.size() > mostEntries)
        m_fields.complain(u"corrections"_s, u"at most %1"_s.arg(mostEntries));
    for (JsonFields &fields : entries)
        corrections.m_entries << readEntry(fields);
    m_fields.refuseOthers();
    if (const auto &problem = m_findings.problem())
        return *problem;
    return corrections;
}

Corrections::Entry CorrectionsReader::readEntry(JsonFields &fields)
{
    Corrections::Entry entry;
    readWhich(fields, entry);
    entry.category = fields.choice(u"category"_s, {u"llm"_s, u"image"_s, u"video"_s, u"coding"_s});
    entry.family = fields.choice(u"family"_s, dialectNames());
    entry.context = fields.count(u"context"_s, 1, mostTokens);
    entry.longestAnswer = fields.count(u"longestAnswer"_s, 1, mostTokens);
    readPrices(fields, entry);
    entry.origin = readOrigin(fields);
    fields.refuseOthers();
    return entry;
}

void CorrectionsReader::readWhich(JsonFields &fields, Corrections::Entry &entry)
{
    entry.id = text(fields, u"id"_s, mostIdChars);
    const QString pattern = fields.text(u"pattern"_s);
    if (entry.id.isEmpty() == pattern.isEmpty())
        fields.complain(u"id"_s, u"an id, or a regular expression in \"pattern\""_s);
    entry.pattern.setPattern(QRegularExpression::anchoredPattern(pattern));
    if (pattern.size() > mostPatternChars)
        fields.complain(u"pattern"_s, u"a regular expression of at most %1 characters"_s.arg(mostPatternChars));
    else if (!entry.pattern.isValid())
        fields.complain(u"pattern"_s, u"a regular expression (%1)"_s.arg(entry.pattern.errorString()));
}

void CorrectionsReader::readPrices(JsonFields &fields, Corrections::Entry &entry)
{
    for (JsonFields &price : fields.list(u"prices"_s)) {
        const QString per =
            price.choice(u"per"_s, {perInput, perOutput, perRequest, u"image"_s, u"second"_s});
        const QString when = text(price, u"when"_s, mostTextChars);
        const auto usd = dollars(price, per == perInput || per == perOutput);
        if (per.isEmpty())
            price.complain(u"per"_s, u"the unit that is paid for, such as \"image\""_s);
        price.refuseOthers();
        if (per == perInput)
            entry.price.inputToken = usd;
        else if (per == perOutput)
            entry.price.outputToken = usd;
        else if (per == perRequest && when.isEmpty())
            entry.price.request = usd;
        else if (usd)
            entry.unitPrices << UnitPrice{*usd, per, when};
    }
}

Origin CorrectionsReader::readOrigin(JsonFields &fields)
{
    Origin origin;
    origin.source = text(fields, u"source"_s, mostTextChars);
    if (origin.source.isEmpty())
        fields.complain(u"source"_s, u"where this stands, for people"_s);
    origin.date = fields.matching(u"date"_s, u"([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?"_s,
                                  u"a year, a month or a day: 2026, 2026-11, 2026-11-22"_s);
    const QString certainty = fields.choice(u"certainty"_s, {u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"U"_s}, u"U"_s);
    origin.certainty = certainty.front();
    origin.doubt = text(fields, u"doubt"_s, mostTextChars);
    return origin;
}

} // namespace studio
