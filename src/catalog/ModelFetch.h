#pragma once

#include "catalog/ListFetch.h"
#include "core/Model.h"

namespace studio
{

/// Asks one provider for its model list. Free of charge.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels without a signal.
class ModelFetch : public QObject
{
    Q_OBJECT

public:
    ModelFetch(Transport &transport, const Profile &profile, QObject *parent = nullptr);

    /// Asks only for another list than the one that is known.
    ModelFetch(Transport &transport, const Profile &profile, const ListStamp &known, QObject *parent = nullptr);

    void start(const QByteArray &secret);

    /// The list as it came, for the cache; empty unless it could be read.
    const QByteArray &body() const { return m_body; }

    /// The server says that the known list is still its list; finished() then names no models.
    bool isUnchanged() const { return m_fetch->isUnchanged(); }
    const ListStamp &stamp() const { return m_fetch->stamp(); } ///< Of the list that came or was confirmed.

signals:
    void finished(const studio::Result<QList<studio::Model>> &outcome);

private:
    void read(const Result<QByteArray> &body);

    ListFetch *m_fetch;
    QString m_provider;
    bool m_hasList;
    QByteArray m_body;
};

} // namespace studio
