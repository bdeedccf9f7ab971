#pragma once

#include "core/Request.h"

#include <chrono>

namespace studio
{

/// How a job that a server works on after its answer is followed up: asked about until it is over, then fetched.
/// "{id}" in a path stands for the job's id.
struct JobRule
{
    Request poll;     ///< A GET that costs nothing.
    Request download; ///< Of the finished file; its path is empty where only links in the answer lead there.
    Request cancel;   ///< Its path is empty where the server has no way to cancel.
    std::chrono::milliseconds firstWait{2'000}; ///< Before the first poll and between two, at the beginning.
    std::chrono::milliseconds mostWait{15'000}; ///< Waits grow up to this.
    std::chrono::milliseconds longest{1'800'000}; ///< After that nobody asks any more; the job may go on.

    bool operator==(const JobRule &) const = default;
};

/// The Requests that one Run needs: one for text and pictures; for a video what submits it and the rule for the rest.
struct Recipe
{
    Request request;
    std::optional<JobRule> job = {};

    bool operator==(const Recipe &) const = default;
};

/// The request with the job's id in its path, encoded so that no id leads anywhere else. ErrorKind::Garbled
/// for an id that is empty, longer than 1000 characters, "." or "..", or has control or half characters.
Result<Request> forJob(const Request &request, const QString &id);

QJsonObject toJson(const Recipe &recipe);
Result<Recipe> recipeFromJson(const QJsonObject &object);

} // namespace studio
