#include "cli/EndpointsCommand.h"

#include "catalog/Accounts.h"
#include "catalog/CompanyFetch.h"
#include "catalog/EndpointFetch.h"
#include "cli/EnvironmentKey.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString perMillion(const std::optional<Money> &perToken)
{
    const auto sum = perToken ? perToken->times(1'000'000) : std::nullopt;
    return sum ? u'$' + sum->rounded() : u"not published"_s;
}

QString figure(const std::optional<double> &value, const QString &unit)
{
    return value ? QString::number(*value, 'f', 1) + unit : u"not measured"_s;
}

} // namespace

EndpointsCommand::EndpointsCommand(const Services &services, Output &output, const Target &target, QObject *parent)
    : Command(parent), m_services(services), m_output(output), m_target(target)
{
}

void EndpointsCommand::start()
{
    const auto profile = m_services.accounts.profile(m_target.provider);
    if (!profile) {
        QTimer::singleShot(0, this, [this] {
            judge(Error{ErrorKind::Rejected, u"there is no provider \"%1\""_s.arg(m_target.provider)});
        });
        return;
    }
    lendEnvironmentKey(m_services.accounts, *profile);
    m_services.accounts.withSecret(*profile, this, [this, profile](const Result<QByteArray> &secret) {
        const QByteArray key = secret ? *secret : QByteArray();
        if (profile->companiesPath.isEmpty())
            askForEndpoints(*profile, key);
        else
            askForCompanies(*profile, key);
    });
}

void EndpointsCommand::askForCompanies(const Profile &profile, const QByteArray &secret)
{
    auto *fetch = new CompanyFetch(m_services.transport, profile, this);
    connect(fetch, &CompanyFetch::finished, this, [this, profile, secret](const Result<QList<Company>> &companies) {
        for (const Company &company : companies ? *companies : QList<Company>())
            m_companies[company.name] = company;
        askForEndpoints(profile, secret);
    });
    fetch->start(secret);
}

void EndpointsCommand::askForEndpoints(const Profile &profile, const QByteArray &secret)
{
    auto *fetch = new EndpointFetch(m_services.transport, profile, m_target.model, this);
    connect(fetch, &EndpointFetch::finished, this, &EndpointsCommand::judge);
    fetch->start(secret);
}

void EndpointsCommand::judge(const Result<QList<Endpoint>> &endpoints)
{
    if (!endpoints) {
        m_output.error(endpoints.error(), m_target.toString());
        emit finished(ExitCouldNotRun);
        return;
    }
    for (const Endpoint &endpoint : *endpoints)
        show(endpoint);
    if (endpoints->isEmpty())
        m_output.note(u"note: nobody is named who runs this model"_s);
    emit finished(ExitDone);
}

void EndpointsCommand::show(const Endpoint &endpoint)
{
    const Company company = m_companies.value(endpoint.company);
    if (m_output.isJson()) {
        QJsonObject object = toJson(endpoint);
        object[u"provider"_s] = m_target.provider;
        object[u"model"_s] = m_target.model;
        if (!company.headquarters.isEmpty())
            object[u"headquarters"_s] = company.headquarters;
        if (!company.privacyPage.isEmpty())
            object[u"privacy_page"_s] = company.privacyPage.toString();
        m_output.object(object);
        return;
    }
    const QString name = company.headquarters.isEmpty()
        ? endpoint.company
        : u"%1 (%2)"_s.arg(endpoint.company, company.headquarters);
    m_output.line(u"%1  %2 in, %3 out per million tokens, first word %4, %5, up %6"_s
                      .arg(name, -30)
                      .arg(perMillion(endpoint.price.inputToken), perMillion(endpoint.price.outputToken),
                           figure(endpoint.firstWord.p50, u" ms"_s), figure(endpoint.speed.p50, u" tokens/s"_s),
                           figure(endpoint.uptimeDay, u" %"_s)));
}

void EndpointsCommand::interrupt()
{
    emit finished(ExitInterrupted);
}

} // namespace studio
