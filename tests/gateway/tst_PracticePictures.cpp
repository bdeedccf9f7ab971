#include "gateway/PracticeGateway.h"
#include "gateway/RawClient.h"

#include <exiv2/exiv2.hpp>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray line = "practice output, not an AI model";
const QByteArray openAi = "/openai/v1/images/generations";
const QByteArray router = "/openrouter/api/v1/images";

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject order(const QString &model, const QJsonObject &more = {})
{
    QJsonObject body{{u"model"_s, model}, {u"prompt"_s, u"a red fox"_s}, {u"size"_s, u"256x256"_s}};
    for (auto each = more.begin(); each != more.end(); ++each)
        body[each.key()] = *each;
    return body;
}

QByteArray bytesOf(const QJsonValue &base64)
{
    return QByteArray::fromBase64(base64.toString().toLatin1());
}

QByteArray firstOf(const RawClient &client)
{
    return bytesOf(client.json()[u"data"_s][0][u"b64_json"_s]);
}

/// What a program that shares no code with ours says of the file.
QByteArray seenBy(const QString &program, const QStringList &arguments, const QByteArray &bytes)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"picture"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return "no file";
    file.close();
    QStringList all = arguments;
    QProcess process;
    process.start(program, all.replaceInStrings(u"FILE"_s, file.fileName()));
    if (!process.waitForFinished(20'000))
        return "no answer";
    return process.readAllStandardOutput();
}

/// ImageMagick 6 does not get at the XMP of a WebP.
QByteArray xmpOf(const QByteArray &bytes)
{
    const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte *>(bytes.constData()), size_t(bytes.size()));
    image->readMetadata();
    const auto said = image->xmpData().findKey(Exiv2::XmpKey("Xmp.dc.description"));
    return said == image->xmpData().end() ? QByteArray() : QByteArray::fromStdString(said->toString());
}

QByteArray identified(const QByteArray &bytes)
{
    return seenBy(u"identify"_s, {u"-format"_s, u"%m %wx%h"_s, u"FILE"_s}, bytes);
}

/// A file of one colour.
QByteArray plainPng(const QColor &colour, const QSize &size = {60, 40})
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(colour);
    QTemporaryDir folder;
    image.save(folder.filePath(u"plain.png"_s));
    QFile file(folder.filePath(u"plain.png"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// How much of the picture has that colour, nearly.
double shareOf(const QByteArray &bytes, const QColor &colour)
{
    const QImage image = QImage::fromData(bytes).convertToFormat(QImage::Format_RGB32);
    qint64 found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            const int apart = std::abs(qRed(pixel) - colour.red()) + std::abs(qGreen(pixel) - colour.green())
                + std::abs(qBlue(pixel) - colour.blue());
            found += apart < 30 ? 1 : 0;
        }
    }
    return double(found) / std::max(1, image.width() * image.height());
}

struct FormField
{
    QByteArray head;
    QByteArray bytes;
};

QByteArray formOf(const QList<FormField> &fields)
{
    QByteArray body;
    for (const FormField &field : fields)
        body += "--bound\r\nContent-Disposition: form-data; " + field.head + "\r\n\r\n" + field.bytes + "\r\n";
    return body + "--bound--\r\n";
}

} // namespace

