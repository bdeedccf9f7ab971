#pragma once

#include "gateway/PracticeDialect.h"
#include "gateway/VideoPath.h"

#include <QList>
#include <QSize>

#include <optional>
#include <variant>

namespace studio
{

struct RecordedRequest;

/// What a request for a video asks, whatever form it came in.
struct VideoQuestion
{
    QString model = {};
    QString prompt = {};
    double seconds = 4;
    QSize size{1280, 720};
    int frameRate = 24;
    std::optional<qint64> seed = {};
    QList<QByteArray> pictures = {}; ///< As files, in order.
    bool wantsLastFrame = false;     ///< As a picture besides.
    QString resolution = {};         ///< As asked, where it was.
    QString ratio = {};

    int frames() const;
};

/// Reads a submit of that format; the words name the field that is wrong. Pictures come along as files or as
/// data: addresses: nothing is fetched.
std::variant<VideoQuestion, ErrorWords> readVideoQuestion(const VideoPath &path,
                                                          const RecordedRequest &request);

} // namespace studio
