#pragma once

#include "catalog/AccountFetch.h"
#include "catalog/ModelFetch.h"

namespace studio
{

/// What a key that works brought to light. Nothing means that the question was another one.
struct KeyFacts
{
    std::optional<qsizetype> models = {}; ///< How many the provider lists.
    std::optional<Credit> credit = {};
};

/// Asks a provider whether a key is good, by the cheapest free question it has: about the account, or else for its
/// list of models.
///
/// finished() comes exactly once, and never before start() has returned; what it says never has the key in it.
/// Deleting it cancels.
class KeyCheck : public QObject
{
    Q_OBJECT

public:
    KeyCheck(Transport &transport, const Profile &profile, QObject *parent = nullptr);

    void start(const QByteArray &secret);

signals:
    void finished(const studio::Result<studio::KeyFacts> &outcome);

private:
    AccountFetch *m_account = nullptr; ///< Null when the model list is the question.
    ModelFetch *m_models = nullptr;
};

} // namespace studio