/// The pictures of the practice gateway, looked at by clients and programs that share no code with it.
class tst_PracticePictures : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RawClient> post(const QByteArray &path, const QJsonObject &body) const
    {
        return std::make_unique<RawClient>(m_url, postRequest(m_url, m_gateway->key(), path, jsonOf(body)));
    }

    std::unique_ptr<RawClient> postForm(const QByteArray &path, const QList<FormField> &fields) const
    {
        QByteArray wire = postRequest(m_url, m_gateway->key(), path, formOf(fields));
        wire.replace("application/json", "multipart/form-data; boundary=bound");
        return std::make_unique<RawClient>(m_url, wire);
    }

    std::unique_ptr<RawClient> get(const QByteArray &path, const QByteArray &more = {}) const
    {
        return std::make_unique<RawClient>(m_url, "GET " + path + " HTTP/1.1\r\n" + hostLine(m_url) + more
                                                      + "Connection: close\r\n\r\n");
    }

    QByteArray pathOf(const RawClient &client) const
    {
        const QUrl link(client.json()[u"data"_s][0][u"url"_s].toString());
        return link.host() == m_url.host() && link.port() == m_url.port() ? link.path().toLatin1() : QByteArray();
    }

    std::unique_ptr<PracticeGateway> m_gateway;
    QUrl m_url;

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY2(!QStandardPaths::findExecutable(u"identify"_s).isEmpty(), "ImageMagick is in packaging/packages-test.txt");
    }

    void init()
    {
        m_gateway = std::make_unique<PracticeGateway>();
        m_url = *m_gateway->listen();
        QVERIFY(m_gateway->setFaults(R"({"factor": 0.01})"));
    }

    void drawsTheSizeAndTheFormatThatAreAsked_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QByteArray>("expected");
        const QJsonObject nothing{{u"size"_s, QJsonValue::Null}};
        QTest::newRow("usual") << openAi << nothing << QByteArray("PNG 1024x1024");
        QTest::newRow("auto") << openAi << QJsonObject{{u"size"_s, u"auto"_s}} << QByteArray("PNG 1024x1024");
        QTest::newRow("wide") << openAi << QJsonObject{{u"size"_s, u"1536x1024"_s}} << QByteArray("PNG 1536x1024");
        QTest::newRow("tall jpeg") << openAi << QJsonObject{{u"size"_s, u"1024x1536"_s}, {u"output_format"_s, u"jpeg"_s}}
                                   << QByteArray("JPEG 1024x1536");
        QTest::newRow("webp") << openAi << QJsonObject{{u"output_format"_s, u"webp"_s}} << QByteArray("WEBP 256x256");
        QTest::newRow("clear webp")
            << openAi << QJsonObject{{u"output_format"_s, u"webp"_s}, {u"background"_s, u"transparent"_s}}
            << QByteArray("WEBP 256x256");
        QTest::newRow("odd") << QByteArray("/wisgate/v1/images/generations") << QJsonObject{{u"size"_s, u"333x512"_s}}
                             << QByteArray("PNG 333x512");
        QTest::newRow("ratio") << router << QJsonObject{{u"size"_s, QJsonValue::Null}, {u"aspect_ratio"_s, u"16:9"_s}}
                               << QByteArray("PNG 1360x768");
        QTest::newRow("ratio and tier")
            << router
            << QJsonObject{{u"size"_s, QJsonValue::Null}, {u"aspect_ratio"_s, u"9:16"_s}, {u"resolution"_s, u"512"_s}}
            << QByteArray("PNG 384x688");
        QTest::newRow("tier as size") << router << QJsonObject{{u"size"_s, u"2K"_s}} << QByteArray("PNG 2048x2048");
    }

    void drawsTheSizeAndTheFormatThatAreAsked()
    {
        QFETCH(QByteArray, path);
        QFETCH(QJsonObject, more);
        QFETCH(QByteArray, expected);
        for (const QString &model : {u"picture-a"_s, u"picture-b"_s}) {
            const auto client = post(path, order(model, more));
            QTRY_VERIFY(client->isClosed());
            QCOMPARE(client->status(), 200);
            QCOMPARE(identified(firstOf(*client)), expected);
        }
    }

    void drawsTheSameFromTheSameWordsAndSeed()
    {
        QSet<QByteArray> files;
        for (const QJsonObject &each :
             {order(u"picture-a"_s), order(u"picture-b"_s), order(u"picture-a"_s, {{u"seed"_s, 7}}),
              order(u"picture-a"_s, {{u"prompt"_s, u"a blue fox"_s}}), order(u"picture-a"_s, {{u"quality"_s, u"high"_s}}),
              order(u"picture-b"_s, {{u"quality"_s, u"low"_s}})}) {
            const auto first = post(openAi, each);
            const auto again = post(router, each);
            QTRY_VERIFY(first->isClosed() && again->isClosed());
            QVERIFY(!firstOf(*first).isEmpty());
            QCOMPARE(firstOf(*again), firstOf(*first));
            files += firstOf(*first);
        }
        QCOMPARE(files.size(), 6);
    }

    void drawsAsManyAsAreAskedAndNoTwoAlike()
    {
        const auto client = post(openAi, order(u"picture-b"_s, {{u"n"_s, 4}}));
        QTRY_VERIFY(client->isClosed());
        QSet<QString> files;
        for (const QJsonValue &each : client->json()[u"data"_s].toArray())
            files += each[u"b64_json"_s].toString();
        QCOMPARE(files.size(), 4);
        QCOMPARE(client->json()[u"usage"_s][u"output_tokens"_s].toInt(), 4 * 1120);
        QCOMPARE(client->json()[u"size"_s].toString(), u"256x256"_s);
    }

    void showsTheWordsOfThePrompt()
    {
        // The same seed of the dice: only what is written differs, as spaces do not count.
        const auto one = post(openAi, order(u"picture-b"_s, {{u"size"_s, u"512x512"_s}}));
        const auto two = post(openAi, order(u"picture-b"_s, {{u"size"_s, u"512x512"_s}, {u"prompt"_s, u"  a red\nfox "_s}}));
        QTRY_VERIFY(one->isClosed() && two->isClosed());
        QCOMPARE(firstOf(*one), firstOf(*two));
        // The lower left has letters: nearly white on dark.
        const QImage image = QImage::fromData(firstOf(*one)).copy(20, 400, 300, 100);
        int bright = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                bright += qGray(image.pixel(x, y)) > 225 ? 1 : 0;
        }
        QVERIFY2(bright > 300, qPrintable(QString::number(bright)));
    }

    void saysInEachFileWhatItIs_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("place"); // none: XMP
        QTest::newRow("png") << u"png"_s << u"%[Description]"_s;
        QTest::newRow("jpeg") << u"jpeg"_s << u"%c"_s;
        QTest::newRow("webp") << u"webp"_s << QString();
    }

    void saysInEachFileWhatItIs()
    {
        QFETCH(QString, format);
        QFETCH(QString, place);
        for (const QString &ground : {u"opaque"_s, u"transparent"_s}) {
            const bool isClear = ground == u"transparent"_s && format != u"jpeg"_s;
            const auto client = post(openAi, order(u"picture-a"_s, {{u"output_format"_s, format},
                                                                  {u"background"_s, isClear ? ground : u"opaque"_s}}));
            QTRY_VERIFY(client->isClosed());
            const QByteArray file = firstOf(*client);
            const QByteArray seen =
                place.isEmpty() ? xmpOf(file) : seenBy(u"identify"_s, {u"-format"_s, place, u"FILE"_s}, file);
            QVERIFY2(seen.contains(line), seen.constData());
            QCOMPARE(QImage::fromData(file).hasAlphaChannel(), isClear);
            QCOMPARE(QImage::fromData(file).pixelColor(1, 1).alpha(), isClear ? 0 : 255);
        }
    }

    void refusesWhatIsNotDrawn_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("field");
        QTest::newRow("no prompt") << QJsonObject{{u"prompt"_s, u" "_s}} << u"prompt"_s;
        QTest::newRow("no model") << QJsonObject{{u"model"_s, QString()}} << u"model"_s;
        QTest::newRow("size as words") << QJsonObject{{u"size"_s, u"large"_s}} << u"size"_s;
        QTest::newRow("too small") << QJsonObject{{u"size"_s, u"8x8"_s}} << u"size"_s;
        QTest::newRow("too large") << QJsonObject{{u"size"_s, u"65535x65535"_s}} << u"size"_s;
        QTest::newRow("too long") << QJsonObject{{u"size"_s, u"4096x64"_s}} << u"size"_s;
        QTest::newRow("none") << QJsonObject{{u"n"_s, 0}} << u"n"_s;
        QTest::newRow("too many") << QJsonObject{{u"n"_s, 11}} << u"n"_s;
        QTest::newRow("half of one") << QJsonObject{{u"n"_s, 1.5}} << u"n"_s;
        QTest::newRow("quality") << QJsonObject{{u"quality"_s, u"best"_s}} << u"quality"_s;
        QTest::newRow("svg") << QJsonObject{{u"output_format"_s, u"svg"_s}} << u"output_format"_s;
        QTest::newRow("clear jpeg") << QJsonObject{{u"output_format"_s, u"jpeg"_s}, {u"background"_s, u"transparent"_s}}
                                    << u"background"_s;
        QTest::newRow("small png") << QJsonObject{{u"output_compression"_s, 50}} << u"output_compression"_s;
        QTest::newRow("drafts") << QJsonObject{{u"partial_images"_s, 9}} << u"partial_images"_s;
        QTest::newRow("seed") << QJsonObject{{u"seed"_s, u"x"_s}} << u"seed"_s;
        QTest::newRow("a text model") << QJsonObject{{u"model"_s, u"text-a"_s}} << u"text-a"_s;
    }

    void refusesWhatIsNotDrawn()
    {
        QFETCH(QJsonObject, more);
        QFETCH(QString, field);
        const auto plain = post(openAi, order(u"picture-a"_s, more));
        const auto routed = post(router, order(u"picture-a"_s, more));
        QTRY_VERIFY(plain->isClosed() && routed->isClosed());
        QCOMPARE(plain->status(), 400);
        QCOMPARE(plain->json()[u"error"_s][u"type"_s].toString(), u"invalid_request_error"_s);
        QVERIFY2(plain->json()[u"error"_s][u"message"_s].toString().contains(field), plain->received.constData());
        QCOMPARE(routed->status(), 400);
        QCOMPARE(routed->json()[u"error"_s][u"code"_s].toInt(), 400);
    }

    void refusesWhatOnlyOneServiceRefuses()
    {
        const auto unknown = post(openAi, order(u"picture-a"_s, {{u"steps"_s, 20}}));
        const auto shaped = post(openAi, order(u"gpt-image-2"_s, {{u"response_format"_s, u"b64_json"_s}}));
        const auto mixed = post(router, order(u"picture-a"_s, {{u"size"_s, u"512x512"_s}, {u"aspect_ratio"_s, u"16:9"_s}}));
        const auto noPath = post("/openrouter/api/v1/images/generations", order(u"picture-a"_s));
        const auto wrongKind = post("/anthropic/v1/messages", {{u"model"_s, u"picture-a"_s}});
        QTRY_VERIFY(unknown->isClosed() && shaped->isClosed() && mixed->isClosed() && noPath->isClosed());
        QTRY_VERIFY(wrongKind->isClosed());
        QCOMPARE(unknown->json()[u"error"_s][u"code"_s].toString(), u"unknown_parameter"_s);
        QVERIFY(shaped->json()[u"error"_s][u"message"_s].toString().contains(u"response_format"_s));
        QCOMPARE(mixed->status(), 400);
        QCOMPARE(noPath->status(), 404);
        QCOMPARE(wrongKind->status(), 400);
    }

    void leadsToFilesWithoutAKeyAndOnlyThere()
    {
        const auto client = post(openAi, order(u"dall-e-3"_s)); // these give links unless they are asked for bytes
        QTRY_VERIFY(client->isClosed());
        const QByteArray path = pathOf(*client);
        QVERIFY2(path.size() > 40, client->received.constData());
        const auto file = get(path);
        const auto page = get(path, "Origin: https://example.org\r\n");
        const auto guess = get("/made/0000000000000000000000000000000000000000.png");
        const auto posted = post(path, {});
        QTRY_VERIFY(file->isClosed() && page->isClosed() && guess->isClosed() && posted->isClosed());
        QCOMPARE(file->status(), 200);
        QCOMPARE(file->header("Content-Type"), "image/png");
        QCOMPARE(identified(file->body()), "PNG 256x256");
        QCOMPARE(page->status(), 403);
        QCOMPARE(guess->status(), 404);
        QCOMPARE(posted->status(), 405);
    }

    void letsLinksExpireOnDemand()
    {
        const auto client = post(openAi, order(u"picture-a:expired"_s));
        QTRY_VERIFY(client->isClosed());
        const auto file = get(pathOf(*client));
        QTRY_VERIFY(file->isClosed());
        QCOMPARE(file->status(), 403);
        QVERIFY(file->body().startsWith("<?xml"));
    }

    void strikesFilesByTheScript_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("none") << QByteArray("slow") << 200 << true;
        QTest::newRow("gone") << QByteArray("404") << 404 << false;
        QTest::newRow("cut") << QByteArray("cut") << 200 << false;
        QTest::newRow("wrong length") << QByteArray("wrong-length") << 200 << true;
        QTest::newRow("web page") << QByteArray("html") << 200 << false;
        QTest::newRow("wrong type") << QByteArray("wrong-type") << 200 << true;
    }

    void strikesFilesByTheScript()
    {
        QFETCH(QByteArray, fault);
        QFETCH(int, status);
        QFETCH(bool, isWhole);
        QVERIFY(m_gateway->setFaults(R"({"factor": 0.01, "faults": [{"route": "files", "fault": ")" + fault + R"("}]})"));
        const auto client = post(openAi, order(u"picture-a"_s, {{u"response_format"_s, u"url"_s}}));
        const auto bytes = post(openAi, order(u"picture-a"_s));
        QTRY_VERIFY(client->isClosed() && bytes->isClosed());
        const auto file = get(pathOf(*client));
        QTRY_VERIFY(file->isClosed());
        QCOMPARE(file->status(), status);
        QCOMPARE(file->body() == firstOf(*bytes), isWhole);
        const bool announcesMore = file->header("Content-Length").toInt() > file->body().size();
        QCOMPARE(announcesMore, fault == "cut" || fault == "wrong-length");
        QCOMPARE(file->header("Content-Type") == "image/png", fault != "html" && fault != "wrong-type" && fault != "404");
    }

    void spoilsPicturesByName()
    {
        const auto good = post(openAi, order(u"picture-a"_s));
        const auto broken = post(openAi, order(u"picture-a:broken-picture"_s));
        const auto page = post(openAi, order(u"picture-a:html-picture"_s));
        const auto huge = post(openAi, order(u"picture-a:huge-picture"_s));
        const auto other = post(router, order(u"picture-a:other-type"_s));
        QTRY_VERIFY(good->isClosed() && broken->isClosed() && page->isClosed() && huge->isClosed() && other->isClosed());
        QVERIFY(firstOf(*good).startsWith(firstOf(*broken)));
        QCOMPARE(firstOf(*broken).size(), firstOf(*good).size() / 2);
        QVERIFY(firstOf(*page).startsWith("<!DOCTYPE html>"));
        QCOMPARE(page->json()[u"output_format"_s].toString(), u"png"_s);
        const QByteArray seen = seenBy(u"file"_s, {u"--brief"_s, u"FILE"_s}, firstOf(*huge));
        QVERIFY2(seen.isEmpty() || seen.contains("65535 x 65535") || seen == "no answer", seen.constData());
        QCOMPARE(firstOf(*huge).mid(16, 8).toHex(), "0000ffff0000ffff");
        QCOMPARE(other->json()[u"data"_s][0][u"media_type"_s].toString(), u"image/webp"_s);
        QCOMPARE(identified(firstOf(*other)), "PNG 256x256");
    }

    void failsAsTextDoes_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("429") << u"429"_s << 429 << u"rate_limit_exceeded"_s;
        QTest::newRow("500") << u"500"_s << 500 << QString();
        QTest::newRow("declined") << u"refusal"_s << 400 << u"moderation_blocked"_s;
        QTest::newRow("nothing") << u"empty"_s << 200 << QString();
        QTest::newRow("cut") << u"cut"_s << 200 << QString();
        QTest::newRow("web page") << u"html"_s << 200 << QString();
    }

    void failsAsTextDoes()
    {
        QFETCH(QString, fault);
        QFETCH(int, status);
        QFETCH(QString, code);
        const auto client = post(openAi, order(u"picture-a:"_s + fault));
        QTRY_VERIFY(client->isClosed());
        QCOMPARE(client->status(), status);
        QCOMPARE(client->json()[u"error"_s][u"code"_s].toString(), code);
        QVERIFY(firstOf(*client).isEmpty());
        QCOMPARE(client->json()[u"data"_s].isArray(), fault == u"empty"_s);
    }

    void announcesMoreThanComes()
    {
        const auto client = post(openAi, order(u"picture-a:wrong-length"_s));
        QTRY_VERIFY(client->isClosed());
        QVERIFY(client->header("Content-Length").toInt() > client->body().size());
        QCOMPARE(identified(firstOf(*client)), "PNG 256x256");
    }

    void streamsDraftsAndThenThePicture_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<int>("drafts");
        QTest::newRow("openai") << openAi << QJsonObject{{u"partial_images"_s, 3}} << 3;
        QTest::newRow("openai, none") << openAi << QJsonObject{} << 0;
        QTest::newRow("openrouter") << router << QJsonObject{} << 2;
    }

    void streamsDraftsAndThenThePicture()
    {
        QFETCH(QByteArray, path);
        QFETCH(QJsonObject, more);
        QFETCH(int, drafts);
        more[u"stream"_s] = true;
        const auto stream = post(path, order(u"picture-b"_s, more));
        const auto whole = post(path, order(u"picture-b"_s));
        QTRY_VERIFY(stream->isClosed() && whole->isClosed());
        QCOMPARE(stream->header("Content-Type"), "text/event-stream");
        QCOMPARE(stream->body().count("event: "), path == openAi ? drafts + 1 : 0);
        QCOMPARE(stream->body().contains("[DONE]"), path == router);
        QList<QByteArray> files;
        for (const QByteArray &event : eventsOf(stream->body())) {
            if (const QByteArray file = bytesOf(QJsonDocument::fromJson(event).object()[u"b64_json"_s]); !file.isEmpty())
                files += file;
        }
        QCOMPARE(files.size(), drafts + 1);
        QCOMPARE(files.last(), firstOf(*whole));
        for (const QByteArray &file : files)
            QCOMPARE(identified(file), "PNG 256x256");
    }

    void failsInTheMiddleOfAStreamInTheFormatsWords()
    {
        const auto client = post(openAi, order(u"picture-a:stream-error"_s, {{u"stream"_s, true}, {u"partial_images"_s, 2}}));
        QTRY_VERIFY(client->isClosed());
        QVERIFY(client->body().contains("event: image_generation.partial_image"));
        QVERIFY(client->body().contains("event: error\ndata: {"));
        QVERIFY(!client->body().contains("image_generation.completed"));
    }

    void showsTheReferencesOfAnEdit_data()
    {
        QTest::addColumn<bool>("isForm");
        QTest::addColumn<QString>("model");
        QTest::newRow("form, posters") << true << u"picture-a"_s;
        QTest::newRow("form, landscapes") << true << u"picture-b"_s;
        QTest::newRow("json") << false << u"picture-b"_s;
    }

    void showsTheReferencesOfAnEdit()
    {
        QFETCH(bool, isForm);
        QFETCH(QString, model);
        const QColor magenta(255, 0, 255);
        const QByteArray png = plainPng(magenta);
        const QByteArray edits = "/openai/v1/images/edits";
        const QString address = u"data:image/png;base64,"_s + QString::fromLatin1(png.toBase64());
        const auto client = isForm
            ? postForm(edits, {{"name=\"model\"", model.toUtf8()},
                               {"name=\"prompt\"", "a red fox"},
                               {"name=\"n\"", "2"},
                               {"name=\"size\"", "512x512"},
                               {"name=\"image[]\"; filename=\"a.png\"\r\nContent-Type: image/png", png},
                               {"name=\"image[]\"; filename=\"b.png\"\r\nContent-Type: image/png", png}})
            : post(edits, order(model, {{u"size"_s, u"512x512"_s}, {u"image"_s, address}}));
        QTRY_VERIFY(client->isClosed());
        QCOMPARE(client->status(), 200);
        QCOMPARE(client->json()[u"data"_s].toArray().size(), isForm ? 2 : 1);
        QCOMPARE(identified(firstOf(*client)), "PNG 512x512");
        QVERIFY2(shareOf(firstOf(*client), magenta) > 0.02, "the reference is not to be seen");
    }

    void drawsAnewWhereTheMaskIsClear()
    {
        const QColor magenta(255, 0, 255);
        QImage mask(60, 40, QImage::Format_ARGB32);
        mask.fill(Qt::black);
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 60; ++x)
                mask.setPixelColor(x, y, Qt::transparent);
        }
        QTemporaryDir folder;
        QVERIFY(mask.save(folder.filePath(u"mask.png"_s)));
        QFile file(folder.filePath(u"mask.png"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto client =
            postForm("/wisgate/v1/images/edits", {{"name=\"model\"", "picture-b"},
                                                  {"name=\"prompt\"", "a red fox"},
                                                  {"name=\"size\"", "512x512"},
                                                  {"name=\"image\"; filename=\"a.png\"", plainPng(magenta)},
                                                  {"name=\"mask\"; filename=\"m.png\"", file.readAll()}});
        QTRY_VERIFY(client->isClosed());
        const double share = shareOf(firstOf(*client), magenta);
        QVERIFY2(share > 0.45 && share < 0.55, qPrintable(QString::number(share)));
    }

    void refusesBrokenForms()
    {
        const QByteArray edits = "/openai/v1/images/edits";
        const auto none = postForm(edits, {{"name=\"model\"", "picture-a"}, {"name=\"prompt\"", "x"}});
        const auto text = postForm(edits, {{"name=\"model\"", "picture-a"},
                                           {"name=\"prompt\"", "x"},
                                           {"name=\"image\"; filename=\"a.png\"", "no picture"}});
        const auto elsewhere = postForm(openAi, {{"name=\"model\"", "picture-a"}, {"name=\"prompt\"", "x"}});
        QByteArray wire = postRequest(m_url, m_gateway->key(), edits, "--bound\r\nContent-Disposition: form-data; name=\"a\"");
        const RawClient cut(m_url, wire.replace("application/json", "multipart/form-data; boundary=bound"));
        QTRY_VERIFY(none->isClosed() && text->isClosed() && elsewhere->isClosed() && cut.isClosed());
        QCOMPARE(none->status(), 400);
        QCOMPARE(text->status(), 400);
        QVERIFY(text->json()[u"error"_s][u"message"_s].toString().startsWith(u"image"_s));
        QCOMPARE(elsewhere->status(), 415);
        QCOMPARE(cut.status(), 400);
    }

    void drawsInChats()
    {
        const QJsonArray words{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, u"a red fox"_s}}};
        const QJsonObject body{{u"model"_s, u"google/gemini-2.5-flash-image"_s},
                               {u"messages"_s, words},
                               {u"image_config"_s, QJsonObject{{u"aspect_ratio"_s, u"3:2"_s}, {u"image_size"_s, u"512"_s}}}};
        QJsonObject streaming = body;
        streaming[u"stream"_s] = true;
        const auto whole = post("/openrouter/api/v1/chat/completions", body);
        const auto stream = post("/openrouter/api/v1/chat/completions", streaming);
        QTRY_VERIFY(whole->isClosed() && stream->isClosed());
        const QJsonValue message = whole->json()[u"choices"_s][0][u"message"_s];
        const QString address = message[u"images"_s][0][u"image_url"_s][u"url"_s].toString();
        QVERIFY(address.startsWith("data:image/png;base64,"_L1));
        QCOMPARE(identified(QByteArray::fromBase64(address.mid(22).toLatin1())), "PNG 624x416");
        QVERIFY(whole->json()[u"usage"_s][u"cost"_s].toDouble() >= 0.02);
        QVERIFY(stream->body().contains(address.toUtf8()));
    }

    void drawsInGeminisParts()
    {
        QJsonObject config{{u"responseModalities"_s, QJsonArray{u"TEXT"_s, u"IMAGE"_s}},
                           {u"imageConfig"_s, QJsonObject{{u"aspectRatio"_s, u"1:1"_s}, {u"imageSize"_s, u"512"_s}}}};
        const QJsonArray contents{QJsonObject{{u"parts"_s, QJsonArray{QJsonObject{{u"text"_s, u"a red fox"_s}}}}}};
        const QByteArray path = "/gemini/v1beta/models/picture-b:generateContent";
        const auto both = post(path, {{u"contents"_s, contents}, {u"generationConfig"_s, config}});
        config[u"responseModalities"_s] = QJsonArray{u"IMAGE"_s};
        const auto alone = post(path, {{u"contents"_s, contents}, {u"generationConfig"_s, config}});
        config[u"imageConfig"_s] = QJsonObject{{u"imageSize"_s, u"1k"_s}};
        const auto refused = post(path, {{u"contents"_s, contents}, {u"generationConfig"_s, config}});
        QTRY_VERIFY(both->isClosed() && alone->isClosed() && refused->isClosed());
        const QJsonArray parts = both->json()[u"candidates"_s][0][u"content"_s][u"parts"_s].toArray();
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts[0][u"text"_s].toString().toUtf8(), line);
        QCOMPARE(identified(bytesOf(parts[1][u"inlineData"_s][u"data"_s])), "PNG 512x512");
        QCOMPARE(alone->json()[u"candidates"_s][0][u"content"_s][u"parts"_s].toArray().size(), 1);
        QCOMPARE(refused->status(), 400);
    }

    void drawsWithTheToolOfResponses()
    {
        const QJsonObject tool{{u"type"_s, u"image_generation"_s}, {u"size"_s, u"512x256"_s}, {u"partial_images"_s, 1},
                               {u"output_format"_s, u"jpeg"_s}};
        QJsonObject body{{u"model"_s, u"gpt-5"_s}, {u"input"_s, u"a red fox"_s}, {u"tools"_s, QJsonArray{tool}}};
        const auto whole = post("/openai/v1/responses", body);
        body[u"stream"_s] = true;
        const auto stream = post("/openai/v1/responses", body);
        QTRY_VERIFY(whole->isClosed() && stream->isClosed());
        const QJsonValue item = whole->json()[u"output"_s][0];
        QCOMPARE(item[u"type"_s].toString(), u"image_generation_call"_s);
        QCOMPARE(identified(bytesOf(item[u"result"_s])), "JPEG 512x256");
        QCOMPARE(stream->body().count("event: response.image_generation_call.partial_image"), 1);
        QVERIFY(stream->body().contains(item[u"result"_s].toString().toUtf8()));
    }

    void describesItsModelsAsOpenRouterDoes()
    {
        const QByteArray key = "Authorization: Bearer " + m_gateway->key() + "\r\n";
        const auto list = get("/openrouter/api/v1/images/models", key);
        const auto who = get("/openrouter/api/v1/images/models/practice/picture-b/endpoints", key);
        const auto text = get("/openrouter/api/v1/images/models/text-a/endpoints", key);
        QTRY_VERIFY(list->isClosed() && who->isClosed() && text->isClosed());
        QCOMPARE(list->json()[u"data"_s].toArray().size(), 2);
        const QJsonValue row = list->json()[u"data"_s][0];
        QCOMPARE(row[u"id"_s].toString(), u"picture-a"_s);
        QCOMPARE(row[u"supported_parameters"_s][u"quality"_s][u"type"_s].toString(), u"enum"_s);
        const QJsonValue price = who->json()[u"endpoints"_s][0][u"pricing"_s][0];
        QCOMPARE(price[u"unit"_s].toString(), u"image"_s);
        QCOMPARE(price[u"cost_usd"_s].toDouble(), 0.04);
        QCOMPARE(text->status(), 404);
    }
};

QTEST_MAIN(tst_PracticePictures)
#include "tst_PracticePictures.moc"
