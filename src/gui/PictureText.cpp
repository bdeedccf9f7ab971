#include "gui/PictureText.h"

#include "media/PictureFacts.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::PictureText)
};

QStringList factsOf(const PictureFacts &facts)
{
    QStringList parts{QString(nameOf(facts.format)), QLocale().formattedDataSize(facts.bytes, 1, QLocale::DataSizeSIFormat)};
    if (facts.hasAlpha)
        parts << Words::tr("see-through");
    if (facts.bits > 8)
        parts << Words::tr("%n bit(s) a channel", nullptr, facts.bits);
    if (facts.isAnimated)
        parts << Words::tr("first picture of an animation");
    return parts;
}

/// What a file that should be a picture holds instead, by the word of guessedContent().
QString insteadText(const QString &word)
{
    if (word == "empty"_L1)
        return Words::tr("The file is empty.");
    if (word == "web page"_L1)
        return Words::tr("This is a web page and not a picture.");
    if (word == "drawing"_L1)
        return Words::tr("This is a drawing (SVG). Drawings are programs of a kind and are not opened here.");
    if (word == "archive"_L1)
        return Words::tr("This is an archive and not a picture.");
    if (word == "program"_L1)
        return Words::tr("This is a program and not a picture. It was not started.");
    if (word == "video"_L1)
        return Words::tr("This is a video and not a picture.");
    if (word == "text"_L1)
        return Words::tr("This is text and not a picture.");
    if (word == "picture"_L1)
        return Words::tr("This kind of picture is not opened here. PNG, JPEG, WebP and GIF are.");
    if (word == "cut off"_L1)
        return Words::tr("The picture is cut off, and too little of it arrived to show any.");
    if (word == "damaged"_L1)
        return Words::tr("The picture is damaged.");
    return Words::tr("This is no picture that can be shown here.");
}

} // namespace

QString pictureFactsText(const PictureFacts &facts)
{
    //: Width and height of a picture in pixels.
    const QString size = Words::tr("%1 × %2").arg(facts.size.width()).arg(facts.size.height());
    return (QStringList{size} + factsOf(facts)).join(u" · "_s);
}

QString spokenPictureFacts(const PictureFacts &facts)
{
    const QString size = Words::tr("%1 by %2 pixels").arg(facts.size.width()).arg(facts.size.height());
    return (QStringList{size} + factsOf(facts)).join(u", "_s);
}

QString zoomText(qreal zoom)
{
    const qreal percent = zoom * 100;
    //: A zoom; %1 is the figure.
    return Words::tr("%1 %").arg(QLocale().toString(percent, 'f', percent < 10 ? 1 : 0));
}

QString pictureProblemText(const Error &error)
{
    const QString detail = error.detail;
    if (error.kind == ErrorKind::TooLarge && detail.contains(u'x'))
        return Words::tr("The image is too large to show here (%1 pixels). The file is kept and can be saved.")
            .arg(QString(detail).replace(u'x', u" × "_s));
    if (error.kind == ErrorKind::TooLarge)
        return Words::tr("The file is too large to show here. It is kept and can be saved.");
    if (error.kind == ErrorKind::TookTooLong)
        return Words::tr("Reading this picture takes too long. The file is kept and can be saved.");
    if (error.kind == ErrorKind::StorageFailed)
        return Words::tr("The file is gone or cannot be read.");
    return insteadText(detail);
}

QString cutPictureText()
{
    return Words::tr("cut off: what arrived is shown");
}

} // namespace studio
