#pragma once

#include "core/Parameter.h"
#include "gui/RunFacts.h"
#include "run/SettingFit.h"
#include "run/ShapeFit.h"

#include <QString>

namespace studio
{

/// Plain words for settings.
QString settingTitle(const QString &setting);   ///< "How adventurous" for "temperature".
QString groupTitle(Parameter::Group group);     ///< "Pictures".
QString unsetText(const Parameter &parameter);  ///< What an empty field means: "model's own".
QString choiceText(const QString &choice);      ///< "very low" for "minimal".

/// What a field of this setting may hold, to be shown while it is empty.
QString placeholderText(const Parameter &parameter);

/// What is read out for its field: name, range, and what empty means.
QString accessibleText(const Parameter &parameter);

/// Why what was typed is not taken: "How adventurous takes a number from 0 to 2, such as 0.7."
QString refusalText(const Parameter &parameter);

/// Which columns do not take it: "B does not take this." Empty when all do. fits holds one for each column.
QString fitText(const QList<SettingFit> &fits);

/// Says what a value is in words: "low", "yes", "0.7", "…" for what is too long to read.
QString valueText(const Parameter &parameter, const QJsonValue &value);

/// How settings reach one model, where not as they are set: "16:9 → size 1536x1024 · no repeatable number". Empty when
/// all do.
QString fillingText(const QList<FilledSetting> &filling);

/// All of them: "Width to height 16:9" and "sent as size 1536x1024".
QList<Fact> fillingFacts(const QList<FilledSetting> &filling);

} // namespace studio
