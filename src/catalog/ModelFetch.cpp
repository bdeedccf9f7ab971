#include "catalog/ModelFetch.h"

#include "providers/ModelList.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

ModelFetch::ModelFetch(Transport &transport, const Profile &profile, QObject *parent)
    : ModelFetch(transport, profile, ListStamp(), parent)
{
}

ModelFetch::ModelFetch(Transport &transport, const Profile &profile, const ListStamp &known, QObject *parent)
    : QObject(parent)
    , m_fetch(new ListFetch(transport, profile, profile.modelsPath, known, this))
    , m_provider(profile.id)
    , m_hasList(!profile.modelsPath.isEmpty())
{
    connect(m_fetch, &ListFetch::finished, this, &ModelFetch::read);
}

void ModelFetch::start(const QByteArray &secret)
{
    if (m_hasList) {
        m_fetch->start(secret);
        return;
    }
    QTimer::singleShot(0, this, [this] {
        emit finished(Error{ErrorKind::Rejected, u"this provider has no model list"_s});
    });
}

void ModelFetch::read(const Result<QByteArray> &body)
{
    if (!body || m_fetch->isUnchanged()) {
        emit finished(body ? Result<QList<Model>>(QList<Model>()) : Result<QList<Model>>(body.error()));
        return;
    }
    auto models = parseModelList(*body, m_provider);
    if (!models) {
        emit finished(m_fetch->withoutKey(models.error()));
        return;
    }
    m_body = *body;
    emit finished(std::move(models));
}

} // namespace studio
