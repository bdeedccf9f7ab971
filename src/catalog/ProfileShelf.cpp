#include "catalog/ProfileShelf.h"

#include "store/UserProfiles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr QLatin1StringView suffix = ".json"_L1;

QString choicesFolder(const QString &folder)
{
    return folder + "/built-in"_L1;
}

} // namespace

ProfileShelf::ProfileShelf(const QString &folder) : m_folder(folder), m_profiles(builtInProfiles())
{
    readChoices();
    readOwn();
}

void ProfileShelf::readChoices()
{
    for (const UserProfile &file : readUserProfiles(choicesFolder(m_folder))) {
        const auto known = find(file.name.chopped(suffix.size()));
        Result<Profile> changed = Error{ErrorKind::Rejected, u"there is no built-in provider of this name"_s};
        if (!file.document)
            changed = file.document.error();
        else if (known)
            changed = withChoices(*known, *file.document);
        if (changed)
            put(*changed);
        else
            m_problems << "built-in/"_L1 + file.name + ": "_L1 + changed.error().detail;
    }
}

void ProfileShelf::readOwn()
{
    for (const UserProfile &file : readUserProfiles(m_folder)) {
        auto profile = file.document ? judge(*file.document, {}) : Result<Profile>(file.document.error());
        const QString name = file.name.chopped(suffix.size());
        if (profile && profile->id != name)
            profile = Error{ErrorKind::Rejected, u"id: expected \"%1\", the name of the file"_s.arg(name)};
        if (profile) {
            put(*profile);
            continue;
        }
        m_problems << file.name + ": "_L1 + profile.error().detail;
        m_refused << name;
    }
}

std::optional<Profile> ProfileShelf::find(const QString &id) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&id](const Profile &profile) { return profile.id == id; });
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

QStringList ProfileShelf::takenIds() const
{
    QStringList ids = m_refused;
    for (const Profile &profile : m_profiles)
        ids << profile.id;
    return ids;
}

Result<Profile> ProfileShelf::judge(const QByteArray &text, const QString &replaced) const
{
    auto profile = parseProfile(text);
    if (!profile)
        return profile;
    if (!replaced.isEmpty() && profile->id != replaced)
        return Error{ErrorKind::Rejected, u"id: expected \"%1\"; a copy can have another one"_s.arg(replaced)};
    if (replaced.isEmpty() && takenIds().contains(profile->id))
        return Error{ErrorKind::Rejected, u"id: expected another one, there is a provider \"%1\" already"_s.arg(profile->id)};
    if (profile->base.isEmpty())
        return Error{ErrorKind::Rejected, u"base: expected an address of a server"_s};
    profile->isBuiltIn = false;
    return profile;
}

Result<Profile> ProfileShelf::save(const QByteArray &text, const QString &replaced)
{
    const auto profile = judge(text, replaced);
    if (!profile)
        return profile;
    const auto known = find(profile->id);
    if (known && known->isBuiltIn)
        return Error{ErrorKind::Rejected, u"id: expected another one, \"%1\" comes with the program"_s.arg(profile->id)};
    if (auto saved = writeUserProfile(m_folder, profile->id, text); !saved)
        return saved.error();
    put(*profile);
    return profile;
}

Result<QByteArray> ProfileShelf::text(const QString &id) const
{
    const auto profile = find(id);
    if (!profile)
        return Error{ErrorKind::Rejected, u"there is no provider \"%1\""_s.arg(id)};
    return profile->isBuiltIn ? Result<QByteArray>(textOf(*profile)) : readUserProfile(m_folder, id);
}

Result<void> ProfileShelf::remove(const QString &id)
{
    const auto known = find(id);
    if (!known || known->isBuiltIn)
        return Error{ErrorKind::Rejected, u"only servers that you added can be removed"_s};
    if (auto removed = removeUserProfile(m_folder, id); !removed)
        return removed;
    m_profiles.removeIf([&id](const Profile &profile) { return profile.id == id; });
    return {};
}

Result<Profile> ProfileShelf::chooseHost(const QString &id, const QUrl &base)
{
    auto profile = find(id);
    const auto isOffered = [&base](const Host &host) { return host.base == base; };
    if (!profile || std::none_of(profile->hosts.begin(), profile->hosts.end(), isOffered))
        return Error{ErrorKind::Rejected, u"this is not an address of this provider"_s};
    profile->base = base;
    auto kept = profile->isBuiltIn ? writeUserProfile(choicesFolder(m_folder), id, choicesText(*profile))
                                   : writeUserProfile(m_folder, id, textOf(*profile));
    if (!kept)
        return kept.error();
    put(*profile);
    return *profile;
}

void ProfileShelf::put(const Profile &profile)
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&profile](const Profile &each) { return each.id == profile.id; });
    if (found == m_profiles.end())
        m_profiles << profile;
    else
        *found = profile;
}

} // namespace studio
