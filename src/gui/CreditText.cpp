#include "gui/CreditText.h"

#include "gui/Figures.h"
#include "gui/NameText.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::CreditText)
};

QString periodText(const QString &word)
{
    if (word == "daily"_L1)
        return Words::tr("each day");
    if (word == "weekly"_L1)
        return Words::tr("each week");
    if (word == "monthly"_L1)
        return Words::tr("each month");
    return nameText(word);
}

QString limitText(const Credit &credit)
{
    if (!credit.isLimited)
        return {};
    if (!*credit.isLimited)
        return Words::tr("no limit on this key");
    if (!credit.limitLeft)
        return credit.limit ? Words::tr("this key is limited to %1").arg(dollarsText(*credit.limit))
                            : Words::tr("this key has a limit");
    const QString left = dollarsText(*credit.limitLeft);
    if (!credit.limit)
        return Words::tr("%1 left on this key").arg(left);
    if (credit.limitEvery.isEmpty())
        return Words::tr("%1 of %2 left on this key").arg(left, dollarsText(*credit.limit));
    //: %3 is "each month" or the like.
    return Words::tr("%1 of %2 %3 left on this key").arg(left, dollarsText(*credit.limit), periodText(credit.limitEvery));
}

QString accountText(const Credit &credit)
{
    if (credit.left)
        return Words::tr("%1 left").arg(dollarsText(*credit.left));
    if (credit.isForOtherKeys)
        return Words::tr("what is left on the account is told to management keys only");
    return {};
}

} // namespace

QString creditText(const Credit &credit, const QDateTime &askedAt, const QDateTime &now)
{
    QStringList parts{accountText(credit), limitText(credit)};
    if (credit.used)
        parts << Words::tr("%1 used by this key").arg(dollarsText(*credit.used));
    if (credit.isFreeTier.value_or(false))
        parts << Words::tr("free tier");
    if (credit.isManagementKey.value_or(false))
        parts << Words::tr("a management key, which runs no models");
    parts.removeAll(QString());
    if (parts.isEmpty())
        parts << Words::tr("nothing is told of money");
    const bool isToday = askedAt.date() == now.date();
    const QString when = isToday ? QLocale().toString(askedAt.time(), QLocale::ShortFormat)
                                 : QLocale().toString(askedAt, QLocale::ShortFormat);
    parts << Words::tr("asked at %1").arg(when);
    return parts.join(Words::tr(", ", "between facts about an account"));
}

} // namespace studio
