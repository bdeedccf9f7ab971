#include "gui/ResultText.h"

#include "gui/NameText.h"
#include "store/MediaStore.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::ResultText)
};

QString kindsText(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Picture:
        return Words::tr("pictures");
    case MediaKind::Video:
        return Words::tr("videos");
    case MediaKind::Sound:
        return Words::tr("sounds");
    case MediaKind::Document:
        return Words::tr("other files");
    }
    Q_UNREACHABLE();
}

QString dateText(const QDate &day)
{
    return QLocale().toString(day, QLocale::ShortFormat);
}

QString spelledDay(const QDate &day)
{
    //: A day in the language's order; see QDate::toString().
    const QString form = Words::tr("d MMM yyyy");
    return QLocale().toString(day, form);
}

QString daysText(const ResultFilter &filter)
{
    if (filter.from.isValid() && filter.from == filter.to)
        return Words::tr("made on %1").arg(dateText(filter.from));
    if (filter.from.isValid() && filter.to.isValid())
        return Words::tr("made from %1 to %2").arg(dateText(filter.from), dateText(filter.to));
    return filter.from.isValid() ? Words::tr("made since %1").arg(dateText(filter.from))
                                 : Words::tr("made until %1").arg(dateText(filter.to));
}

} // namespace

QString kindText(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Picture:
        return Words::tr("Picture");
    case MediaKind::Video:
        return Words::tr("Video");
    case MediaKind::Sound:
        return Words::tr("Sound");
    case MediaKind::Document:
        return Words::tr("File");
    }
    Q_UNREACHABLE();
}

QString resultName(const MadeFile &file)
{
    QStringList parts{Words::tr("%1 by %2").arg(kindText(file.media.kind), nameText(file.target.model))};
    if (file.isPractice)
        parts << Words::tr("practice output, not an AI model");
    parts << dayText(file.made);
    if (file.rating > 0)
        parts << Words::tr("rated %1 of %2").arg(file.rating).arg(ResultShelf::mostRating);
    if (!file.description.isEmpty())
        parts << file.description;
    return parts.join(u", "_s);
}

QString dayText(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    const QDate today = QDate::currentDate();
    const QString time = QLocale().toString(local.time(), QLocale::ShortFormat);
    if (local.date() == today)
        return Words::tr("Today %1").arg(time);
    if (local.date() == today.addDays(-1))
        return Words::tr("Yesterday %1").arg(time);
    return spelledDay(local.date());
}

QString shortDayText(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    const QDate today = QDate::currentDate();
    if (local.date() == today)
        return QLocale().toString(local.time(), QLocale::ShortFormat);
    return local.date() == today.addDays(-1) ? Words::tr("Yesterday") : spelledDay(local.date());
}

QString starsText(int rating)
{
    return QString(rating, u'★');
}

QString formatText(const KeptMedia &media)
{
    return u"%1 · %2"_s.arg(suffixOf(media.mime).toUpper(), QLocale().formattedDataSize(media.size, 1, QLocale::DataSizeSIFormat));
}

QString filterText(const ResultFilter &filter, int found, int total, const QString &trial)
{
    const QLocale locale;
    if (!hasConditions(filter))
        return Words::tr("%n result(s)", nullptr, total);
    QStringList parts;
    if (filter.kind)
        parts << kindsText(*filter.kind);
    if (filter.target)
        parts << Words::tr("by %1").arg(nameText(filter.target->model));
    if (!filter.trialId.isEmpty())
        parts << Words::tr("from the trial “%1”").arg(nameText(trial));
    if (filter.leastRating == ResultShelf::mostRating)
        parts << Words::tr("rated %1").arg(filter.leastRating);
    else if (filter.leastRating > 0)
        parts << Words::tr("rated %1 or more").arg(filter.leastRating);
    if (filter.from.isValid() || filter.to.isValid())
        parts << daysText(filter);
    if (const QString words = filter.words.simplified(); !words.isEmpty())
        parts << Words::tr("with “%1”").arg(nameText(words));
    return Words::tr("%1 of %n result(s): %2", nullptr, total).arg(locale.toString(found), parts.join(u", "_s));
}

bool hasConditions(const ResultFilter &filter)
{
    ResultFilter nothing;
    nothing.isOldestFirst = filter.isOldestFirst;
    nothing.words = filter.words.simplified().isEmpty() ? filter.words : QString();
    return filter != nothing;
}

} // namespace studio
