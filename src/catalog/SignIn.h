#pragma once

#include "net/HttpCall.h"
#include "providers/Profile.h"

#include <QObject>
#include <QTimer>

namespace studio
{

class Accounts;
class LoopbackListener;

/// Signs in with the browser, so that the provider makes a key: OAuth with PKCE (RFC 7636, S256) and an answer
/// to 127.0.0.1 (RFC 8252). The key goes to the Accounts and nowhere else; neither it nor the code is in what
/// finished() says.
///
/// finished() comes exactly once, and never before start() has returned. Its failures, besides those of the
/// exchange: Cancelled; Forbidden without a status when the person declined; IdleTimeout when nobody came back
/// in time; Rejected when this computer gives no port. Deleting it cancels without a signal.
class SignIn : public QObject
{
    Q_OBJECT

public:
    /// The profile has a place to sign in. page: what the browser shows afterwards, plain text.
    SignIn(Transport &transport, Accounts &accounts, const Profile &profile, const QString &page,
           QObject *parent = nullptr);
    ~SignIn() override;

    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

    void start();
    void cancel(); ///< Leads to finished() with ErrorKind::Cancelled.

signals:
    void pageNeeded(const QUrl &page); ///< To be opened in the browser.
    void cameBack();                   ///< The browser did; the key is being fetched.
    void finished(const studio::Result<void> &outcome);

private:
    void takeVisit(const QString &name, const QString &value);
    void exchange(const QString &code);
    void readKey(const Result<Reply> &reply);
    Result<QByteArray> keyFrom(const Result<Reply> &reply) const;
    void conclude(const Result<void> &outcome);

    Transport &m_transport;
    Accounts &m_accounts;
    const Profile m_profile;
    QByteArray m_verifier;
    QByteArray m_code;
    std::chrono::milliseconds m_patience;
    QTimer m_deadline;
    LoopbackListener *m_listener;
    HttpCall *m_call = nullptr;
    bool m_isOver = false;
};

/// What the provider is shown of a verifier: BASE64URL(SHA256(verifier)) without padding.
QByteArray challengeFor(const QByteArray &verifier);

} // namespace studio
