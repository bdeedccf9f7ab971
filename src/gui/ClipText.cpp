#include "gui/ClipText.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::ClipText)
};

QString numberText(double number, int digits)
{
    QString text = QLocale().toString(number, 'f', digits);
    while (digits > 0 && (text.endsWith(u'0') || !text.back().isDigit())) {
        const bool isMark = !text.back().isDigit();
        text.chop(1);
        if (isMark)
            break;
    }
    return text;
}

QString sizeText(const ClipFacts &facts, const QString &pattern)
{
    return pattern.arg(facts.size.width()).arg(facts.size.height());
}

QString whatIsWrong(ClipTrouble trouble, const ClipFacts &facts)
{
    const QString codec = facts.codec.isEmpty() ? Words::tr("this kind of video") : facts.codec;
    switch (trouble) {
    case ClipTrouble::Missing:
        return Words::tr("The video’s file is gone or cannot be read.");
    case ClipTrouble::Empty:
        return Words::tr("The video’s file is empty. Nothing arrived.");
    case ClipTrouble::Playlist:
        return Words::tr("This is a list of other addresses, not a video. They are not followed.");
    case ClipTrouble::NotAClip:
        return Words::tr("This file is no video, whatever its name says.");
    case ClipTrouble::Damaged:
        return Words::tr("The video is cut off or damaged.");
    case ClipTrouble::TooManyParts:
        return Words::tr("The video has more tracks or frames than this program plays.");
    case ClipTrouble::TooLarge:
        return sizeText(facts, Words::tr("The video’s frames are too large to play here (%1 × %2)."));
    case ClipTrouble::NoPicture:
        return Words::tr("There is no picture in this file, only sound or nothing.");
    case ClipTrouble::NoFrameRate:
        return Words::tr("The video does not say how long its frames last.");
    case ClipTrouble::NoDecoder:
        return Words::tr("This computer cannot play %1 here.").arg(codec);
    case ClipTrouble::NothingDecoded:
        return Words::tr("No picture could be made of this video (%1).").arg(codec);
    }
    return {};
}

} // namespace

QString clipTimeText(std::chrono::microseconds time)
{
    const qint64 hundredths = (time.count() + 5'000) / 10'000;
    return u"%1:%2%3%4"_s.arg(hundredths / 6000)
        .arg(hundredths / 100 % 60, 2, 10, QLatin1Char('0'))
        .arg(QLocale().decimalPoint())
        .arg(hundredths % 100, 2, 10, QLatin1Char('0'));
}

QString clipFactsText(const ClipFacts &facts)
{
    QStringList parts;
    if (!facts.codec.isEmpty())
        parts << facts.codec;
    if (!facts.size.isEmpty())
        parts << sizeText(facts, u"%1 × %2"_s);
    if (facts.framesPerSecond > 0) //: frames per second
        parts << Words::tr("%1 fps").arg(numberText(facts.framesPerSecond, 2));
    parts << (facts.length ? clipTimeText(*facts.length) : Words::tr("length unknown"));
    if (facts.bytes > 0)
        parts << QLocale().formattedDataSize(facts.bytes, 1, QLocale::DataSizeSIFormat);
    if (!facts.hasSound)
        parts << Words::tr("no sound");
    return parts.join(u" · "_s);
}

QString spokenClipFacts(const ClipFacts &facts)
{
    QStringList parts;
    if (!facts.codec.isEmpty())
        parts << facts.codec;
    if (!facts.size.isEmpty())
        parts << sizeText(facts, Words::tr("%1 by %2 pixels"));
    if (facts.framesPerSecond > 0)
        parts << Words::tr("%1 frames per second").arg(numberText(facts.framesPerSecond, 2));
    parts << (facts.length ? Words::tr("%1 seconds").arg(numberText(double(facts.length->count()) / 1e6, 1)) : Words::tr("length unknown"));
    if (facts.bytes > 0)
        parts << QLocale().formattedDataSize(facts.bytes, 1, QLocale::DataSizeSIFormat);
    parts << (facts.hasSound ? Words::tr("with sound") : Words::tr("no sound"));
    return parts.join(u", "_s);
}

QString clipPlaceText(const ClipFacts &facts, qint64 frame)
{
    const QString time = clipTimeText(timeOf(facts, std::max<qint64>(0, frame)));
    const qint64 count = frameCount(facts);
    const QString place = count > 0 ? Words::tr("frame %1 of %2").arg(QLocale().toString(frame + 1), QLocale().toString(count))
                                    : Words::tr("frame %1").arg(QLocale().toString(frame + 1));
    return time + u" · "_s + place;
}

QString clipProblemText(ClipTrouble trouble, const ClipFacts &facts)
{
    const QString wrong = whatIsWrong(trouble, facts);
    switch (trouble) {
    case ClipTrouble::NoDecoder:
    case ClipTrouble::TooLarge:
    case ClipTrouble::TooManyParts:
        return wrong + u' ' + Words::tr("The file is fine.");
    case ClipTrouble::Playlist:
    case ClipTrouble::NotAClip:
    case ClipTrouble::Damaged:
    case ClipTrouble::NoPicture:
    case ClipTrouble::NoFrameRate:
    case ClipTrouble::NothingDecoded:
        return wrong + u' ' + Words::tr("It is kept as it came.");
    case ClipTrouble::Missing:
    case ClipTrouble::Empty:
        break;
    }
    return wrong;
}

bool canOpenElsewhere(ClipTrouble trouble)
{
    switch (trouble) {
    case ClipTrouble::Missing:
    case ClipTrouble::Empty:
    case ClipTrouble::Playlist:
    case ClipTrouble::NotAClip:
        return false;
    case ClipTrouble::Damaged:
    case ClipTrouble::TooManyParts:
    case ClipTrouble::TooLarge:
    case ClipTrouble::NoPicture:
    case ClipTrouble::NoFrameRate:
    case ClipTrouble::NoDecoder:
    case ClipTrouble::NothingDecoded:
        break;
    }
    return true;
}

QString rateText(double rate)
{
    return numberText(rate, 2) + u'×';
}

} // namespace studio
