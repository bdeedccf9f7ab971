#include "gateway/GeminiQuestion.h"

#include "gateway/QuestionFields.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Google takes each name in two spellings: "systemInstruction" and "system_instruction".
QJsonValue either(const QJsonValue &object, const QString &camel, const QString &snake)
{
    return object[camel].isUndefined() ? object[snake] : object[camel];
}

QString camelCase(const QString &name)
{
    QString camel;
    for (const QChar c : name) {
        if (camel.endsWith(u'_'))
            camel.back() = c.toUpper();
        else
            camel += c;
    }
    return camel;
}

/// Google refuses every field that is not in its description.
std::optional<ErrorWords> refuseUnknownFields(const QJsonObject &fields, const QStringList &known)
{
    QJsonObject camel;
    for (auto each = fields.begin(); each != fields.end(); ++each)
        camel[camelCase(each.key())] = *each;
    return refuseUnknown(camel, known);
}

std::optional<ErrorWords> refuseUnknownIn(const QJsonObject &body, const QJsonObject &config)
{
    if (const auto words =
            refuseUnknownFields(body, {u"cachedContent"_s, u"contents"_s, u"generationConfig"_s, u"labels"_s,
                                       u"model"_s, u"safetySettings"_s, u"serviceTier"_s, u"store"_s,
                                       u"systemInstruction"_s, u"toolConfig"_s, u"tools"_s}))
        return words;
    return refuseUnknownFields(config, {u"candidateCount"_s,
                                        u"enableEnhancedCivicAnswers"_s,
                                        u"frequencyPenalty"_s,
                                        u"imageConfig"_s,
                                        u"logprobs"_s,
                                        u"maxOutputTokens"_s,
                                        u"mediaResolution"_s,
                                        u"presencePenalty"_s,
                                        u"responseFormat"_s,
                                        u"responseJsonSchema"_s,
                                        u"responseLogprobs"_s,
                                        u"responseMimeType"_s,
                                        u"responseModalities"_s,
                                        u"responseSchema"_s,
                                        u"seed"_s,
                                        u"speechConfig"_s,
                                        u"stopSequences"_s,
                                        u"temperature"_s,
                                        u"thinkingConfig"_s,
                                        u"topK"_s,
                                        u"topP"_s});
}

/// The older field of the two has Google's own dialect of schemas, which is read the same way.
void readForm(const QJsonObject &config, PracticeQuestion &question)
{
    question.wantsJson =
        either(config, u"responseMimeType"_s, u"response_mime_type"_s) == "application/json"_L1;
    for (const QString &name :
         {u"responseJsonSchema"_s, u"response_json_schema"_s, u"responseSchema"_s, u"response_schema"_s}) {
        if (config[name].isObject())
            question.answerSchema = config[name].toObject();
    }
}

std::optional<ErrorWords> readContents(const QJsonObject &body, PracticeQuestion &question)
{
    const QJsonArray contents = body[u"contents"_s].toArray();
    if (contents.isEmpty())
        return badFieldWords(u"contents"_s, u"at least one message"_s);
    const QJsonValue said = either(body, u"systemInstruction"_s, u"system_instruction"_s);
    if (said.isObject())
        addMessage(question, u"system"_s, said[u"parts"_s]);
    for (const QJsonValue &content : contents) {
        const QString role = content[u"role"_s].toString(u"user"_s);
        if (role != "user"_L1 && role != "model"_L1)
            return badFieldWords(u"contents"_s, u"the role \"user\" or \"model\" in each message"_s);
        if (content[u"parts"_s].toArray().isEmpty())
            return badFieldWords(u"contents"_s, u"at least one part in each message"_s);
        const QString speaker = role == "model"_L1 ? u"assistant"_s : role;
        if (const auto words = addMessage(question, speaker, content[u"parts"_s]))
            return words;
    }
    return std::nullopt;
}

std::optional<ErrorWords> readTools(const QJsonObject &body, PracticeQuestion &question)
{
    QList<OfferedTool> offered;
    for (const QJsonValue &tool : body[u"tools"_s].toArray()) {
        const auto declared = either(tool, u"functionDeclarations"_s, u"function_declarations"_s).toArray();
        for (const QJsonValue &function : declared) {
            const QJsonValue schema =
                function[u"parameters"_s].isObject()
                    ? function[u"parameters"_s]
                    : either(function, u"parametersJsonSchema"_s, u"parameters_json_schema"_s);
            offered.append({function[u"name"_s].toString(), schema.toObject()});
        }
    }
    const QJsonValue choice = either(either(body, u"toolConfig"_s, u"tool_config"_s),
                                     u"functionCallingConfig"_s, u"function_calling_config"_s);
    const QString allowed =
        either(choice, u"allowedFunctionNames"_s, u"allowed_function_names"_s)[0].toString();
    return choice[u"mode"_s] == "ANY"_L1 ? forceTool(offered, allowed, question) : std::nullopt;
}

/// Google's models that make pictures make them unless they are told to write alone.
std::optional<ErrorWords> readPictures(const QJsonObject &config, PracticeQuestion &question)
{
    QJsonArray modalities;
    for (const QJsonValue &each : either(config, u"responseModalities"_s, u"response_modalities"_s).toArray())
        modalities += each.toString().toUpper();
    const QJsonValue shape = either(config, u"imageConfig"_s, u"image_config"_s);
    question.wantsPictures = modalities.contains(u"IMAGE"_s) || shape.isObject();
    question.mayWrite = modalities.isEmpty() || modalities.contains(u"TEXT"_s);
    return takeOrder(question, either(shape, u"aspectRatio"_s, u"aspect_ratio"_s),
                     either(shape, u"imageSize"_s, u"image_size"_s));
}

} // namespace

std::optional<ErrorWords> readGeminiQuestion(const QJsonObject &body, const PracticeDialect &dialect,
                                             PracticeQuestion &question)
{
    const QJsonObject config = either(body, u"generationConfig"_s, u"generation_config"_s).toObject();
    const QJsonValue thinking = either(config, u"thinkingConfig"_s, u"thinking_config"_s);
    question.mayReason = either(thinking, u"includeThoughts"_s, u"include_thoughts"_s).toBool(true) &&
                         either(thinking, u"thinkingBudget"_s, u"thinking_budget"_s).toInteger(-1) != 0;
    question.seed = config[u"seed"_s];
    readForm(config, question);
    if (dialect.service == PracticeService::Gemini) {
        if (const auto words = refuseUnknownIn(body, config))
            return words;
    }
    if (const auto words = readContents(body, question))
        return words;
    if (const auto words = readPictures(config, question))
        return words;
    if (const auto words =
            readLongestAnswer(config, {u"maxOutputTokens"_s, u"max_output_tokens"_s}, question))
        return words;
    if (const auto words = readTemperature(config, 2, question))
        return words;
    return readTools(body, question);
}

} // namespace studio
