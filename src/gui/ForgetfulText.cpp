#include "gui/ForgetfulText.h"

#include "catalog/Accounts.h"
#include "catalog/ForgetfulLists.h"
#include "gui/ErrorText.h"
#include "gui/FilterText.h"
#include "gui/ModelFacts.h"
#include "gui/NameText.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Where the texts stand for translators.
class ForgetfulWords
{
    Q_DECLARE_TR_FUNCTIONS(ForgetfulWords)
};

QList<Profile> wantedProfiles(const Accounts &accounts, const QStringList &wanted)
{
    QList<Profile> profiles;
    for (const Profile &profile : accounts.profiles()) {
        if (wanted.isEmpty() || wanted.contains(profile.id))
            profiles << profile;
    }
    return profiles;
}

} // namespace

QString forgetfulProblem(const Accounts &accounts, const ForgetfulLists &lists, const QStringList &wanted)
{
    const QList<Profile> profiles = wantedProfiles(accounts, wanted);
    if (std::any_of(profiles.begin(), profiles.end(), [&](const Profile &each) { return lists.listing(each.id).isKnown(); }))
        return {};
    QStringList silent;
    for (const Profile &profile : profiles) {
        const ForgetfulLists::Listing listing = lists.listing(profile.id);
        if (profile.forgetfulPath.isEmpty())
            silent << nameText(profile.name);
        else if (listing.isRefreshing)
            return ForgetfulWords::tr("%1 is being asked who keeps nothing.").arg(nameText(profile.name));
        else if (listing.problem)
            return ForgetfulWords::tr("%1 did not tell who keeps nothing: %2")
                .arg(nameText(profile.name), errorText(*listing.problem, {profile.name}).text);
        else
            return ForgetfulWords::tr("Not known yet. Check online: %1 publishes who keeps nothing.").arg(nameText(profile.name));
    }
    //: Whom nobody knows to keep nothing: OpenAI or WisGate.
    return wanted.isEmpty() ? ForgetfulWords::tr("None of your services publishes who keeps nothing.")
                            : ForgetfulWords::tr("Not published by %1.").arg(alternatives(silent));
}

QString forgetfulSource(const Accounts &accounts, const ForgetfulLists &lists, const QStringList &wanted)
{
    QStringList sources;
    for (const Profile &profile : wantedProfiles(accounts, wanted)) {
        if (const ForgetfulLists::Listing listing = lists.listing(profile.id); listing.isKnown())
            sources << ageText({nameText(profile.name), listing.stamp.checked});
    }
    return sources.join(u" · "_s);
}

QString dataFact(const Target &target, const Profile &profile, const ForgetfulLists &lists)
{
    const bool isHere = profile.id == "practice"_L1 || isLoopback(profile.base);
    if (profile.forgetfulPath.isEmpty() && isHere)
        return ForgetfulWords::tr("Stays on this computer, as far as its server keeps it there");
    if (profile.forgetfulPath.isEmpty())
        return ForgetfulWords::tr("Unknown: %1 does not publish who keeps nothing").arg(nameText(profile.name));
    const ForgetfulLists::Listing listing = lists.listing(profile.id);
    if (!listing.isKnown())
        return ForgetfulWords::tr("Unknown: %1 was not asked yet who keeps nothing").arg(nameText(profile.name));
    const qsizetype count = listing.tags.value(target.model).size();
    const QString source = ageText({nameText(profile.name), listing.stamp.checked});
    //: How many of those that run a model keep nothing of what it is sent, and who says so.
    return count > 0 ? ForgetfulWords::tr("%n of those who run it keep(s) nothing (%1)", nullptr, int(count)).arg(source)
                     : ForgetfulWords::tr("Nobody who runs it is known to keep nothing (%1)").arg(source);
}

QString endpointDataText(const Endpoint &endpoint, const QList<Endpoint> &all, const QStringList &forgetfulTags)
{
    const auto sharing = std::count_if(all.begin(), all.end(), [&](const Endpoint &each) { return each.tag == endpoint.tag; });
    const bool isListed = !endpoint.tag.isEmpty() && sharing > 0 && forgetfulTags.count(endpoint.tag) >= sharing;
    return isListed ? ForgetfulWords::tr("keeps nothing") : ForgetfulWords::tr("unknown");
}

} // namespace studio
