#pragma once

#include "gateway/PracticeDialect.h"

namespace studio
{

struct RecordedRequest;

/// What the path of a request asks for, and in whose dialect an answer or a refusal is due.
struct PracticePath
{
    enum class Place
    {
        Nowhere,
        Question,
        Models,
        Endpoints, ///< OpenRouter: who serves one model.
        Forgetful, ///< OpenRouter: who keeps nothing of what he is sent.
        Providers,
        Key,
        Credits,
        Generation,
        Balance,
        Pictures,
        PictureModels,    ///< OpenRouter's list of models that make pictures at that address.
        PictureEndpoints, ///< And who serves one of them, at which price.
        MadeFile          ///< What an answer led to.
    };

    PracticeDialect dialect = {};
    Place place = Place::Nowhere;
    QString model = {};       ///< Where the path names it: Gemini's questions, OpenRouter's endpoints.
    bool isStreaming = false; ///< Gemini says so in the path.
    bool isEdit = false;      ///< Pictures are made from others.
    bool takesForms = false;  ///< Else JSON alone.
    bool isArray = false;     ///< Gemini streams a JSON array unless alt=sse is asked for.
};

PracticePath practicePath(const RecordedRequest &request);

/// The value of that name in the request's query; empty when there is none.
QString queryValue(const RecordedRequest &request, const QString &name);

} // namespace studio
