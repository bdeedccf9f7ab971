#include "providers/MediaReader.h"

#include <QStandardPaths>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray png("\x89PNG\r\n\x1a\n\0\xFF\xFE\xFB", 12);
const QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

QString base64(const QByteArray &bytes, QByteArray::Base64Options options = QByteArray::Base64Encoding)
{
    return QString::fromLatin1(bytes.toBase64(options));
}

/// "image image/png 12 bytes", "video link https://...", "nothing".
QString shown(const std::optional<Media> &media)
{
    if (!media)
        return u"nothing"_s;
    const QString type = QString(nameOf(media->kind)) + u' ' + QString::fromLatin1(media->mime);
    return media->link.isEmpty() ? u"%1 %2 bytes"_s.arg(type).arg(media->bytes.size())
                                 : u"%1 link %2"_s.arg(type, media->link.toString(QUrl::FullyEncoded));
}

double secondsFor(const QString &text)
{
    const std::clock_t start = std::clock(); // the processor's time: the machine may be busy
    const bool isRead = mediaFromBase64(text).has_value();
    return isRead ? double(std::clock() - start) / CLOCKS_PER_SEC : 1e9;
}

} // namespace

class tst_MediaReader : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void knowsATypeByItsFirstBytes_data();
    void knowsATypeByItsFirstBytes();
    void readsEveryKindOfBase64_data();
    void readsEveryKindOfBase64();
    void refusesWhatIsNoBase64_data();
    void refusesWhatIsNoBase64();
    void readsEveryLengthRight();
    void believesTheBytesBeforeTheServer_data();
    void believesTheBytesBeforeTheServer();
    void followsOnlyAddressesOfData_data();
    void followsOnlyAddressesOfData();
    void takesAsMuchAsTheLimitAndNoMore();
    void readsALargeTextInLinearTime();
};

void tst_MediaReader::knowsATypeByItsFirstBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("mime");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &mime) {
        QTest::newRow(name) << bytes << mime;
    };
    row("png", png, "image/png");
    row("jpeg", "\xff\xd8\xff\xe0", "image/jpeg");
    row("webp", QByteArray("RIFF\x24\0\0\0WEBPVP8 ", 16), "image/webp");
    row("gif", "GIF89a", "image/gif");
    row("old gif", "GIF87a", "image/gif");
    row("avif", QByteArray("\0\0\0\x1c" "ftypavif", 12), "image/avif");
    row("svg", svg, "image/svg+xml");
    row("svg with a prologue", "\xEF\xBB\xBF <?xml version=\"1.0\"?>\n<!-- a -->\n<SVG/>", "image/svg+xml");
    row("svg with a comment", "<!-- a --><svg/>", "image/svg+xml");
    row("page with an svg in it", "<!doctype html><html><svg/></html>", "");
    row("other XML", "<?xml version=\"1.0\"?><feed/>", "");
    row("mp4", QByteArray("\0\0\0\x18" "ftypisom", 12), "video/mp4");
    row("quicktime", QByteArray("\0\0\0\x14" "ftypqt  ", 12), "video/quicktime");
    row("m4a", QByteArray("\0\0\0\x18" "ftypM4A ", 12), "audio/mp4");
    row("webm", QByteArray("\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", 12), "video/webm");
    row("matroska", QByteArray("\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska", 16), "video/x-matroska");
    row("wav", QByteArray("RIFF\x24\0\0\0WAVEfmt ", 16), "audio/wav");
    row("mp3 with a tag", QByteArray("ID3\x03\0", 5), "audio/mpeg");
    row("mp3", "\xff\xfb\x90", "audio/mpeg");
    row("aac is no mp3", "\xff\xf1\x50", "");
    row("half a RIFF", "RIFF", "");
    row("half an ftyp", QByteArray("\0\0\0\x18" "ftyp", 8), "");
    row("text", "Hello", "");
    row("nothing", "", "");
}

void tst_MediaReader::knowsATypeByItsFirstBytes()
{
    QFETCH(QByteArray, bytes);
    QTEST(mimeOfBytes(bytes), "mime");
}

void tst_MediaReader::readsEveryKindOfBase64_data()
{
    QTest::addColumn<QString>("text");
    const QString plain = base64(png);
    QVERIFY(plain.contains(u'/'));
    QString broken = plain;
    QTest::newRow("standard") << plain;
    QTest::newRow("URL-safe") << base64(png, QByteArray::Base64UrlEncoding);
    QTest::newRow("line breaks") << broken.insert(4, "\r\n"_L1).insert(10, u'\n') + "\n"_L1;
    QTest::newRow("white space around") << u"  "_s + plain + u"\t"_s;
    QTest::newRow("data prefix") << u"data:image/png;base64,"_s + plain;
    QTest::newRow("data prefix in capitals, with parameters") << u"DATA:image/PNG; charset=utf-8 ; BASE64,"_s + plain;
    QTest::newRow("data prefix without a type") << u"data:;base64,"_s + plain;
    QTest::newRow("data prefix and percent signs")
        << u"data:image/png;base64,"_s + QString(plain).replace(u'/', "%2F"_L1).replace(u'+', "%2B"_L1);
}

void tst_MediaReader::readsEveryKindOfBase64()
{
    QFETCH(QString, text);
    const auto media = mediaFromBase64(text);
    QVERIFY(media);
    QCOMPARE(*media, (Media{MediaKind::Picture, "image/png", png}));
}

