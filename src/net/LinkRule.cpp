#include "net/LinkRule.h"

#include "core/Request.h"
#include "net/ReplyEnding.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Error refused(const QUrl &link, const QString &why)
{
    return {ErrorKind::Redirected, u"%1: %2"_s.arg(hostText(link), why)};
}

/// An address, not a name, of a network that is not the internet.
bool isPrivate(const QUrl &url)
{
    QHostAddress address(url.host());
    bool isV4 = false;
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4) // also when it is written inside a v6 address
        address = QHostAddress(v4);
    constexpr std::pair<QLatin1StringView, int> nets[] = {
        {"0.0.0.0"_L1, 8},      {"10.0.0.0"_L1, 8},    {"100.64.0.0"_L1, 10}, {"127.0.0.0"_L1, 8}, {"169.254.0.0"_L1, 16},
        {"172.16.0.0"_L1, 12},  {"192.168.0.0"_L1, 16}, {"::"_L1, 128},       {"::1"_L1, 128},     {"fc00::"_L1, 7},
        {"fe80::"_L1, 10}};
    return !address.isNull() && std::any_of(std::begin(nets), std::end(nets), [&address](const auto &net) {
        return address.isInSubnet(QHostAddress(QString(net.first)), net.second);
    });
}

} // namespace

Result<void> checkLink(const QUrl &link, const QUrl &provider)
{
    const bool isPlain = link.scheme() == "http"_L1;
    if (!link.isValid() || link.host().isEmpty() || !(isPlain || link.scheme() == "https"_L1))
        return refused(link, u"not an address of http or https"_s);
    if (!link.userInfo().isEmpty())
        return refused(link, u"the address has a user name in it"_s);
    if (isSameOrigin(link, provider))
        return {};
    if (isLoopback(link))
        return isLoopback(provider) ? Result<void>() : refused(link, u"leads into this computer"_s);
    if (isPlain)
        return refused(link, u"plain http to another computer"_s);
    if (isPrivate(link) && !isPrivate(provider) && !isLoopback(provider))
        return refused(link, u"leads into a private network"_s);
    return {};
}

} // namespace studio
