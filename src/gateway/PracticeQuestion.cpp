#include "gateway/PracticeQuestion.h"

#include <QJsonDocument>

namespace studio
{

QByteArray varietyOf(const PracticeQuestion &question)
{
    return QJsonDocument(QJsonArray{question.messages, question.temperature, question.seed}).toJson();
}

} // namespace studio
