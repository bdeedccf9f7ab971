#pragma once

#include "providers/Profile.h"

namespace studio
{

/// The profiles there are: the built-in ones, with what the user changed of them, and the user's own.
///
/// The user's are files that people may edit, one for each, named by its id. One that cannot be read is left out
/// and named with its reason; the others are not affected. What was changed of a built-in profile is a file of
/// the same name in "built-in" below.
class ProfileShelf
{
public:
    explicit ProfileShelf(const QString &folder);

    /// Built-in ones first, then the user's, each in a stable order.
    const QList<Profile> &profiles() const { return m_profiles; }
    std::optional<Profile> find(const QString &id) const;
    QStringList takenIds() const; ///< Those of files that were left out as well: nothing is written over them.

    /// Files that were left out, one "name: reason" each.
    const QStringList &problems() const { return m_problems; }

    /// Whether a text can be saved: as a new profile, or in the place of one of the user's.
    Result<Profile> judge(const QByteArray &text, const QString &replaced) const;

    /// Saves the text as it is.
    Result<Profile> save(const QByteArray &text, const QString &replaced);

    /// The text of one of the user's as it was saved; of any other what it says.
    Result<QByteArray> text(const QString &id) const;

    /// Takes one of the user's off.
    Result<void> remove(const QString &id);

    /// Another of its hosts for any profile. Remembered.
    Result<Profile> chooseHost(const QString &id, const QUrl &base);

    /// For this session only.
    void put(const Profile &profile);

private:
    void readOwn();
    void readChoices();

    QString m_folder;
    QList<Profile> m_profiles;
    QStringList m_problems;
    QStringList m_refused; ///< Ids.
};

} // namespace studio
