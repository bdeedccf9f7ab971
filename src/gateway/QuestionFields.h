#pragma once

#include "gateway/PracticeDialect.h"
#include "gateway/PracticeQuestion.h"

#include <QStringList>

namespace studio
{

// What the readers of all wire formats share. The words name the field that is wrong.

/// One more message; its content is a text or a list of parts, in any of the formats.
std::optional<ErrorWords> addMessage(PracticeQuestion &question, const QString &role,
                                     const QJsonValue &content);

/// The bytes in base64, or in a "data:" address; nothing when they cannot be read.
std::optional<QByteArray> attachedBytes(const QString &data);

/// The words and the seed of the question as its order of pictures, in that shape and size.
std::optional<ErrorWords> takeOrder(PracticeQuestion &question, const QJsonValue &ratio, const QJsonValue &tier);

/// The first of these fields that is there.
std::optional<ErrorWords> readLongestAnswer(const QJsonObject &fields, const QStringList &names,
                                            PracticeQuestion &question);

std::optional<ErrorWords> readTemperature(const QJsonObject &fields, double most, PracticeQuestion &question);

/// The answer must be a call of the tool of that name, of the first one when the name is empty. Nothing is
/// forced where no tool is offered.
std::optional<ErrorWords> forceTool(const QList<OfferedTool> &offered, const QString &name,
                                    PracticeQuestion &question);

/// What the answer must look like, as OpenAI's formats say it: a type, and the schema itself.
void readAnswerForm(const QJsonValue &form, const QJsonValue &schema, PracticeQuestion &question);

/// For services that refuse what they do not know.
std::optional<ErrorWords> refuseUnknown(const QJsonObject &fields, const QStringList &known);

} // namespace studio
