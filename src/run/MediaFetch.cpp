#include "run/MediaFetch.h"

#include "core/WhenDone.h"
#include "net/LinkRule.h"
#include "net/Transport.h"
#include "providers/ErrorReply.h"
#include "providers/MediaReader.h"
#include "providers/ServerWords.h"
#include "run/PassingError.h"

#include <QDateTime>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr int mostFailures = 5;
constexpr int mostCalls = 100; ///< Even when each brings a little.
constexpr auto firstPause = 250ms;
constexpr auto tellEvery = 100;

QByteArray originOf(const QUrl &url)
{
    return (url.scheme() + "://"_L1 + url.authority(QUrl::FullyEncoded)).toLatin1();
}

QByteArray headerIn(const QList<Header> &headers, QByteArrayView name)
{
    return Reply{.headers = headers}.header(name).trimmed();
}

/// What tells this version of a file from another one; nothing for what was packed on its way.
QByteArray validatorIn(const QList<Header> &headers)
{
    if (!headerIn(headers, "Content-Encoding").isEmpty())
        return {};
    const QByteArray tag = headerIn(headers, "ETag");
    return tag.isEmpty() || tag.startsWith("W/") ? headerIn(headers, "Last-Modified") : tag;
}

/// Of the body as it comes; nothing when that is not the file's own or not said.
std::optional<qint64> lengthIn(const QList<Header> &headers)
{
    bool isNumber = false;
    const qint64 length = headerIn(headers, "Content-Length").toLongLong(&isNumber);
    const bool isPacked = !headerIn(headers, "Content-Encoding").isEmpty();
    return isNumber && length >= 0 && !isPacked ? std::optional(length) : std::nullopt;
}

/// Failures that time may mend. A file has no other face than its bytes, so bytes that cannot be read come again, and
/// some stores know a file only a moment later.
bool mayPass(const Error &error)
{
    return isPassing(error.kind) || error.kind == ErrorKind::Garbled || error.kind == ErrorKind::EmptyAnswer
        || error.kind == ErrorKind::NotFound;
}

/// By the bytes; by the server's word where they are of no type that we know. Empty for what is no file.
QByteArray typeOf(const QByteArray &beginning, const QByteArray &label, const QByteArray &expected)
{
    if (const QByteArray mime = mimeOfBytes(beginning); !mime.isEmpty())
        return mime;
    const QByteArray start = beginning.trimmed();
    if (looksLikeMarkup(beginning) || start.startsWith('{') || start.startsWith('['))
        return {};
    const QByteArray said = label.split(';').first().trimmed().toLower();
    if (said.startsWith("image/") || said.startsWith("video/") || said.startsWith("audio/"))
        return said;
    return expected.isEmpty() ? QByteArray("application/octet-stream") : expected;
}

} // namespace

Request linkRequest(const QUrl &link, const Profile &profile)
{
    Request request;
    request.method = "GET";
    request.base = QUrl::fromEncoded(originOf(link));
    request.path = link.path(QUrl::FullyEncoded);
    if (request.path.isEmpty())
        request.path = u"/"_s;
    if (link.hasQuery())
        request.path += u'?' + link.query(QUrl::FullyEncoded);
    request.headers << Header{"Accept", "*/*"};
    if (isSameOrigin(link, profile.base)) {
        request.headers += profile.headers;
        request.secret = profile.secret;
    }
    return request;
}

MediaFetch::MediaFetch(Transport &transport, const MediaStore &store, const Profile &profile, const Request &request,
                       const Media &expected, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_store(store)
    , m_profile(profile)
    , m_first(request)
    , m_expected(expected)
    , m_request(request)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &MediaFetch::begin);
}

MediaFetch::~MediaFetch() = default;

void MediaFetch::start(const QByteArray &secret)
{
    m_secret = secret;
    if (const auto checked = checkLink(m_first.url(), m_profile.base); !checked)
        return conclude(checked.error());
    auto file = IncomingFile::open(m_store);
    if (!file)
        return conclude(file.error());
    m_file = *std::move(file);
    begin();
}

