#include "catalog/CompanyFetch.h"

#include "providers/EndpointList.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

CompanyFetch::CompanyFetch(Transport &transport, const Profile &profile, QObject *parent) : QObject(parent)
{
    if (profile.companiesPath.isEmpty())
        return;
    m_question = new FreeQuestion(transport, getRequest(profile, profile.companiesPath), profile.limits, this);
    connect(m_question, &FreeQuestion::finished, this, [this](const Result<QJsonObject> &reply) {
        if (reply)
            emit finished(companiesFrom(*reply));
        else
            emit finished(reply.error());
    });
}

void CompanyFetch::start(const QByteArray &secret)
{
    if (m_question) {
        m_question->start(secret);
        return;
    }
    QTimer::singleShot(0, this, [this] {
        emit finished(Error{ErrorKind::Rejected, u"this provider does not tell which companies are behind it"_s});
    });
}

} // namespace studio
