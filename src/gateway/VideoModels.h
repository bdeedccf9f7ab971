#pragma once

#include "gateway/ClipOrder.h"
#include "gateway/JobFaults.h"
#include "gateway/PracticeDialect.h"

#include <QJsonArray>

#include <optional>
#include <span>

namespace studio
{

/// One practice model that makes videos.
struct VideoModel
{
    QString id;
    QString name;
    QString description;
    ClipStyle style;
    qint64 nanoDollarsPerSecond;
};

std::span<const VideoModel> videoModels();

/// What a request's model id asks for.
struct AskedVideo
{
    QString id;              ///< As asked, without the fault: what the answer names.
    const VideoModel *model; ///< Who makes the clip.
    JobTrouble trouble = {}; ///< Asked for by the id ("video-a:endless").
};

/// "video-a", "practice/video-a" and "video-a:endless" are ours. Every other id, as the real services have
/// them, is answered by one of ours, always the same one. Nothing for ids that are missing on purpose
/// ("missing-one"), for practice ids that do not exist, and for practice models that make something else.
std::optional<AskedVideo> findVideoModel(const QString &asked);

/// True for our own ids, whatever fault is asked for with them: they make nothing but videos.
bool isVideoModel(const QString &asked);

/// The rows of our models in that service's list of models; none where it has no videos.
QJsonArray videoModelRows(const PracticeDialect &dialect);

/// OpenRouter's list of what each video model can do, with prices.
QJsonObject videoModelList();

} // namespace studio
