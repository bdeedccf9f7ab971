#include "media/PictureReader.h"

#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QByteArray written(const QImage &picture, const char *format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, format);
    return buffer.data();
}

} // namespace

class PictureReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatModelsAnswerIn_data();
    void readsWhatModelsAnswerIn();
    void refusesWhatIsNoPicture();
};

void PictureReaderTest::readsWhatModelsAnswerIn_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char *format : {"png", "jpeg", "webp"})
        QTest::newRow(format) << QByteArray(format);
}

void PictureReaderTest::readsWhatModelsAnswerIn()
{
    QFETCH(const QByteArray, format);
    QImage picture(40, 30, QImage::Format_RGB32);
    picture.fill(Qt::darkGreen);
    const auto read = readPicture(written(picture, format.constData()));
    QVERIFY(read);
    QCOMPARE(read->size(), QSize(40, 30));
}

void PictureReaderTest::refusesWhatIsNoPicture()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("<html>"), QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>")})
        QCOMPARE(readPicture(bytes).error().kind, ErrorKind::Garbled);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::PictureReaderTest)
#include "tst_PictureReader.moc"
