#include "gui/TrialNotice.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/NameText.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Where the texts stand for translators.
class NoticeWords
{
    Q_DECLARE_TR_FUNCTIONS(NoticeWords)
};

QString endSentence(const Model &model, const QDate &today)
{
    const QString date = QLocale().toString(model.endsOn, QLocale::LongFormat);
    return model.endsOn < today ? NoticeWords::tr("%1 was to end on %2 and may not answer any more.").arg(nameText(model.name), date)
                                : NoticeWords::tr("%1 ends on %2.").arg(nameText(model.name), date);
}

QString goneSentence(const Target &target, const Accounts &accounts)
{
    const auto profile = accounts.profile(target.provider);
    //: A model and the service whose list it was in.
    return NoticeWords::tr("%1 is not in %2's list any more.").arg(nameText(target.model), profile ? profile->name : target.provider);
}

bool isGone(const Target &target, const Catalog &catalog)
{
    const Catalog::Listing listing = catalog.listing(target.provider);
    return !listing.isBundled && !listing.models.isEmpty() && !catalog.describing(target);
}

QString sentenceOf(const Target &target, const Catalog &catalog, const Accounts &accounts, const QDate &today)
{
    QString sentence;
    const auto model = catalog.describing(target);
    if (model && model->endsOn.isValid())
        sentence = endSentence(*model, today);
    else if (isGone(target, catalog))
        sentence = goneSentence(target, accounts);
    const QString next = sentence.isEmpty() ? QString() : catalog.replacementOf(target);
    if (next.isEmpty())
        return sentence;
    const auto known = catalog.find({target.provider, next});
    return sentence + u' ' + NoticeWords::tr("In its place: %1.").arg(nameText(known ? known->name : next));
}

} // namespace

QList<Target> replacedTargets(const Trial &trial, const Catalog &catalog)
{
    QList<Target> targets = trial.targets;
    for (Target &target : targets) {
        const auto model = catalog.describing(target);
        const Target next{target.provider, catalog.replacementOf(target)};
        const bool isLeaving = (model && model->endsOn.isValid()) || isGone(target, catalog);
        if (target.provider != "practice"_L1 && isLeaving && !next.model.isEmpty() && catalog.find(next))
            target = next;
    }
    return targets;
}

Message trialNotice(const Trial &trial, const Catalog &catalog, const Accounts &accounts, const QDate &today)
{
    QStringList sentences;
    for (const Target &target : trial.targets) {
        const QString sentence = target.provider == "practice"_L1 ? QString() : sentenceOf(target, catalog, accounts, today);
        if (!sentence.isEmpty() && !sentences.contains(sentence))
            sentences << sentence;
    }
    if (sentences.isEmpty())
        return {};
    const bool canReplace = replacedTargets(trial, catalog) != trial.targets;
    return {sentences.join(u' '), canReplace ? QList{Action::Replace, Action::PickAnother} : QList{Action::PickAnother}};
}

} // namespace studio
