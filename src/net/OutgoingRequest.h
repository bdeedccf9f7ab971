#pragma once

#include "core/Request.h"

#include <QIODevice>
#include <QNetworkRequest>

namespace studio
{

/// What is handed to Qt for this Request. Every trap of Qt's defaults is closed here: redirects, cookies,
/// cache, the browser's name, a second header line inside a value.
///
/// The address is the Request's own, or one of the same origin that a redirect named. Rejected names the
/// header or the reason, never a value.
Result<QNetworkRequest> outgoingRequest(const Request &request, const QUrl &address, const QByteArray &secret);

/// A request body that cannot be rewound: Qt asks to rewind when it wants to send a POST a second time.
class OneWayBody : public QIODevice
{
    Q_OBJECT

public:
    explicit OneWayBody(const QByteArray &body, QObject *parent = nullptr);

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; } ///< Without it QIODevice refuses too, but warns.
    bool atEnd() const override { return m_position == m_body.size(); }
    bool hasBegun() const { return m_position > 0; } ///< Somebody has read of it.
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    qsizetype m_position = 0;
};

} // namespace studio
