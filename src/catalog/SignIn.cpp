#include "catalog/SignIn.h"

#include "catalog/Accounts.h"
#include "core/Json.h"
#include "net/LoopbackListener.h"
#include "net/Transport.h"
#include "providers/ErrorReply.h"
#include "providers/ServerWords.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::chrono::minutes patience{10}; // as long as a code is good for
constexpr qsizetype verifierChars = 64;
constexpr qsizetype stateChars = 32;
const QString codeName = u"code"_s;
const QString errorName = u"error"_s;

QByteArray randomText(qsizetype length)
{
    constexpr QByteArrayView letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    QByteArray text;
    for (qsizetype i = 0; i < length; ++i)
        text += letters[QRandomGenerator::system()->bounded(quint32(letters.size()))];
    return text;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

} // namespace

QByteArray challengeFor(const QByteArray &verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

SignIn::SignIn(Transport &transport, Accounts &accounts, const Profile &profile, const QString &page, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_accounts(accounts)
    , m_profile(profile)
    , m_verifier(randomText(verifierChars))
    , m_patience(patience)
    , m_listener(new LoopbackListener(u"/signed-in/"_s + QString::fromLatin1(randomText(stateChars)),
                                      {errorName, codeName}, page, this))
{
    Q_ASSERT(profile.signIn);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { conclude(Error{ErrorKind::IdleTimeout}); });
    connect(m_listener, &LoopbackListener::visited, this, &SignIn::takeVisit);
}

SignIn::~SignIn() = default;

void SignIn::start()
{
    const auto address = m_listener->listen();
    if (!address)
        return conclude(address.error());
    m_deadline.start(m_patience);
    QUrlQuery query;
    query.addQueryItem(u"callback_url"_s, encoded(address->toString()));
    query.addQueryItem(u"code_challenge"_s, QString::fromLatin1(challengeFor(m_verifier)));
    query.addQueryItem(u"code_challenge_method"_s, u"S256"_s);
    query.addQueryItem(u"key_label"_s, encoded(u"Signalbox Studio"_s));
    QUrl page = m_profile.signIn->page;
    page.setQuery(query);
    QTimer::singleShot(0, this, [this, page] {
        if (!m_isOver)
            emit pageNeeded(page);
    });
}

void SignIn::cancel()
{
    conclude(Error{ErrorKind::Cancelled});
}

void SignIn::takeVisit(const QString &name, const QString &value)
{
    if (m_isOver)
        return;
    if (name == errorName)
        conclude(Error{ErrorKind::Forbidden, redacted(withoutControls(value.left(100)))});
    else
        exchange(value);
}

void SignIn::exchange(const QString &code)
{
    m_code = code.toUtf8();
    Request request;
    request.method = "POST";
    request.base = m_profile.base;
    request.path = m_profile.signIn->path;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = QJsonDocument(QJsonObject{{u"code"_s, code},
                                             {u"code_verifier"_s, QString::fromLatin1(m_verifier)},
                                             {u"code_challenge_method"_s, u"S256"_s}})
                       .toJson(QJsonDocument::Compact);
    m_call = new HttpCall(m_transport, request, m_profile.limits, this);
    connect(m_call, &HttpCall::finished, this, &SignIn::readKey);
    m_call->start({});
    emit cameBack();
}

void SignIn::readKey(const Result<Reply> &reply)
{
    if (m_isOver)
        return;
    const auto key = keyFrom(reply);
    if (!key) {
        // What a server says may quote what it was sent.
        return conclude(withoutSecret(withoutSecret(key.error(), m_code), m_verifier));
    }
    m_accounts.connectAccount(m_profile.id, *key);
    conclude({});
}

Result<QByteArray> SignIn::keyFrom(const Result<Reply> &reply) const
{
    if (!reply)
        return reply.error();
    const auto object = parseJsonObject(reply->body);
    const bool isGood = reply->status >= 200 && reply->status < 300;
    if (!isGood || (object && object->contains(u"error"_s)))
        return errorFromReply(reply->status, reply->headers, reply->body);
    const auto key = parseSecret(object ? (*object)[u"key"_s].toString() : QString());
    if (!key) // no word of the answer: it may hold the key
        return Error{object ? ErrorKind::Garbled : ErrorKind::NotAnApi, u"the answer has no key"_s, reply->status};
    return key;
}

void SignIn::conclude(const Result<void> &outcome)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    m_listener->close();
    if (m_call)
        m_call->deleteLater();
    m_verifier.clear();
    m_code.clear();
    QTimer::singleShot(0, this, [this, outcome] { emit finished(outcome); });
}

} // namespace studio
