#pragma once

#include "gateway/Faults.h"
#include "gateway/PictureOrder.h"
#include "gateway/PracticeDialect.h"

#include <span>

namespace studio
{

/// The "created" of everything: a clock would make two equal answers differ.
constexpr qint64 practiceCreated = 1767225600;

enum class WritingStyle
{
    Short,    ///< One to three sentences.
    Markdown, ///< Long, with heading, list, table and code.
    Reasoned, ///< Thinks aloud first, then answers.
};

/// What a practice model makes.
enum class PracticeKind { Text, Picture };

/// One practice model.
struct PracticeModel
{
    QString id;
    QString name;
    QString description;
    WritingStyle style;
    qint64 inputNanoDollars; ///< Per token.
    qint64 outputNanoDollars;
    PracticeKind kind = PracticeKind::Text;
    PictureStyle pictureStyle = PictureStyle::Poster;
    qint64 pictureNanoDollars = 0; ///< Per picture.
    bool isWriting = true;         ///< Says something besides.

    bool makesPictures() const { return kind == PracticeKind::Picture; }
};

std::span<const PracticeModel> practiceModels();

/// What a request's model id asks for.
struct AskedModel
{
    QString id;                   ///< As asked, without the fault: what the answer names.
    const PracticeModel *model;   ///< Who answers in its place.
    const Fault *fault = nullptr; ///< Asked for by the id ("text-a:429").
};

/// "text-a", "practice/text-a" and "text-a:429" are ours. Every other id, as the real services have them, is
/// answered by one of ours of that kind, always the same one. Nothing for ids that are missing on purpose
/// ("missing-one") and for practice ids that do not exist.
std::optional<AskedModel> findModel(const QString &asked, PracticeKind kind = PracticeKind::Text);

/// What a model of that id makes, as far as its name tells: "google/gemini-2.5-flash-image" pictures.
PracticeKind kindFromId(const QString &id);

/// "practice/text-a" and "text-a" are the same model.
QString withoutPractice(const QString &id);

/// A number that depends on these bytes alone, the same in every run of the program.
quint64 steadyHash(const QByteArray &bytes);

} // namespace studio
