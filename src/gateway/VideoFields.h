#pragma once

#include "gateway/VideoQuestion.h"

#include <QJsonObject>

namespace studio
{

// The fields of a video, one reader each. The words name the field that is wrong; a field that is not there
// leaves what stands.

std::optional<ErrorWords> readSeconds(const QJsonObject &body, const QString &field, bool isText,
                                      VideoQuestion &question);
std::optional<ErrorWords> readSize(const QJsonObject &body, VideoQuestion &question);

/// A resolution ("720p") and a shape ("16:9"), under the names that the format has for them.
std::optional<ErrorWords> readShape(const QJsonObject &body, const QString &ratioField,
                                    VideoQuestion &question);

/// The seed and the frame rate, whichever of its names it has.
std::optional<ErrorWords> readNumbers(const QJsonObject &body, VideoQuestion &question);

/// A picture as a data: address.
std::optional<ErrorWords> addPicture(const QJsonValue &address, const QString &field,
                                     VideoQuestion &question);
std::optional<ErrorWords> addPicture(const QByteArray &bytes, const QString &field, VideoQuestion &question);

/// Refuses what would keep the computer busy for minutes.
std::optional<ErrorWords> checkWork(const VideoQuestion &question, const QString &field);

} // namespace studio
