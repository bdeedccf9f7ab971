#include "core/CompanyLists.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

QJsonObject withCompanyIn(const QString &list, const QString &company, QJsonObject settings)
{
    for (const QString &each : {u"provider.order"_s, u"provider.ignore"_s}) {
        QJsonArray companies;
        for (const QJsonValue &named : settings.value(each).toArray()) {
            if (named.toString() != company)
                companies << named;
        }
        if (each == list)
            companies.prepend(company);
        if (companies.isEmpty())
            settings.remove(each);
        else
            settings.insert(each, companies);
    }
    return settings;
}

} // namespace studio
