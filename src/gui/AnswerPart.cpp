#include "gui/AnswerPart.h"

namespace studio
{

namespace
{

QString withLineFeeds(QString text)
{
    return text.replace(QChar::LineSeparator, u'\n');
}

int markerLength(const AnswerPart &part)
{
    return part.marker.isEmpty() ? 0 : int(part.marker.size()) + 1;
}

/// The stretch of one text with the originals of its stand-ins.
QString original(const AnswerText &text, int from, int to)
{
    QString copied;
    int at = from;
    for (const StandIn &standIn : text.standIns) {
        if (standIn.start < at || standIn.start >= to)
            continue;
        copied += QStringView(text.text).sliced(at, standIn.start - at);
        copied += standIn.original;
        at = qMin(to, standIn.start + standIn.length);
    }
    copied += QStringView(text.text).sliced(at, to - at);
    return withLineFeeds(copied);
}

} // namespace

QList<int> textStarts(const AnswerPart &part)
{
    QList<int> starts;
    int at = markerLength(part);
    for (const AnswerText &text : part.texts) {
        starts << at;
        at += int(text.text.size()) + 1;
    }
    return starts;
}

QString plainText(const AnswerPart &part)
{
    QString plain = part.marker.isEmpty() ? QString() : part.marker + u' ';
    for (qsizetype i = 0; i < part.texts.size(); ++i) {
        if (i > 0)
            plain += i % qMax(1, part.columns) == 0 ? u'\n' : u'\t';
        plain += withLineFeeds(part.texts[i].text);
    }
    return plain;
}

QString copyText(const AnswerPart &part, int from, int to)
{
    const QString plain = plainText(part);
    const QList<int> starts = textStarts(part);
    QString copied;
    int at = from;
    for (qsizetype i = 0; i < part.texts.size(); ++i) {
        const AnswerText &text = part.texts[i];
        const int end = starts[i] + int(text.text.size());
        if (end <= at || starts[i] >= to)
            continue;
        const int first = qMax(at, starts[i]);
        copied += QStringView(plain).sliced(at, first - at);
        at = qMin(end, to);
        copied += original(text, first - starts[i], at - starts[i]);
    }
    return copied + plain.sliced(at, qMax(0, to - at));
}

QString plainText(const QList<AnswerPart> &parts)
{
    QString plain;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0 && !parts[i - 1].goesOn)
            plain += u'\n';
        plain += plainText(parts[i]);
    }
    return plain;
}

} // namespace studio
