#include "cli/ProvidersCommand.h"

#include "catalog/Accounts.h"
#include "catalog/KeyCheck.h"

#include <QJsonArray>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

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
    const QByteArray lent = qgetenv(profile->keyVariable.toLatin1().constData());
    if (auto secret = parseSecret(QString::fromUtf8(lent)); secret)
        m_services.accounts.lendSecret(profile->id, *secret);
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

void ProvidersCommand::judge(const Result<std::optional<qsizetype>> &outcome)
{
    if (m_output.isJson()) {
        const bool hasCount = outcome && *outcome;
        m_output.object({{u"event"_s, u"test"_s},
                         {u"provider"_s, m_provider},
                         {u"works"_s, outcome.has_value()},
                         {u"models"_s, hasCount ? QJsonValue(**outcome) : QJsonValue()},
                         {u"error"_s, outcome ? QJsonValue() : QJsonValue(toJson(outcome.error()))}});
    } else if (!outcome) {
        m_output.error(outcome.error(), m_provider);
    } else {
        m_output.line(*outcome ? u"%1: works, %2 models"_s.arg(m_provider).arg(**outcome)
                               : u"%1: works"_s.arg(m_provider));
    }
    emit finished(outcome ? ExitDone : ExitCheckFailed);
}

void ProvidersCommand::interrupt()
{
    emit finished(ExitInterrupted);
}

} // namespace studio
