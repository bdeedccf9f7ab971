#include "gui/ExportNotice.h"

#include "catalog/Catalog.h"
#include "gui/ModelFacts.h"
#include "gui/NameText.h"
#include "gui/TrialNotice.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Where the texts stand for translators.
class ExportWords
{
    Q_DECLARE_TR_FUNCTIONS(ExportWords)
};

/// Of each kind the newest. That a model ends or is gone is told as it is now, by the notice of the trial.
QList<ModelChange> changesSince(const Catalog &catalog, const Target &target, const QDateTime &taken)
{
    QList<ModelChange> changes;
    QSet<ModelChange::Kind> kinds{ModelChange::Kind::Gone, ModelChange::Kind::EndAnnounced};
    for (const ModelAlert &alert : alertsFor(catalog.changes().changesOf(target), {{target, {.isExported = true}}})) {
        if (alert.change.seen <= taken || kinds.contains(alert.change.kind))
            continue;
        kinds.insert(alert.change.kind);
        changes << alert.change;
    }
    return changes;
}

/// "Model X: dearer: $0.40 instead of $0.25 out. Look at what a run costs now."
QString sentenceOf(const ModelChange &change)
{
    return ExportWords::tr("%1: %2. %3", "model, what changed, what to do")
        .arg(nameText(change.name.isEmpty() ? change.target.model : change.name), changeText(change), adviceText(change));
}

} // namespace

Message exportNotice(const Trial &trial, const Catalog &catalog, const Accounts &accounts, const QDate &today)
{
    Message message = trialNotice(trial, catalog, accounts, today);
    QStringList sentences;
    QDateTime oldest;
    for (const Target &target : trial.targets) {
        const QDateTime taken = catalog.exports().taken(trial.id, target);
        if (!taken.isValid())
            continue;
        for (const ModelChange &change : changesSince(catalog, target, taken)) {
            if (const QString sentence = sentenceOf(change); !sentences.contains(sentence))
                sentences << sentence;
            oldest = oldest.isValid() ? std::min(oldest, taken) : taken;
        }
    }
    if (sentences.isEmpty())
        return message;
    sentences.prepend(ExportWords::tr("The code you took on %1 was made for an older list.")
                          .arg(QLocale().toString(oldest.toLocalTime().date(), QLocale::LongFormat)));
    if (!message.isEmpty())
        sentences.prepend(message.text);
    message.text = sentences.join(u' ');
    message.actions.removeAll(Action::PickAnother);
    message.actions << Action::SeeChanges << Action::PickAnother;
    return message;
}

} // namespace studio
