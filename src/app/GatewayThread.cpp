#include "app/GatewayThread.h"

#include "gateway/PracticeGateway.h"

using namespace Qt::StringLiterals;

namespace studio
{

GatewayThread::GatewayThread(QObject *parent) : QObject(parent), m_gateway(new PracticeGateway)
{
    qRegisterMetaType<studio::Error>();
    m_thread.setObjectName(u"practice gateway"_s);
    m_gateway->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_gateway, &QObject::deleteLater);
    m_thread.start();
}

GatewayThread::~GatewayThread()
{
    m_thread.quit();
    m_thread.wait();
}

void GatewayThread::start()
{
    QMetaObject::invokeMethod(m_gateway, [this, gateway = m_gateway] {
        const auto address = gateway->listen();
        if (address)
            emit ready(*address, gateway->key()); // queued: the receivers live on the window's thread
        else
            emit failed(address.error());
    });
}

void GatewayThread::setFaults(const QByteArray &json)
{
    QMetaObject::invokeMethod(m_gateway, [this, gateway = m_gateway, json] {
        if (auto set = gateway->setFaults(json); !set)
            emit failed(set.error());
    });
}

} // namespace studio