/// From the first address on: one that it leads to may be good for once only.
void MediaFetch::begin()
{
    m_request = m_first;
    m_hops = 0;
    send();
}

void MediaFetch::send()
{
    ++m_calls;
    m_redirect.clear();
    m_sizeBefore = m_file->size();
    Request request = m_request;
    if (m_sizeBefore > 0 && !m_validator.isEmpty())
        request.headers << Header{"Range", "bytes=" + QByteArray::number(m_sizeBefore) + '-'}
                        << Header{"If-Range", m_validator};
    Limits limits = m_profile.limits;
    limits.total = 0ms; // a large file is one that takes long
    limits.mostBodyBytes = mostDownloadBytes;
    m_call = new HttpCall(m_transport, request, limits, this);
    m_call->setBodyTaker([this](const QByteArray &piece) { return take(piece); });
    connect(m_call, &HttpCall::answerBegan, this, &MediaFetch::readHead);
    connect(m_call, &HttpCall::redirectRefused, this, [this](const QUrl &target) { m_redirect = target; });
    connect(m_call, &HttpCall::finished, this, &MediaFetch::readOutcome);
    m_call->start(request.secret ? m_secret : QByteArray());
}

void MediaFetch::readHead(int status, const QList<Header> &headers)
{
    m_headProblem.reset();
    if (status < 200 || status >= 300)
        return;
    const auto rest = status == 206 ? restIn(headers) : std::nullopt;
    if (status == 206 && !rest) {
        m_headProblem = Error{ErrorKind::Garbled, u"not the part of the file that was asked for"_s};
        m_validator.clear(); // then the next try begins at the beginning
        return;
    }
    if (!rest) { // the whole file, whether or not its rest was asked for
        m_validator = validatorIn(headers);
        if (const auto begun = m_file->beginAgain(); !begun)
            m_headProblem = begun.error();
    } else if (m_validator.isEmpty()) {
        m_validator = validatorIn(headers);
    }
    m_all = rest ? rest->all.value_or(rest->last + 1) : lengthIn(headers).value_or(-1);
    if (m_all > mostDownloadBytes)
        m_headProblem = Error{ErrorKind::TooLarge, u"a file of %1 bytes"_s.arg(m_all)};
}

/// What may be appended to what is here: it goes on right there, in the same version of the file, which is as long as it was
/// said to be before.
std::optional<ContentRange> MediaFetch::restIn(const QList<Header> &headers) const
{
    const auto range = contentRangeIn(headerIn(headers, "Content-Range"));
    if (!range || range->first != m_file->size() || !headerIn(headers, "Content-Encoding").isEmpty())
        return {};
    const QByteArray validator = validatorIn(headers);
    const bool isSameFile = validator.isEmpty() || m_validator.isEmpty() || validator == m_validator;
    const auto length = lengthIn(headers);
    const bool isSameLength = m_file->size() == 0 || m_all < 0 || !range->all || range->all == m_all;
    if (!isSameFile || !isSameLength || (length && *length != range->size()))
        return {};
    return range;
}

Result<void> MediaFetch::take(const QByteArray &piece)
{
    if (m_headProblem)
        return *m_headProblem;
    if (m_file->size() + piece.size() > mostDownloadBytes)
        return Error{ErrorKind::TooLarge, u"a file of more than %1 bytes"_s.arg(mostDownloadBytes)};
    if (const auto written = m_file->write(piece); !written)
        return written;
    if (!m_sinceTold.isValid() || m_sinceTold.elapsed() >= tellEvery) {
        m_sinceTold.start();
        emit progressed(m_file->size(), m_all);
    }
    return {};
}

