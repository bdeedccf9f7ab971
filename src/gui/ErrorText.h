#pragma once

#include "core/Error.h"
#include "core/Media.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace studio
{

/// What a message offers to do. The widget that shows the message makes a button of each.
enum class Action
{
    TryAgain,
    GenerateAgain, ///< The same, where it makes a picture or video and costs once more.
    FetchAgain,    ///< What was made is still at the provider: only its file is asked for, which costs nothing.
    TryNow, ///< Do not wait for the announced second try.
    KeepWaiting,
    Stop,
    Connect,
    CheckKey,
    CheckAddress,
    UsePractice,
    OpenBilling,
    PickAnother,
    Replace,    ///< Put the models in whose names their lists say instead.
    SeeChanges, ///< What is different in the lists.
    RaiseLimit, ///< Go to the setting "Longest answer".
    CopyDetails,
};

/// A button's text: "Try again". price, where it is known, is told by those that cost.
QString actionText(Action action, const QString &price = {});

/// What a person reads: what happened, what is safe, what to do. Plain text, never markup: it may
/// quote a server.
struct Message
{
    QString text;
    QList<Action> actions = {};
    QString price = {}; ///< What doing it again may cost: "about $0.04"; empty when nobody knows.

    bool isEmpty() const { return text.isEmpty(); }
    bool operator==(const Message &) const = default;
};

/// What the words need besides the error. Empty members leave their part out.
struct MessageContext
{
    QString provider = {}; ///< Profile::name.
    QDate lastSeen = {};   ///< When the model was last in the provider's list.
    bool isPractice = false; ///< Sent to the practice gateway, which bills nobody.
    std::optional<MediaKind> makes = {}; ///< A picture or video was asked for; nothing: text.
    bool canBeFetched = false; ///< What was made is still at the provider.
    bool mayBeBilled = false; ///< It left, and nobody knows what came of it (mayBeBilledUnseen()).
    QString price = {};      ///< As in Message.
};

/// Every ErrorKind in words. What a run says is in RunText.h.
Message errorText(const Error &error, const MessageContext &context = {});

/// For [Copy details]: version, status, id and the server's words. No key.
QString detailsText(const Error &error);

} // namespace studio
