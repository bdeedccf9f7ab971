#pragma once

#include "catalog/ModelFetch.h"

namespace studio
{

/// Asks a provider whether a key is good, by the cheapest free question it has.
///
/// finished() comes exactly once, and never before start() has returned; its value is the number of models
/// that the provider lists, or nothing when it was asked about the account only. Deleting it cancels.
class KeyCheck : public QObject
{
    Q_OBJECT

public:
    KeyCheck(Transport &transport, const Profile &profile, QObject *parent = nullptr);

    void start(const QByteArray &secret);

signals:
    void finished(const studio::Result<std::optional<qsizetype>> &outcome);

private:
    void readAccount(const Result<Reply> &reply);

    QByteArray m_secret; ///< Never in what finished() says.
    HttpCall *m_account = nullptr; ///< Null when the model list is the question.
    ModelFetch *m_models = nullptr;
};

} // namespace studio