void MediaFetch::readOutcome(const Result<Reply> &outcome)
{
    m_call->deleteLater();
    m_call = nullptr;
    if (outcome)
        readReply(*outcome);
    else if (outcome.error().kind == ErrorKind::Redirected && m_redirect.isValid())
        follow(m_redirect);
    else
        giveUpOrGoOn(outcome.error());
}

void MediaFetch::readReply(const Reply &reply)
{
    if (reply.status >= 200 && reply.status < 300) {
        if (m_headProblem)
            giveUpOrGoOn(*m_headProblem);
        else if (m_file->size() == 0)
            giveUpOrGoOn(Error{ErrorKind::EmptyAnswer, {}, reply.status});
        else if (m_file->size() < m_all) // Qt 6.4 does not always tell when a connection closed early
            giveUpOrGoOn(Error{ErrorKind::CutOff, u"%1 of %2 bytes"_s.arg(m_file->size()).arg(m_all), reply.status});
        else if (m_all >= 0 && m_file->size() > m_all)
            beginAfresh(Error{ErrorKind::Garbled, u"%1 bytes of %2"_s.arg(m_file->size()).arg(m_all), reply.status});
        else
            keep(reply);
        return;
    }
    Error error = withoutSecret(errorFromReply(reply.status, reply.headers, reply.body), m_secret);
    if (reply.status == 416) { // what is here does not belong to what is there
        m_validator.clear();
        error.kind = ErrorKind::CutOff;
    }
    const bool isGone = reply.status == 401 || reply.status == 403 || reply.status == 410;
    if (reply.status == 410 || (isGone && isForeign()))
        error.kind = ErrorKind::LinkExpired;
    giveUpOrGoOn(error);
}

void MediaFetch::follow(const QUrl &target)
{
    const auto checked = checkLink(target, m_profile.base);
    if (!checked)
        return conclude(checked.error());
    if (++m_hops > mostRedirects)
        return conclude(Error{ErrorKind::Redirected, u"more than %1 redirects"_s.arg(mostRedirects)});
    m_request = linkRequest(target, m_profile);
    m_request.secret.reset(); // whoever sent us there has said all that is needed to get in
    send();
}

void MediaFetch::beginAfresh(const Error &error)
{
    m_validator.clear();
    giveUpOrGoOn(error);
}

void MediaFetch::giveUpOrGoOn(const Error &error)
{
    const bool hasNews = m_file->size() > m_sizeBefore && !m_validator.isEmpty();
    m_failures = hasNews ? 1 : m_failures + 1;
    if (!mayPass(error) || m_failures >= mostFailures || m_calls >= mostCalls) {
        Error last = error;
        if (error.kind == ErrorKind::NotFound)
            last.kind = ErrorKind::LinkExpired;
        return conclude(last);
    }
    const std::chrono::milliseconds pause =
        std::min(error.retryAfter.value_or(firstPause * (1 << (m_failures - 1))), longestServerWait);
    m_pause.start(pause);
    emit paused(error, pause);
}

void MediaFetch::keep(const Reply &reply)
{
    const QByteArray mime = typeOf(m_file->beginning(), reply.header("Content-Type"), m_expected.mime);
    if (mime.isEmpty()) {
        const QString words = shortened(redacted(plainText(m_file->beginning())), 200);
        return conclude(Error{ErrorKind::NotAnApi, withoutSecret(words, m_secret), reply.status});
    }
    emit progressed(m_file->size(), m_file->size());
    const auto finish = [](const std::unique_ptr<IncomingFile> &file, const QByteArray &type) { return file->finish(type); };
    whenDone(QtConcurrent::run(finish, std::move(m_file), mime), this,
             [this](const Result<KeptMedia> &outcome) { conclude(outcome); });
}

void MediaFetch::conclude(const Result<KeptMedia> &outcome)
{
    m_file.reset();
    m_secret.clear();
    QTimer::singleShot(0, this, [this, outcome] { emit finished(outcome); });
}

} // namespace studio
