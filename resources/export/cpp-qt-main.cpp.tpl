{{=<% %>=}}<%#DRAFT%>// Draft: <%REASONS%>.
<%/DRAFT%>// Asks <%MODEL%> once and prints its answer<%#STREAMING%> as it comes<%/STREAMING%>. Yours to use and change.
<%#JOB%>// The answer names a job. What it makes is asked for with requests of its own: do not send this again to get it.
<%/JOB%><%#KEY%>// Set the key first: export <%KEY_VARIABLE%>=<your key>
<%/KEY%>// Build and run:     cmake -S . -B build && cmake --build build && build/ask

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <algorithm>
#include <cstdio>

namespace
{

constexpr char body[] = <%BODY%>;
constexpr qint64 bodySize = sizeof body - 1;

// The body, readable once. When a connection drops before the answer, Qt sends a POST again by itself
// unless it cannot read the body a second time; a request that is sent twice is billed twice.
class Upload : public QIODevice
{
public:
    Upload() { open(QIODevice::ReadOnly); }
    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_read == bodySize; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min(most, bodySize - m_read);
        if (count <= 0)
            return -1;
        std::copy_n(body + m_read, count, data);
        m_read += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_read = 0;
};

QNetworkRequest makeRequest()
{
    QByteArray base = qgetenv("<%BASE_VARIABLE%>");
    if (base.isEmpty())
        base = <%BASE%>;
    QNetworkRequest request(QUrl::fromEncoded(base + <%PATH%>));
<%#KEY%>    request.setRawHeader(<%SECRET_NAME%>, <%SECRET_PREFIX%> + qgetenv("<%KEY_VARIABLE%>"));
<%/KEY%><%#HEADER%>    request.setRawHeader(<%NAME%>, <%VALUE%>);
<%/HEADER%>    request.setHeader(QNetworkRequest::ContentLengthHeader, bodySize);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true); // or Qt could read it again
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(300'000); // milliseconds without a byte
    return request;
}

int statusOf(const QNetworkReply *reply)
{
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void print(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    std::fflush(stdout);
}
<%#CHAT%>
void printText(const QJsonObject &message)
{
    print((message[u"content"].toString() + message[u"refusal"].toString()).toUtf8());
}
<%/CHAT%>
int fail(const QByteArray &reason)
{
    std::fprintf(stderr, "%s\n", reason.constData());
    return 1;
}

QString reasonOf(const QNetworkReply *reply)
{
    switch (reply->error()) {
    case QNetworkReply::NoError:
        return QStringLiteral("the answer ended too early");
    case QNetworkReply::ContentReSendError: // after a lost connection or a redirect
        return QStringLiteral("the request would have to be sent again");
    default:
        return reply->errorString();
    }
}

int noAnswer(const QNetworkReply *reply, const QByteArray &detail)
{
    const QByteArray status = QByteArray::number(statusOf(reply));
    return fail("No complete answer, HTTP status " + status + ": " + reasonOf(reply).toUtf8() + '\n' + detail);
}
<%#STREAMING%>
// What has come of the answer so far.
struct Answer
{
    bool isComplete = false; // Its end mark has come. A stream may look well at its end and still be cut off.
    QByteArray error;        // Servers can report one in the middle of an answer.
};

void readEvent(const QByteArray &data, Answer &answer)
{
    const QJsonObject event = QJsonDocument::fromJson(data).object();
<%#CHAT_EVENTS%>    const QJsonObject choice = event[u"choices"][0].toObject();
    printText(choice[u"delta"].toObject());
    if (data == "[DONE]" || !choice[u"finish_reason"].toString().isEmpty())
        answer.isComplete = true;
<%/CHAT_EVENTS%><%#RESPONSES_EVENTS%>    const QString type = event[u"type"].toString();
    if (type == u"response.output_text.delta" || type == u"response.refusal.delta")
        print(event[u"delta"].toString().toUtf8());
    if (type == u"response.completed" || type == u"response.incomplete")
        answer.isComplete = true;
    if (type == u"response.failed" || type == u"error")
        answer.error = data;
<%/RESPONSES_EVENTS%><%#MESSAGES_EVENTS%>    print(event[u"delta"][u"text"].toString().toUtf8());
    if (event[u"type"].toString() == u"message_stop")
        answer.isComplete = true;
<%/MESSAGES_EVENTS%><%#GEMINI_EVENTS%>    const QJsonObject candidate = event[u"candidates"][0].toObject();
    const QJsonArray parts = candidate[u"content"][u"parts"].toArray();
    for (const QJsonValue &part : parts) {
        if (!part[u"thought"].toBool())
            print(part[u"text"].toString().toUtf8());
    }
    const bool isBlocked = !event[u"promptFeedback"][u"blockReason"].toString().isEmpty();
    if (isBlocked || !candidate[u"finishReason"].toString().isEmpty())
        answer.isComplete = true;
<%/GEMINI_EVENTS%><%#OTHER_EVENTS%>    print(data + '\n');
    if (data == "[DONE]" || event[u"type"].toString().endsWith(u".completed"))
        answer.isComplete = true;
<%/OTHER_EVENTS%>    if (event[u"error"].isObject() || event[u"error"].isString())
        answer.error = data;
}

// Reads the lines that have come whole; the rest of the last one may still be on its way.
void readLines(QNetworkReply *reply, Answer &answer)
{
    while (statusOf(reply) == 200 && reply->canReadLine()) {
        const QByteArray line = reply->readLine().trimmed();
        if (line.startsWith("data:"))
            readEvent(line.mid(5).trimmed(), answer);
    }
}

int finish(QNetworkReply *reply, Answer &answer)
{
    readLines(reply, answer);
    if (!answer.isComplete || !answer.error.isEmpty())
        return noAnswer(reply, answer.error + reply->readAll());
    std::puts("");
    return 0;
}
<%/STREAMING%><%#CHOICES%>
int finish(QNetworkReply *reply)
{
    const QByteArray text = reply->readAll();
    const QJsonObject choice = QJsonDocument::fromJson(text)[u"choices"][0].toObject();
    if (statusOf(reply) != 200 || choice.isEmpty())
        return noAnswer(reply, text);
    printText(choice[u"message"].toObject());
    std::puts("");
    return 0;
}
<%/CHOICES%><%#OTHER%>
// Prints the answer as the server sends it.
int finish(QNetworkReply *reply)
{
    const QByteArray text = reply->readAll();
    const QJsonObject answer = QJsonDocument::fromJson(text).object();
    const bool isError = answer[u"error"].isObject() || answer[u"error"].isString();
    if (statusOf(reply) / 100 != 2 || reply->error() != QNetworkReply::NoError || answer.isEmpty() || isError)
        return noAnswer(reply, text);
    print(text);
    std::puts("");
    return 0;
}
<%/OTHER%>
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
<%#KEY%>    if (qEnvironmentVariableIsEmpty("<%KEY_VARIABLE%>"))
        return fail("<%KEY_VARIABLE%> is not set; put your API key there first.");
<%/KEY%>
    Upload upload;
    QNetworkAccessManager network;
    QNetworkReply *reply = network.post(makeRequest(), &upload);
<%#STREAMING%>
    Answer answer;
    QObject::connect(reply, &QNetworkReply::readyRead, &app, [&] { readLines(reply, answer); });
    QObject::connect(reply, &QNetworkReply::finished, &app, [&] { app.exit(finish(reply, answer)); });
<%/STREAMING%><%#WHOLE%>    QObject::connect(reply, &QNetworkReply::finished, &app, [&] { app.exit(finish(reply)); });
<%/WHOLE%>    return app.exec();
}
