#include "gateway/ModelAnswer.h"

#include "gateway/MadePictures.h"

using namespace Qt::StringLiterals;

namespace studio
{

std::optional<ErrorWords> mismatch(const PracticeQuestion &question, const PracticeModel &model,
                                   const PracticeDialect &dialect)
{
    if (question.wantsPictures && !model.makesPictures())
        return wrongKindWords(question.model, u"no pictures"_s);
    if (model.makesPictures() && dialect.format == WireFormat::Messages)
        return wrongKindWords(question.model, u"no messages"_s);
    return std::nullopt;
}

PracticeAnswer answerTo(const PracticeQuestion &question, const PracticeModel &model, const Fault *fault)
{
    const bool isRefusal = fault && fault->kind == FaultKind::Refusal;
    if (!model.makesPictures() || isRefusal)
        return practiceAnswer(question, model, fault);
    PracticeAnswer answer;
    const QList<MadePicture> made = madePictures(question.order, model.pictureStyle, fault);
    answer.pictures = filesOf(made);
    answer.drafts = made.isEmpty() ? QList<PracticePicture>() : made.first().drafts;
    if (question.mayWrite && model.isWriting && !made.isEmpty())
        answer.text = deltasOf(practiceLine());
    return answer;
}

ErrorWords wrongKindWords(const QString &model, const QString &nothing)
{
    return {400, u"The practice model \"%1\" makes %2"_s.arg(model, nothing), u"invalid_request_error"_s,
            u"unsupported_value"_s, u"wrong_endpoint"_s};
}

} // namespace studio
