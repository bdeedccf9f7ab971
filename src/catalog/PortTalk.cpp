#include "catalog/PortTalk.h"

#include "net/Transport.h"
#include "providers/ServerQuestions.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

// Not "localhost": looking that up takes time, and it may mean either of the two.
const QString firstHost = u"127.0.0.1"_s;
const QString secondHost = u"::1"_s;

constexpr qint64 mostReplyBytes = 256 * 1024;
constexpr std::chrono::milliseconds mostTalk{8'000}; // with a server that takes its time each time

Limits shortLimits()
{
    using namespace std::chrono_literals;
    return {.connect = 1s, .firstByte = 2s, .idle = 2s, .total = 2s,
            .mostLineBytes = mostReplyBytes, .mostEventBytes = mostReplyBytes, .mostBodyBytes = mostReplyBytes};
}

} // namespace

PortTalk::PortTalk(Transport &transport, quint16 port, QObject *parent)
    : QObject(parent), m_transport(transport), m_port(port), m_host(firstHost)
{
}

void PortTalk::start()
{
    m_clock.start();
    askNext();
}

void PortTalk::askNext()
{
    const QString question = nextQuestion(m_port, m_answers);
    if (question.isEmpty() || m_clock.hasExpired(mostTalk.count()))
        conclude();
    else
        ask(question);
}

void PortTalk::ask(const QString &path)
{
    Request request;
    request.method = "GET";
    request.base.setScheme(u"http"_s);
    request.base.setHost(m_host);
    request.base.setPort(m_port);
    request.path = path;
    request.headers = {{"Accept", "application/json"}};
    auto *call = new HttpCall(m_transport, request, shortLimits(), this);
    connect(call, &HttpCall::finished, this, [this, call, path](const Result<Reply> &outcome) {
        call->deleteLater();
        take(path, outcome);
    });
    call->start({});
}

void PortTalk::take(const QString &path, const Result<Reply> &outcome)
{
    if (outcome) {
        m_answers << PortAnswer{path, outcome->status, outcome->header("Server"), outcome->body};
        return askNext();
    }
    const ErrorKind kind = outcome.error().kind;
    if (kind == ErrorKind::NotConnected && m_host == firstHost && m_answers.isEmpty()) {
        m_host = secondHost;
        return askNext();
    }
    const bool wasAnswered = kind == ErrorKind::TooLarge || kind == ErrorKind::Garbled || kind == ErrorKind::Redirected
        || kind == ErrorKind::CutOff;
    if (!wasAnswered)
        return conclude(); // silent, or nothing that speaks HTTP
    m_answers << PortAnswer{path, outcome.error().status}; // it may well answer the next one
    askNext();
}

void PortTalk::conclude()
{
    const auto identity = identityFrom(m_answers);
    if (!identity) {
        emit finished(std::nullopt);
        return;
    }
    QUrl base;
    base.setScheme(u"http"_s);
    base.setHost(m_host);
    base.setPort(m_port);
    base.setPath(u"/v1"_s);
    emit finished(FoundServer{*identity, base});
}

} // namespace studio
