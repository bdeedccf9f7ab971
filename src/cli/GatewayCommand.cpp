#include "cli/GatewayCommand.h"

#include "gateway/PracticeGateway.h"
#include "store/PlainFile.h"

#include <QJsonObject>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{
constexpr qint64 mostScriptBytes = 1024 * 1024;
}

GatewayCommand::GatewayCommand(const Services &services, Output &output, quint16 port, const QString &faults,
                               QObject *parent)
    : Command(parent)
    , m_services(services)
    , m_output(output)
    , m_port(port)
    , m_faults(faults)
{
}

void GatewayCommand::start()
{
    const auto failLater = [this](const Error &error) {
        m_output.error(error);
        QTimer::singleShot(0, this, [this] { emit finished(ExitCouldNotRun); });
    };
    if (!m_faults.isEmpty()) {
        const auto script = readPlainFile(m_faults, mostScriptBytes);
        if (!script) {
            failLater({script.error().kind, u"--faults "_s + script.error().detail});
            return;
        }
        if (auto set = m_services.gateway.setFaults(*script); !set) {
            failLater({ErrorKind::Rejected, u"--faults %1: %2"_s.arg(m_faults, set.error().detail)});
            return;
        }
    }
    const auto address = m_services.gateway.listen(m_port);
    if (!address) {
        failLater({address.error().kind, u"--port: "_s + address.error().detail});
        return;
    }
    // The one place where a key is printed: it opens nothing but this gateway and ends with it.
    m_output.object({{u"address"_s, address->toString()},
                     {u"key"_s, QString::fromLatin1(m_services.gateway.key())},
                     {u"anthropic"_s, address->toString() + u"/anthropic/v1"_s},
                     {u"gemini"_s, address->toString() + u"/gemini/v1beta"_s},
                     {u"openai"_s, address->toString() + u"/openai/v1"_s},
                     {u"openrouter"_s, address->toString() + u"/openrouter/api/v1"_s},
                     {u"wisgate"_s, address->toString() + u"/wisgate/v1"_s}});
}

void GatewayCommand::interrupt()
{
    emit finished(ExitDone); // being ended is how this command ends
}

} // namespace studio
