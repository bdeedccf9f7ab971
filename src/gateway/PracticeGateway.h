#pragma once

#include "core/Result.h"
#include "gateway/RecordedRequest.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace studio
{

/// The practice gateway: a real HTTP/1.1 server on 127.0.0.1 that speaks the wire formats of OpenRouter
/// (/openrouter/api/v1), WisGate (/wisgate/v1) and OpenAI (/openai/v1), with answers made by fixed rules and
/// faults on request. Nothing of it is an AI model, and every answer says so.
///
/// Shares no code with net or providers, so that a mistake there cannot hide here. May live on any thread
/// with an event loop; every call and signal belongs to that thread.
class PracticeGateway : public QObject
{
    Q_OBJECT

public:
    explicit PracticeGateway(QObject *parent = nullptr);
    ~PracticeGateway() override;

    /// Listens on 127.0.0.1 alone; port 0 takes a free one. Gives the address without a path.
    Result<QUrl> listen(quint16 port = 0);

    /// Made fresh for each gateway, unguessable; every request must carry it.
    QByteArray key() const;

    /// The faults script (tests/data/gateway, CONTRIBUTING.md): which models or which nth requests fail, and how,
    /// and one factor for all waits. ErrorKind::Rejected names the field.
    Result<void> setFaults(const QByteArray &json);

    /// Everything received since the start, oldest first.
    QList<RecordedRequest> recorded() const;

signals:
    void requestRecorded(const studio::RecordedRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace studio
