#include "gui/ErrorText.h"

#include "gui/Figures.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::ErrorText)
};

QString nameFor(const MessageContext &context)
{
    return context.provider.isEmpty() ? Words::tr("The server", "in place of a provider's name")
                                      : context.provider;
}

QString statusOf(const Error &error)
{
    return error.status == 0 ? QString() : u" (%1)"_s.arg(error.status);
}

QString notFound(const MessageContext &context)
{
    const QString gone = context.provider.isEmpty()
                             ? Words::tr("This model no longer exists there.")
                             : Words::tr("This model no longer exists at %1.").arg(context.provider);
    if (!context.lastSeen.isValid())
        return gone;
    const QString day = QLocale().toString(context.lastSeen, QLocale::ShortFormat);
    return gone + u' ' + Words::tr("It was last seen on %1.").arg(day);
}

QString linkExpired(std::optional<MediaKind> makes)
{
    if (makes == MediaKind::Picture)
        return Words::tr("The picture’s link has expired at the provider.");
    if (makes == MediaKind::Video)
        return Words::tr("The video’s link has expired at the provider.");
    return Words::tr("The file’s link has expired at the provider.");
}

/// What was made, or is being made, and did not get here.
QString stillThere(const MessageContext &context)
{
    return Words::tr("What was made may still be at %1: getting it costs nothing.").arg(nameFor(context));
}

QString whatHappened(const Error &error, const MessageContext &context)
{
    const QString name = nameFor(context);
    const QString status = statusOf(error);
    switch (error.kind) {
    case ErrorKind::Internal:
        return Words::tr("Something went wrong inside the program.");
    case ErrorKind::Rejected:
        return Words::tr("This cannot be used as it is: %1.").arg(error.detail.simplified());
    case ErrorKind::Cancelled:
        return Words::tr("Stopped.");
    case ErrorKind::Interrupted:
        return context.makes ? Words::tr("The program ended before the file was here.")
                             : Words::tr("The program ended before the answer did.");
    case ErrorKind::KeyMissing:
        return Words::tr("To run this live, connect an account.");
    case ErrorKind::KeychainFailed:
        return Words::tr("The system’s keychain cannot be used.");
    case ErrorKind::StorageFailed:
        return context.makes ? Words::tr("The disk did not take the file. It may be full.")
                             : Words::tr("The disk did not accept this or did not give it back.");
    case ErrorKind::NotConnected:
        return Words::tr("No connection to %1.").arg(name);
    case ErrorKind::TlsFailed:
        return Words::tr("%1 could not prove who it is.").arg(name);
    case ErrorKind::ProxyFailed:
        return Words::tr("The proxy on the way to %1 refused the connection.").arg(name);
    case ErrorKind::ConnectionLost:
        return Words::tr("The connection ended before an answer began.");
    case ErrorKind::FirstByteTimeout:
        return Words::tr("%1 took the request and stayed silent.").arg(name);
    case ErrorKind::IdleTimeout:
        return Words::tr("The answer began, then nothing came for too long.");
    case ErrorKind::TookTooLong:
        return context.makes ? Words::tr("It took longer than this program waits.")
                             : Words::tr("The answer went on for longer than this program waits.");
    case ErrorKind::CutOff:
        return Words::tr("The answer was cut off.");
    case ErrorKind::LinkExpired:
        return linkExpired(context.makes);
    case ErrorKind::Redirected:
        return Words::tr("%1 points to another address.").arg(name);
    case ErrorKind::NotAnApi:
        return Words::tr("A web page came back instead of an answer. The address may be wrong, or a sign-in "
                         "page is in between.");
    case ErrorKind::Garbled:
        return Words::tr("The answer cannot be read.");
    case ErrorKind::TooLarge:
        return Words::tr("The answer is larger than this program accepts.");
    case ErrorKind::EmptyAnswer:
        return context.makes ? Words::tr("The model finished without a file.")
                             : Words::tr("The model finished without an answer.");
    case ErrorKind::BadRequest:
        return Words::tr("%1 refused a part of the request%2.").arg(name, status);
    case ErrorKind::Unauthorized:
        return Words::tr("The account key was refused.");
    case ErrorKind::NoCredit:
        return Words::tr("The account has no credit left.");
    case ErrorKind::Forbidden:
        return Words::tr("%1 does not allow this to the account%2.").arg(name, status);
    case ErrorKind::NotFound:
        return notFound(context);
    case ErrorKind::PayloadTooLarge:
        return Words::tr("The request is too large for %1.").arg(name);
    case ErrorKind::ContextTooLong:
        return Words::tr("The prompt is too long for this model.");
    case ErrorKind::RateLimited:
        return Words::tr("Too busy right now%1.").arg(status);
    case ErrorKind::Overloaded:
        return Words::tr("%1 is overloaded right now%2.").arg(name, status);
    case ErrorKind::ServerFault:
        return Words::tr("%1 has a fault of its own%2.").arg(name, status);
    case ErrorKind::ServerTimeout:
        return Words::tr("%1 gave up waiting for the model%2.").arg(name, status);
    case ErrorKind::Unknown:
        return error.status == 0 ? Words::tr("Something we do not recognise.")
                                 : Words::tr("Something we do not recognise (HTTP %1).").arg(error.status);
    }
    Q_UNREACHABLE();
}

