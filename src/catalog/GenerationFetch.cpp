#include "catalog/GenerationFetch.h"

#include "core/Recipe.h"
#include "providers/ErrorReply.h"
#include "providers/GenerationReply.h"

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

Result<Request> requestFor(const Profile &profile, const QString &id)
{
    if (profile.generationPath.isEmpty())
        return Error{ErrorKind::Rejected, u"this provider keeps no record of an answer"_s};
    return forJob(getRequest(profile, profile.generationPath), id);
}

} // namespace

GenerationFetch::Waits GenerationFetch::usualWaits()
{
    return {500ms, 1s, 2s, 4s};
}

GenerationFetch::GenerationFetch(Transport &transport, const Profile &profile, const QString &id, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_limits(profile.limits)
    , m_request(requestFor(profile, id))
{
}

void GenerationFetch::start(const QByteArray &secret)
{
    m_secret = secret;
    if (m_request)
        ask();
    else
        QTimer::singleShot(0, this, [this] { finish(m_request.error()); });
}

void GenerationFetch::ask()
{
    auto *question = new FreeQuestion(m_transport, *m_request, m_limits, this);
    connect(question, &FreeQuestion::finished, this, [this, question](const Result<QJsonObject> &reply) {
        question->deleteLater();
        read(reply);
    });
    question->start(m_secret);
}

void GenerationFetch::read(const Result<QJsonObject> &reply)
{
    if (reply) {
        finish(confirmationFrom(*reply));
        return;
    }
    if (reply.error().kind != ErrorKind::NotFound || m_waits.isEmpty()) {
        finish(reply.error());
        return;
    }
    QTimer::singleShot(m_waits.takeFirst(), this, &GenerationFetch::ask);
}

void GenerationFetch::finish(const Result<Confirmation> &record)
{
    const QByteArray secret = std::exchange(m_secret, {});
    if (!record) {
        emit finished(record.error());
        return;
    }
    Confirmation clean = *record;
    for (QString *name : {&clean.model, &clean.company, &clean.word})
        *name = withoutSecret(*name, secret);
    emit finished(clean);
}

} // namespace studio