void tst_MediaReader::refusesWhatIsNoBase64_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("white space") << u" \n"_s;
    QTest::newRow("padding alone") << u"===="_s;
    QTest::newRow("a lone letter") << u"iVBORw0KG"_s;
    QTest::newRow("an address") << u"https://files.example/a.png"_s;
    QTest::newRow("a stroke") << u"iVBO*w0K"_s;
    QTest::newRow("a letter beyond ASCII") << u"iVBOÄw0K"_s;
    QTest::newRow("a letter that is one in its low byte") << u"iVBO\u0141w0K"_s;
    QTest::newRow("more behind the padding") << u"iVBORw==iVBO"_s;
    QTest::newRow("data without a comma") << u"data:image/png;base64"_s;
    QTest::newRow("data without data") << u"data:image/png;base64,"_s;
}

void tst_MediaReader::refusesWhatIsNoBase64()
{
    QFETCH(QString, text);
    QVERIFY(!mediaFromBase64(text));
}

void tst_MediaReader::readsEveryLengthRight()
{
    QByteArray bytes;
    for (int i = 1; i < 200; ++i) {
        bytes += char(i * 37);
        for (const auto padding : {QByteArray::KeepTrailingEquals, QByteArray::OmitTrailingEquals}) {
            const auto media = mediaFromBase64(base64(bytes, padding));
            QVERIFY(media);
            QCOMPARE(media->bytes, bytes);
        }
    }
}

void tst_MediaReader::believesTheBytesBeforeTheServer_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QString>("media");
    const QString unknown = base64("????");
    QTest::newRow("the same") << base64(png) << QByteArray("image/png") << u"image image/png 12 bytes"_s;
    QTest::newRow("another") << base64(png) << QByteArray("image/jpeg") << u"image image/png 12 bytes"_s;
    QTest::newRow("another in the prefix") << u"data:video/mp4;base64,"_s + base64(png) << QByteArray()
                                           << u"image image/png 12 bytes"_s;
    QTest::newRow("a clip for a picture") << base64(QByteArray("\0\0\0\x18" "ftypisom", 12)) << QByteArray("image/png")
                                          << u"video video/mp4 12 bytes"_s;
    QTest::newRow("a sound in a container") << base64(QByteArray("\0\0\0\x18" "ftypisom", 12)) << QByteArray("audio/mp4")
                                            << u"audio audio/mp4 12 bytes"_s;
    QTest::newRow("unknown bytes") << unknown << QByteArray("Audio/PCM; rate=24000") << u"audio audio/pcm 4 bytes"_s;
    QTest::newRow("the prefix before the field") << u"data:video/x;base64,"_s + unknown << QByteArray("image/png")
                                                 << u"video video/x 4 bytes"_s;
    QTest::newRow("nothing said") << unknown << QByteArray() << u"image  4 bytes"_s;
    QTest::newRow("said in vain") << unknown << QByteArray("application/octet-stream") << u"image  4 bytes"_s;
    QTest::newRow("no type") << unknown << QByteArray("png") << u"image  4 bytes"_s;
    QTest::newRow("a header line") << unknown << QByteArray("image/png\r\nX: 1") << u"image  4 bytes"_s;
}

void tst_MediaReader::believesTheBytesBeforeTheServer()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, said);
    QTEST(shown(mediaFromBase64(text, said)), "media");
}

void tst_MediaReader::followsOnlyAddressesOfData_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("media");
    const auto row = [](const char *name, const QString &address, const QString &media) {
        QTest::newRow(name) << address << media;
    };
    row("https", u" https://files.example/a.png?x=1&y=%2F\n"_s, u"image  link https://files.example/a.png?x=1&y=%2F"_s);
    row("http in capitals", u"HTTP://files.example/a b"_s, u"image  link http://files.example/a%20b"_s);
    row("data", u"data:image/png;base64,"_s + base64(png), u"image image/png 12 bytes"_s);
    row("data as text", u"data:image/svg+xml,%3Csvg%20/%3E"_s, u"image image/svg+xml 7 bytes"_s);
    row("data of another kind", u"data:text/html,<script>"_s, u"file text/html 8 bytes"_s);
    row("a file", u"file:///etc/passwd"_s, u"nothing"_s);
    row("a path", u"/etc/passwd"_s, u"nothing"_s);
    row("another host's path", u"//files.example/a.png"_s, u"nothing"_s);
    row("a script", u"javascript:alert(1)"_s, u"nothing"_s);
    row("no host", u"https:///a.png"_s, u"nothing"_s);
    row("a host that is none", u"https://a b/"_s, u"nothing"_s);
    row("base64", base64(png), u"nothing"_s);
    row("too long", u"https://files.example/"_s + QString(20'000, u'a'), u"nothing"_s);
    row("nothing", {}, u"nothing"_s);
}

void tst_MediaReader::followsOnlyAddressesOfData()
{
    QFETCH(QString, address);
    QTEST(shown(mediaFromAddress(address)), "media");
}

void tst_MediaReader::takesAsMuchAsTheLimitAndNoMore()
{
    constexpr qsizetype most = 64 * 1024 * 1024;
    const auto media = mediaFromBase64(base64(QByteArray(most, 'x')));
    QVERIFY(media);
    QCOMPARE(media->bytes.size(), most);
    QVERIFY(!mediaFromBase64(base64(QByteArray(most + 1, 'x'))));
    QVERIFY(!mediaFromAddress(u"data:,"_s + QString(most + 1, u'x')));
}

void tst_MediaReader::readsALargeTextInLinearTime()
{
    const double few = secondsFor(QString(4'000'000, u'A'));
    const double many = secondsFor(QString(40'000'000, u'A'));
    QVERIFY2(many < 30.0 * few + 0.05, qPrintable(u"%1 s, then %2 s"_s.arg(few).arg(many)));
}

QTEST_GUILESS_MAIN(tst_MediaReader)
#include "tst_MediaReader.moc"
