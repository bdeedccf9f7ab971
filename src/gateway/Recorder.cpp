#include "gateway/Recorder.h"

#include "gateway/HttpServer.h"

namespace studio
{

namespace
{

ServerReply wholeAnswer()
{
    ServerReply reply;
    reply.headers = {{"Content-Type", "application/json"}};
    reply.pieces = {{R"({"id":"recorded","object":"chat.completion","created":1767225600,"model":"recorder",)"
                     R"("choices":[{"index":0,"message":{"role":"assistant","content":"recorded"},)"
                     R"("finish_reason":"stop"}],)"
                     R"("usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})"}};
    return reply;
}

QByteArray chunk(const QByteArray &choices)
{
    return R"(data: {"id":"recorded","object":"chat.completion.chunk","created":1767225600,"model":"recorder",)"
           R"("choices":)" +
           choices + "}\n\n";
}

ServerReply streamedAnswer()
{
    ServerReply reply;
    reply.headers = {{"Content-Type", "text/event-stream"}};
    reply.isChunked = true;
    reply.pieces = {
        {chunk(R"([{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}])")},
        {chunk(R"([{"index":0,"delta":{"content":"recorded"},"finish_reason":null}])")},
        {chunk(R"([{"index":0,"delta":{},"finish_reason":"stop"}])")},
        {chunk(R"([],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2})")},
        {"data: [DONE]\n\n"},
    };
    return reply;
}

} // namespace

class Recorder::Private
{
public:
    /// The server is the recorder's child, so that both change threads together.
    explicit Private(Recorder *recorder)
        : server([this](const RecordedRequest &) { return isStreaming ? streamedAnswer() : wholeAnswer(); },
                 {}, recorder)
    {
    }

    bool isStreaming = false;
    HttpServer server;
};

Recorder::Recorder(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    connect(&d->server, &HttpServer::requestRecorded, this, &Recorder::requestRecorded);
}

Recorder::~Recorder() = default;

Result<QUrl> Recorder::listen()
{
    return d->server.listen(0);
}

void Recorder::setStreaming(bool streaming)
{
    d->isStreaming = streaming;
}

QList<RecordedRequest> Recorder::recorded() const
{
    return d->server.recorded();
}

} // namespace studio
