#pragma once

#include <QWidget>

#include <memory>

namespace studio
{

namespace Ui
{
class NetworkPage;
}

/// Every server contacted since the start, in the order of first contact.
class NetworkPage : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkPage(QWidget *parent = nullptr);
    ~NetworkPage() override;

    void setHosts(const QStringList &hostsAndPorts);
    void addHost(const QString &hostAndPort); ///< A host that is there already is not added again.

private:
    void showCount();

    std::unique_ptr<Ui::NetworkPage> m_ui;
    QStringList m_hosts;
};

} // namespace studio
