#pragma once

#include "core/Credit.h"
#include "core/Result.h"
#include "gui/VerdictLine.h"

#include <QHash>
#include <QObject>

namespace studio
{

class Accounts;
class Transport;
struct Profile;

/// Asks providers what is left on an account, on request only, and remembers what they said for this session.
///
/// Everything given outlives it. Lives on the GUI thread.
class CreditAsker : public QObject
{
    Q_OBJECT

public:
    /// What there is to say of one provider's money.
    struct Answer
    {
        Verdict verdict = Verdict::None;
        QString text = {};
    };

    CreditAsker(Accounts &accounts, Transport &transport, QObject *parent = nullptr);

    /// Nothing happens for a provider that cannot be asked.
    void ask(const QString &provider);

    /// What was told in passing, by a test of the key.
    void take(const Profile &profile, const Result<Credit> &credit);

    void forget(const QString &provider); ///< The key is gone.

    Answer answerOf(const QString &provider) const;

signals:
    void changed();

private:
    struct Told
    {
        Answer failure = {}; ///< Or that it is being asked; nothing to say when there is a credit.
        std::optional<Credit> credit = {};
        QDateTime askedAt = {};
    };

    Accounts &m_accounts;
    Transport &m_transport;
    QHash<QString, Told> m_told;
};

} // namespace studio
