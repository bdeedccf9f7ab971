#pragma once

#include "core/Prompt.h"
#include "core/Target.h"

#include <QDateTime>
#include <QList>

namespace studio
{

/// A question that somebody wants answered about AI models. Saved as it is made.
struct Trial
{
    static constexpr int mostTargets = 6;

    QString id;          ///< UUID without braces; stable over renames and copies between machines.
    QString title;       ///< What the list of trials shows; may be empty.
    QDateTime created;   ///< UTC.
    bool isPinned = false;
    Prompt prompt;
    QList<Target> targets; ///< The columns in order; a model may stand in more than one.

    bool operator==(const Trial &) const = default;
};

/// An empty trial with a fresh id, made now.
Trial newTrial(const QString &title = {});

/// The trial file, also what the database keeps. Never holds a secret.
QJsonObject toJson(const Trial &trial);

/// ErrorKind::Rejected names the field that is wrong, or says that a newer program wrote the file.
Result<Trial> trialFromJson(const QJsonObject &object);

} // namespace studio

Q_DECLARE_METATYPE(studio::Trial)