QString mayBeBilled(const MessageContext &context)
{
    return context.isPractice ? Words::tr("Practice costs nothing.") : Words::tr("It may still be billed.");
}

QString safePrompt(const MessageContext &context)
{
    return context.mayBeBilled ? Words::tr("Your prompt is safe. It had been sent, so it may still be billed.")
                               : Words::tr("Your prompt is safe.");
}

QString whatIsSafe(ErrorKind kind, const MessageContext &context)
{
    switch (kind) {
    case ErrorKind::Rejected:
    case ErrorKind::KeyMissing:
    case ErrorKind::TlsFailed:
        return Words::tr("Nothing was sent.");
    case ErrorKind::NotConnected:
        return Words::tr("Nothing was sent. Practice, results and export still work.");
    case ErrorKind::Cancelled:
    case ErrorKind::CutOff:
        return Words::tr("What arrived is kept.");
    case ErrorKind::Interrupted:
        return Words::tr("What arrived is kept, and nothing is sent again by itself.") + u' ' +
               mayBeBilled(context);
    case ErrorKind::IdleTimeout:
    case ErrorKind::TookTooLong:
    case ErrorKind::TooLarge:
        return Words::tr("What arrived is kept.") + u' ' + mayBeBilled(context);
    case ErrorKind::KeychainFailed:
        return Words::tr("Keys stay in memory until the program ends.");
    case ErrorKind::StorageFailed:
        if (context.makes && context.mayBeBilled)
            return Words::tr("It was sent, so it may still be billed.");
        return context.makes ? QString() : Words::tr("What you see here is still in the program.");
    case ErrorKind::ConnectionLost:
    case ErrorKind::FirstByteTimeout:
    case ErrorKind::ServerTimeout:
    case ErrorKind::Garbled:
        return context.isPractice
                   ? Words::tr("Your prompt is safe. Practice costs nothing.")
                   : Words::tr("Your prompt is safe. It had been sent, so it may still be billed.");
    case ErrorKind::LinkExpired:
        return context.isPractice ? Words::tr("Practice costs nothing.")
                                  : Words::tr("It was made, so it is billed. Nothing is asked for again by itself.");
    case ErrorKind::Redirected:
        return Words::tr("Your key was not sent there.");
    case ErrorKind::NoCredit:
    case ErrorKind::NotFound:
        return Words::tr("Nothing was charged for this try.");
    case ErrorKind::RateLimited:
    case ErrorKind::Overloaded:
        return Words::tr("The others are not affected.");
    case ErrorKind::ContextTooLong:
        return Words::tr("Your prompt is safe. Shorten it, or pick a model that reads more.");
    case ErrorKind::Internal:
    case ErrorKind::ProxyFailed:
    case ErrorKind::NotAnApi:
    case ErrorKind::EmptyAnswer:
    case ErrorKind::BadRequest:
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::PayloadTooLarge:
    case ErrorKind::ServerFault:
    case ErrorKind::Unknown:
        return safePrompt(context);
    }
    Q_UNREACHABLE();
}

QList<Action> whatToDo(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Rejected:
        return {};
    case ErrorKind::Cancelled:
    case ErrorKind::Interrupted:
    case ErrorKind::LinkExpired:
        return {Action::TryAgain};
    case ErrorKind::KeyMissing:
        return {Action::Connect, Action::UsePractice};
    case ErrorKind::Unauthorized:
        return {Action::CheckKey, Action::UsePractice};
    case ErrorKind::NoCredit:
        return {Action::OpenBilling, Action::UsePractice};
    case ErrorKind::NotConnected:
    case ErrorKind::RateLimited:
        return {Action::TryAgain, Action::UsePractice};
    case ErrorKind::Overloaded:
        return {Action::TryAgain, Action::PickAnother};
    case ErrorKind::ContextTooLong:
        return {Action::PickAnother};
    case ErrorKind::NotFound:
    case ErrorKind::TooLarge:
    case ErrorKind::BadRequest:
    case ErrorKind::PayloadTooLarge:
        return {Action::PickAnother, Action::CopyDetails};
    case ErrorKind::Forbidden:
        return {Action::CheckKey, Action::PickAnother, Action::CopyDetails};
    case ErrorKind::Redirected:
    case ErrorKind::NotAnApi:
        return {Action::CheckAddress, Action::CopyDetails};
    case ErrorKind::TlsFailed:
        return {Action::TryAgain, Action::CheckAddress, Action::CopyDetails};
    case ErrorKind::FirstByteTimeout:
    case ErrorKind::EmptyAnswer:
    case ErrorKind::ServerFault:
    case ErrorKind::ServerTimeout:
        return {Action::TryAgain, Action::PickAnother, Action::CopyDetails};
    case ErrorKind::Internal:
    case ErrorKind::KeychainFailed:
    case ErrorKind::StorageFailed:
    case ErrorKind::ProxyFailed:
    case ErrorKind::ConnectionLost:
    case ErrorKind::IdleTimeout:
    case ErrorKind::TookTooLong:
    case ErrorKind::CutOff:
    case ErrorKind::Garbled:
    case ErrorKind::Unknown:
        return {Action::TryAgain, Action::CopyDetails};
    }
    Q_UNREACHABLE();
}

