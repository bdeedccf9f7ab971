#include "cli/ProvidersCommand.h"

#include "catalog/Accounts.h"
#include "cli/EnvironmentKey.h"
#include "core/Credit.h"

#include <QJsonArray>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString limitText(const Credit &credit)
{
    if (!*credit.isLimited)
        return u"none"_s;
    QStringList parts;
    if (credit.limit)
        parts << u'$' + credit.limit->rounded() + (credit.limitEvery.isEmpty() ? QString() : u' ' + credit.limitEvery);
    if (credit.limitLeft)
        parts << u'$' + credit.limitLeft->rounded() + u" left"_s;
    return parts.isEmpty() ? u"there is one"_s : parts.join(u", "_s);
}

/// What is known, a line each.
QStringList creditLines(const Credit &credit)
{
    QStringList lines;
    if (credit.left)
        lines << u"left on the account: $"_s + credit.left->rounded();
    else if (credit.isForOtherKeys)
        lines << u"left on the account: told to management keys only"_s;
    if (credit.cash && credit.packages)
        lines << u"of it: $%1 paid in, $%2 in packages"_s.arg(credit.cash->rounded(), credit.packages->rounded());
    if (credit.used)
        lines << u"used by this key: $"_s + credit.used->rounded();
    if (credit.isLimited)
        lines << u"limit of this key: "_s + limitText(credit);
    if (credit.requests)
        lines << u"requests: %1 in %2"_s.arg(*credit.requests).arg(credit.requestsEvery);
    if (credit.isFreeTier.value_or(false))
        lines << u"free tier"_s;
    if (credit.isManagementKey.value_or(false))
        lines << u"a management key: it runs no models"_s;
    if (credit.endsAt.isValid())
        lines << u"ends at: "_s + credit.endsAt.toString(Qt::ISODate);
    return lines;
}

} // namespace

ProvidersCommand::ProvidersCommand(const Services &services, Output &output, const QString &provider, QObject *parent)
    : Command(parent)
    , m_services(services)
    , m_output(output)
    , m_provider(provider)
{
}

void ProvidersCommand::start()
{
    if (!m_provider.isEmpty()) {
        test();
        return;
    }
    list();
    QTimer::singleShot(0, this, [this] { emit finished(ExitDone); });
}

void ProvidersCommand::list()
{
    for (const QString &problem : m_services.accounts.problems())
        m_output.note(u"note: "_s + problem);
    for (const Profile &profile : m_services.accounts.profiles()) {
        const QString base = profile.base.toString();
        if (m_output.isJson()) {
            m_output.object({{u"id"_s, profile.id},
                             {u"name"_s, profile.name},
                             {u"base"_s, base},
                             {u"dialect"_s, profile.dialect},
                             {u"dialects"_s, QJsonArray::fromStringList(dialectsOf(profile))},
                             {u"needs_key"_s, profile.needsKey},
                             {u"key_variable"_s, profile.keyVariable},
                             {u"built_in"_s, profile.isBuiltIn}});
        } else {
            m_output.line(u"%1  %2  %3"_s.arg(profile.id, -14).arg(profile.name, -20).arg(
                base.isEmpty() ? u"(built in)"_s : base));
        }
    }
}

void ProvidersCommand::test()
{
    const auto profile = m_services.accounts.profile(m_provider);
    if (!profile) {
        m_output.error({ErrorKind::Rejected, u"there is no provider \"%1\""_s.arg(m_provider)});
        QTimer::singleShot(0, this, [this] { emit finished(ExitCouldNotRun); });
        return;
    }
    lendEnvironmentKey(m_services.accounts, *profile);
    auto *check = new KeyCheck(m_services.transport, *profile, this);
    connect(check, &KeyCheck::finished, this, &ProvidersCommand::judge);
    m_services.accounts.withSecret(*profile, check, [this, check, profile](const Result<QByteArray> &secret) {
        if (profile->needsKey && (!secret || secret->isEmpty())) {
            judge(Error{ErrorKind::KeyMissing, u"no key: set %1 or connect the account in the window"_s.arg(
                                                   profile->keyVariable)});
            return;
        }
        check->start(secret ? *secret : QByteArray());
    });
}

void ProvidersCommand::judge(const Result<KeyFacts> &outcome)
{
    if (m_output.isJson()) {
        const bool hasCount = outcome && outcome->models;
        const bool hasCredit = outcome && outcome->credit;
        m_output.object({{u"event"_s, u"test"_s},
                         {u"provider"_s, m_provider},
                         {u"works"_s, outcome.has_value()},
                         {u"models"_s, hasCount ? QJsonValue(*outcome->models) : QJsonValue()},
                         {u"credit"_s, hasCredit ? QJsonValue(toJson(*outcome->credit)) : QJsonValue()},
                         {u"error"_s, outcome ? QJsonValue() : QJsonValue(toJson(outcome.error()))}});
    } else if (!outcome) {
        m_output.error(outcome.error(), m_provider);
    } else {
        m_output.line(outcome->models ? u"%1: works, %2 models"_s.arg(m_provider).arg(*outcome->models)
                                      : u"%1: works"_s.arg(m_provider));
        for (const QString &line : outcome->credit ? creditLines(*outcome->credit) : QStringList())
            m_output.line(u"  "_s + line);
    }
    emit finished(outcome ? ExitDone : ExitCheckFailed);
}

void ProvidersCommand::interrupt()
{
    emit finished(ExitInterrupted);
}

} // namespace studio
