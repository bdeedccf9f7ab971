#pragma once

#include "core/RunRecord.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"
#include "store/TrialStore.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QUuid>

namespace studio
{

/// A drawn picture as a file: each number has its own.
inline QByteArray drawnPicture(int number, QSize size = {512, 512}, const char *format = "jpeg")
{
    QImage picture(size, QImage::Format_RGB32);
    QPainter painter(&picture);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor::fromHsv(number * 47 % 360, 110, 240));
    sky.setColorAt(1, QColor::fromHsv((number * 47 + 60) % 360, 160, 150));
    painter.fillRect(picture.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, 180));
    painter.drawEllipse(QPointF(size.width() * 0.5, size.height() * 0.55), size.width() * 0.28, size.height() * 0.28);
    painter.setPen(QColor(40, 40, 60));
    QFont font = painter.font();
    font.setPixelSize(size.height() / 5);
    painter.setFont(font);
    painter.drawText(picture.rect(), Qt::AlignCenter, QString::number(number));
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, format, 70);
    return buffer.data();
}

/// As MediaStore keeps it, but without a wait for the disk: for thousands of files.
inline KeptMedia keptQuickly(const MediaStore &store, const QByteArray &bytes, const QByteArray &mime)
{
    const KeptMedia kept{mediaKindOf(mime), mime, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(),
                         bytes.size()};
    const QString path = store.path(kept);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    return kept;
}

/// A finished run of that trial with those files.
inline RunRecord runWith(const Trial &trial, const QString &model, const QList<KeptMedia> &media,
                         const QDateTime &started = QDateTime::currentDateTimeUtc())
{
    RunRecord run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.trialId = trial.id;
    run.target = {QStringLiteral("practice"), model};
    run.isPractice = true;
    run.recipe.request.base = QUrl(QStringLiteral("http://127.0.0.1:1/openai/v1"));
    run.recipe.request.path = QStringLiteral("/images/generations");
    run.recipe.request.body = "{\"prompt\":\"Draw\"}";
    run.state = RunState::Done;
    run.answered.model = model;
    run.started = started;
    run.media = media;
    return run;
}

} // namespace studio
