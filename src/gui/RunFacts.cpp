#include "gui/RunFacts.h"

#include "core/RunRecord.h"
#include "gui/ErrorText.h"
#include "gui/Figures.h"
#include "gui/RunText.h"

#include <QCoreApplication>
#include <QLocale>

#include <chrono>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::RunFacts)
};

/// Collects facts and leaves out those without a value.
class FactList
{
public:
    void add(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_facts << Fact{name, value};
    }

    void add(const QString &name, std::optional<qint64> count)
    {
        if (count)
            add(name, QLocale().toString(*count));
    }

    void add(const QString &name, std::optional<std::chrono::milliseconds> duration)
    {
        if (duration)
            add(name, durationText(*duration));
    }

    QList<Fact> take() { return std::move(m_facts); }

private:
    QList<Fact> m_facts;
};

QString finishText(const RunRecord &record)
{
    if (!record.finish)
        return {};
    switch (*record.finish) {
    case FinishReason::Stop:
        return Words::tr("The answer is complete");
    case FinishReason::Length:
        return Words::tr("The longest answer was reached");
    case FinishReason::Filter:
        return Words::tr("A content filter stopped it");
    case FinishReason::Refusal:
        return Words::tr("The model declined to answer");
    case FinishReason::Tools:
        return Words::tr("The model asks for a tool");
    case FinishReason::Other:
        return Words::tr("Ended with a word that is not known here");
    }
    return {};
}

void addError(FactList &facts, const RunRecord &record)
{
    if (!record.error)
        return;
    const Error &error = *record.error;
    facts.add(Words::tr("What went wrong"), errorText(error).text);
    facts.add(Words::tr("Kind of failure"), QString(nameOf(error.kind)));
    if (error.status != 0)
        facts.add(Words::tr("HTTP status"), QString::number(error.status));
    facts.add(Words::tr("The server's words"), error.detail);
    facts.add(Words::tr("Asked to wait"), error.retryAfter);
    facts.add(Words::tr("Id of the exchange"), error.requestId);
}

void addUsage(FactList &facts, const RunRecord &record)
{
    facts.add(Words::tr("Tokens in"), record.usage.input);
    facts.add(Words::tr("… of them cached"), record.usage.cached);
    facts.add(Words::tr("Tokens out"), record.usage.output);
    facts.add(Words::tr("… of them reasoning"), record.usage.reasoning);
    facts.add(Words::tr("Cost"), isOver(record.state) ? costText(record) : QString());
    if (mayBeBilledUnseen(record))
        facts.add(Words::tr("Bill"), Words::tr("It may have been billed: it was sent, and nobody said here what came of it"));
    const bool isMeasured = record.confirmed && record.confirmed->isByBalance;
    facts.add(isMeasured ? Words::tr("Cost by what is left on the account") : Words::tr("Cost in the provider's record"),
              confirmedText(record));
}

/// From the first word to the last; without a pause in between there is nothing to divide by.
QString speedText(const RunRecord &record)
{
    using Seconds = std::chrono::duration<double>;
    if (!record.usage.output || !record.firstWord || !record.duration || *record.duration <= *record.firstWord)
        return {};
    const double speed = double(*record.usage.output) / Seconds(*record.duration - *record.firstWord).count();
    return Words::tr("%1 tokens a second").arg(QLocale().toString(speed, 'f', speed < 10 ? 1 : 0));
}

void addAnswered(FactList &facts, const RunRecord &record)
{
    facts.add(Words::tr("Who answered"), record.answered.model);
    facts.add(Words::tr("Company running it"), record.answered.company);
}

void addRecord(FactList &facts, const RunRecord &record)
{
    facts.add(Words::tr("Id of the answer"), record.generationId);
    if (!record.confirmed)
        return;
    const Confirmation &confirmed = *record.confirmed;
    facts.add(Words::tr("Tokens in, by the record"), confirmed.usage.input);
    facts.add(Words::tr("Tokens out, by the record"), confirmed.usage.output);
    facts.add(Words::tr("Company in the record"), confirmed.company);
    facts.add(Words::tr("First word, by the record"), confirmed.firstWord);
    facts.add(Words::tr("End, by the record"), confirmed.word);
}

void addTimes(FactList &facts, const RunRecord &record)
{
    facts.add(Words::tr("First word after"), record.firstWord);
    facts.add(Words::tr("Time in all"), record.duration);
    facts.add(Words::tr("Speed of this run"), speedText(record));
}

} // namespace

QList<Fact> resultFacts(const RunRecord &record)
{
    FactList facts;
    addTimes(facts, record);
    addUsage(facts, record);
    addAnswered(facts, record);
    return facts.take();
}

QList<Fact> runFacts(const RunRecord &record)
{
    FactList facts;
    facts.add(Words::tr("State"), stateText(record.state));
    if (record.isPractice)
        facts.add(Words::tr("Practice"), practiceText());
    addError(facts, record);
    facts.add(Words::tr("Asked"), record.target.toString());
    addAnswered(facts, record);
    facts.add(Words::tr("End"), finishText(record));
    addTimes(facts, record);
    if (record.started.isValid())
        facts.add(Words::tr("Started"), QLocale().toString(record.started.toLocalTime(), QLocale::LongFormat));
    facts.add(Words::tr("Times sent"), std::optional<qint64>(record.attempts));
    addUsage(facts, record);
    addRecord(facts, record);
    if (record.oddities > 0)
        facts.add(Words::tr("Events skipped"), std::optional<qint64>(record.oddities));
    if (!record.media.isEmpty())
        facts.add(Words::tr("Files kept"), std::optional<qint64>(record.media.size()));
    return facts.take();
}

} // namespace studio
