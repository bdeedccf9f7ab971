#include "catalog/EndpointFetch.h"

#include "providers/EndpointList.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// The slash between author and name stays, and nothing in an id leads anywhere else.
Result<Request> requestFor(const Profile &profile, const QString &model)
{
    if (profile.endpointsPath.isEmpty())
        return Error{ErrorKind::Rejected, u"this provider does not tell who runs a model"_s};
    const QStringList parts = model.split(u'/');
    const bool isPath = std::all_of(parts.begin(), parts.end(), [](const QString &part) {
        return !part.isEmpty() && part != "."_L1 && part != ".."_L1;
    });
    if (!isPath)
        return Error{ErrorKind::Rejected, u"there is no model of this id"_s};
    QString path = profile.endpointsPath;
    return getRequest(profile, path.replace(u"{model}"_s, QString::fromLatin1(QUrl::toPercentEncoding(model, "/"))));
}

} // namespace

EndpointFetch::EndpointFetch(Transport &transport, const Profile &profile, const QString &model, QObject *parent)
    : QObject(parent), m_request(requestFor(profile, model))
{
    if (!m_request)
        return;
    m_question = new FreeQuestion(transport, *m_request, profile.limits, this);
    connect(m_question, &FreeQuestion::finished, this, &EndpointFetch::read);
}

void EndpointFetch::start(const QByteArray &secret)
{
    if (m_question)
        m_question->start(secret);
    else
        QTimer::singleShot(0, this, [this] { emit finished(m_request.error()); });
}

void EndpointFetch::read(const Result<QJsonObject> &reply)
{
    if (reply)
        emit finished(endpointsFrom(*reply));
    else
        emit finished(reply.error());
}

} // namespace studio
