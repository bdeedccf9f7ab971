#include "gui/Figures.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <climits>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::Figures)
};

} // namespace

QString dollarsText(Money amount)
{
    QString digits = amount.rounded();
    digits.replace(u'.', QLocale().decimalPoint());
    //: An amount of US dollars; %1 is the figure.
    return Words::tr("$%1").arg(digits);
}

QString costText(const Cost &cost)
{
    switch (cost.kind) {
    case CostKind::Unknown:
        return Words::tr("price not published");
    case CostKind::Estimate:
        return Words::tr("about %1").arg(dollarsText(cost.usd));
    case CostKind::Reported:
        return Words::tr("%1 reported").arg(dollarsText(cost.usd));
    }
    Q_UNREACHABLE();
}

QString costText(const RunRecord &record)
{
    if (record.isPractice) // whatever the practice gateway says in its answer
        return Words::tr("not charged");
    return costText(record.cost);
}

QString confirmedText(const RunRecord &record)
{
    if (!record.confirmed || !record.confirmed->usage.cost)
        return {};
    if (record.isPractice)
        return Words::tr("not charged");
    const QString dollars = dollarsText(*record.confirmed->usage.cost);
    return record.confirmed->isByBalance ? Words::tr("%1 measured by the balance").arg(dollars)
                                         : Words::tr("%1 confirmed").arg(dollars);
}

QString durationText(std::chrono::milliseconds duration)
{
    const qint64 tenths = (duration.count() + 50) / 100;
    if (tenths < 600)
        return Words::tr("%1 s", "seconds").arg(QLocale().toString(double(tenths) / 10, 'f', 1));
    return wholeSecondsText(std::chrono::round<std::chrono::seconds>(duration));
}

QString wholeSecondsText(std::chrono::seconds seconds)
{
    const QLocale locale;
    if (seconds.count() < 60)
        return Words::tr("%1 s", "seconds").arg(locale.toString(qlonglong(seconds.count())));
    return Words::tr("%1 min %2 s", "minutes and seconds")
        .arg(locale.toString(qlonglong(seconds.count() / 60)),
             locale.toString(qlonglong(seconds.count() % 60)));
}

QString clockText(std::chrono::seconds seconds)
{
    const auto two = [](qint64 value) { return u"%1"_s.arg(value, 2, 10, QLatin1Char('0')); };
    const qint64 all = seconds.count();
    const QString rest = two(all % 60);
    return all < 3600 ? u"%1:%2"_s.arg(QString::number(all / 60), rest)
                      : u"%1:%2:%3"_s.arg(QString::number(all / 3600), two(all / 60 % 60), rest);
}

QString usualText(std::chrono::milliseconds usual)
{
    using namespace std::chrono_literals;
    return Words::tr("usually %1", "a length of time")
        .arg(wholeSecondsText(std::max<std::chrono::seconds>(1s, std::chrono::round<std::chrono::seconds>(usual))));
}

QString filesText(const QList<KeptMedia> &files)
{
    qint64 size = 0;
    for (const KeptMedia &file : files)
        size += file.size;
    const QString bytes = QLocale().formattedDataSize(size, 1, QLocale::DataSizeSIFormat);
    return files.size() < 2 ? bytes : Words::tr("%n file(s), %1", nullptr, int(files.size())).arg(bytes);
}

QString wordsText(qint64 count)
{
    return Words::tr("%n word(s)", nullptr, int(std::min<qint64>(count, INT_MAX)));
}

qint64 wordCount(QStringView text)
{
    qint64 words = 0;
    bool isInside = false;
    for (const QChar letter : text) {
        words += !isInside && !letter.isSpace();
        isInside = !letter.isSpace();
    }
    return words;
}

} // namespace studio
