#pragma once

#include "catalog/FreeQuestion.h"
#include "catalog/ListStamp.h"

namespace studio
{

/// Asks one provider for one of its lists, unless it is still the one that is known. Free of charge.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels without a signal.
class ListFetch : public QObject
{
    Q_OBJECT

public:
    ListFetch(Transport &transport, const Profile &profile, const QString &path, const ListStamp &known,
              QObject *parent = nullptr);

    void start(const QByteArray &secret);

    /// The server says that the known list is still its list; finished() then brings no bytes.
    bool isUnchanged() const { return m_isUnchanged; }
    const ListStamp &stamp() const { return m_stamp; } ///< Of the list that came or was confirmed.

    /// The same without the key, which a server may tell back.
    Error withoutKey(const Error &error) const;

signals:
    void finished(const studio::Result<QByteArray> &body);

private:
    void read(const Result<Reply> &outcome);

    HttpCall *m_call;
    QUrl m_base;
    QByteArray m_secret; ///< Never in what finished() says.
    ListStamp m_stamp;
    bool m_isUnchanged = false;
};

} // namespace studio
