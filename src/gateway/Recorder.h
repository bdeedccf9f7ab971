#pragma once

#include "core/Result.h"
#include "gateway/RecordedRequest.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace studio
{

/// A loopback server that keeps what arrives and answers every request with the same small reply:
/// what exported code is run against.
class Recorder : public QObject
{
    Q_OBJECT

public:
    explicit Recorder(QObject *parent = nullptr);
    ~Recorder() override;

    /// 127.0.0.1, a free port. Gives the address without a path.
    Result<QUrl> listen();

    /// What to answer: a whole OpenAI chat answer, or the same as an event stream.
    void setStreaming(bool streaming);

    QList<RecordedRequest> recorded() const;

signals:
    void requestRecorded(const studio::RecordedRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace studio
