#include "gui/NetworkPage.h"

#include "core/Request.h"
#include "gui/Theme.h"
#include "ui_NetworkPage.h"

#include <QIcon>

using namespace Qt::StringLiterals;

namespace studio
{

NetworkPage::NetworkPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::NetworkPage>())
{
    m_ui->setupUi(this);
    setTextSize(*m_ui->title, TextSize::Large);
    m_ui->intro->setForegroundRole(QPalette::PlaceholderText);
    showCount();
}

NetworkPage::~NetworkPage() = default;

void NetworkPage::setHosts(const QStringList &hostsAndPorts)
{
    m_hosts.clear();
    m_ui->hosts->clear();
    for (const QString &host : hostsAndPorts)
        addHost(host);
    showCount();
}

void NetworkPage::addHost(const QString &hostAndPort)
{
    if (m_hosts.contains(hostAndPort))
        return;
    m_hosts += hostAndPort;
    const bool isHere = isLoopback(QUrl(u"http://"_s + hostAndPort));
    const QString text = isHere ? tr("%1 – this computer").arg(hostAndPort) : hostAndPort;
    const QString icon = isHere ? u"computer"_s : u"network-server"_s;
    m_ui->hosts->addItem(new QListWidgetItem(QIcon::fromTheme(icon), text));
    showCount();
}

void NetworkPage::showCount()
{
    m_ui->count->setText(m_hosts.isEmpty()
                             ? tr("Nothing has been contacted since the start.")
                             : tr("%n server(s) contacted since the start:", nullptr, int(m_hosts.size())));
    m_ui->hosts->setVisible(!m_hosts.isEmpty());
}

} // namespace studio
