#include "run/Attachments.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray png("\x89PNG\r\n\x1a\nrest");

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    const bool isOpen = file.open(QIODevice::WriteOnly);
    Q_ASSERT(isOpen);
    file.write(bytes);
    return file.fileName();
}

/// "image/png mug.txt", or the number of the fault.
QString told(const std::variant<Media, AttachmentFault> &outcome)
{
    if (const auto *media = std::get_if<Media>(&outcome))
        return QString::fromLatin1(media->mime) + u' ' + media->name;
    return u"fault %1"_s.arg(int(std::get<AttachmentFault>(outcome)));
}

QString fault(AttachmentFault fault)
{
    return u"fault %1"_s.arg(int(fault));
}

} // namespace

class tst_Attachments : public QObject
{
    Q_OBJECT

private slots:
    void theContentTellsTheType()
    {
        QTemporaryDir folder;
        QCOMPARE(told(attachmentFromFile(written(folder, u"mug.txt"_s, png))), u"image/png mug.txt"_s);
        QCOMPARE(told(attachmentFromFile(written(folder, u"notes.png"_s, "Grüße\n"))), u"text/plain notes.png"_s);
        QCOMPARE(told(attachmentFromFile(written(folder, u"paper"_s, "%PDF-1.7 ..."))), u"application/pdf paper"_s);
        QCOMPARE(std::get<Media>(attachmentFrom(png, u"a"_s)).kind, MediaKind::Picture);
        QCOMPARE(std::get<Media>(attachmentFrom("%PDF-", u"a"_s)).kind, MediaKind::Document);
    }

    void refusesWhatIsNoUse()
    {
        QTemporaryDir folder;
        QCOMPARE(told(attachmentFromFile(written(folder, u"a.png"_s, {}))), fault(AttachmentFault::Empty));
        QCOMPARE(told(attachmentFromFile(written(folder, u"a.zip"_s, "PK\x03\x04\xff\xfe\0x"_ba))), fault(AttachmentFault::UnknownType));
        QCOMPARE(told(attachmentFromFile(folder.filePath(u"none.png"_s))), fault(AttachmentFault::Unreadable));
        QCOMPARE(told(attachmentFromFile(folder.path())), fault(AttachmentFault::Unreadable));
        const QString pipe = folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        QCOMPARE(told(attachmentFromFile(pipe)), fault(AttachmentFault::Unreadable));
        QCOMPARE(told(attachmentFromFile(u"/dev/zero"_s)), fault(AttachmentFault::Unreadable));
    }

    void refusesWhatIsTooLarge()
    {
        QTemporaryDir folder;
        QByteArray large = png + QByteArray(mostAttachmentBytes - png.size(), 'x');
        QCOMPARE(told(attachmentFromFile(written(folder, u"a.png"_s, large))), u"image/png a.png"_s);
        large += 'x';
        QCOMPARE(told(attachmentFromFile(written(folder, u"a.png"_s, large))), fault(AttachmentFault::TooLarge));
    }

    void thereIsRoomForTenAndForSoMuch()
    {
        const Media small{MediaKind::Picture, "image/png", png};
        QVERIFY(!noRoomFor(small, QList<Media>(9, small)));
        QCOMPARE(noRoomFor(small, QList<Media>(10, small)), AttachmentFault::TooMany);
        const Media large{MediaKind::Picture, "image/png", QByteArray(mostAttachmentBytes, 'x')};
        QVERIFY(!noRoomFor(large, {large}));
        QCOMPARE(noRoomFor(small, {large, large}), AttachmentFault::TooMuch);
    }

    void namesHoldNoControls()
    {
        QVERIFY(!std::get<Media>(attachmentFrom(png, u"a\nb\u202e.png"_s)).name.contains(u'\n'));
    }
};

QTEST_MAIN(tst_Attachments)
#include "tst_Attachments.moc"
