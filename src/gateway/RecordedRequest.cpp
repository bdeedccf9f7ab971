#include "gateway/RecordedRequest.h"

namespace studio
{

QList<QByteArray> RecordedRequest::headersNamed(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            values.append(value);
    }
    return values;
}

QByteArray RecordedRequest::header(QByteArrayView name) const
{
    return headersNamed(name).value(0);
}

QByteArray RecordedRequest::path() const
{
    return target.split('?').constFirst();
}

} // namespace studio