/// When to come back, for servers that are busy.
QString waitText(const Error &error)
{
    const bool isBusy = error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::Overloaded;
    if (!isBusy || error.isFinal)
        return {};
    if (!error.retryAfter)
        return Words::tr("Try again in a moment.");
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*error.retryAfter);
    return Words::tr("Try again in %1.").arg(wholeSecondsText(seconds));
}

/// The server's own words, short and on one line, where they help a person to go on.
QString quoted(const Error &error)
{
    constexpr qsizetype most = 200;
    const bool helps = error.kind == ErrorKind::BadRequest || error.kind == ErrorKind::Forbidden ||
                       error.kind == ErrorKind::ServerFault || error.kind == ErrorKind::Unknown;
    QString words = error.detail.simplified();
    if (!helps || words.isEmpty())
        return {};
    if (words.size() > most)
        words = words.first(most) + u'…';
    return Words::tr("It said: “%1”").arg(words);
}

} // namespace

QString actionText(Action action, const QString &price)
{
    switch (action) {
    case Action::GenerateAgain:
        return price.isEmpty() ? Words::tr("Generate again")
                               : Words::tr("Generate again · %1", "the price").arg(price);
    case Action::FetchAgain:
        return Words::tr("Get the file again");
    case Action::TryAgain:
        return Words::tr("Try again");
    case Action::TryNow:
        return Words::tr("Try now");
    case Action::KeepWaiting:
        return Words::tr("Keep waiting");
    case Action::Stop:
        return Words::tr("Stop");
    case Action::Connect:
        return Words::tr("Connect");
    case Action::CheckKey:
        return Words::tr("Check key");
    case Action::CheckAddress:
        return Words::tr("Check address");
    case Action::UsePractice:
        return Words::tr("Use the practice gateway");
    case Action::OpenBilling:
        return Words::tr("Open billing page");
    case Action::PickAnother:
        return Words::tr("Pick another");
    case Action::Replace:
        return Words::tr("Replace it");
    case Action::SeeChanges:
        return Words::tr("What changed");
    case Action::RaiseLimit:
        return Words::tr("Longest answer…");
    case Action::CopyDetails:
        return Words::tr("Copy details · no secrets inside");
    }
    Q_UNREACHABLE();
}

Message errorText(const Error &error, const MessageContext &context)
{
    QStringList sentences{whatHappened(error, context), waitText(error),
                          context.canBeFetched ? stillThere(context) : whatIsSafe(error.kind, context), quoted(error)};
    sentences.removeAll(QString());
    QList<Action> actions = whatToDo(error.kind);
    if (context.makes && actions.contains(Action::TryAgain))
        actions.replace(actions.indexOf(Action::TryAgain), Action::GenerateAgain);
    if (context.canBeFetched) { // and nothing is paid for twice by haste
        actions.removeAll(Action::GenerateAgain);
        actions.removeAll(Action::PickAnother);
        actions.prepend(Action::FetchAgain);
    }
    return {sentences.join(u' '), actions, context.price};
}

QString detailsText(const Error &error)
{
    // For developers and bug reports, so in one language everywhere.
    QStringList lines{u"Signalbox Studio "_s + QStringLiteral(STUDIO_VERSION) + u", Qt "_s +
                          QString::fromLatin1(qVersion()),
                      u"kind: "_s + nameOf(error.kind)};
    if (error.status != 0)
        lines += u"status: %1"_s.arg(error.status);
    if (!error.requestId.isEmpty())
        lines += u"request id: "_s + error.requestId;
    if (error.retryAfter)
        lines += u"retry after: %1 ms"_s.arg(error.retryAfter->count());
    if (!error.detail.isEmpty())
        lines += u"detail: "_s + error.detail;
    return lines.join(u'\n');
}

} // namespace studio
