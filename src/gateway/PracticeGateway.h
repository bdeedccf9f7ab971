#pragma once

#include "core/Result.h"
#include "gateway/RecordedRequest.h"

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <memory>

namespace studio
{

/// The practice gateway: a real HTTP/1.1 server on 127.0.0.1 that speaks the wire formats of the services,
/// with answers made by fixed rules and faults on request. Nothing of it is an AI model, and every answer
/// says so.
///
///     /openrouter/api/v1  chat/completions, responses, messages, models, models/{id}/endpoints, providers,
///                         key, credits, generation?id=, images, images/models, images/models/{id}/endpoints,
///                         videos, videos/models
///     /wisgate/v1         chat/completions, responses, messages, models, users/me/balance,
///                         images/generations, images/edits, videos
///     /wisgate/api/v3     contents/generations/tasks
///     /wisgate/v1beta     models/{id}:generateContent, models/{id}:streamGenerateContent, models
///     /openai/v1          chat/completions, responses, models, images/generations, images/edits, videos
///     /anthropic/v1       messages, models
///     /gemini/v1beta      models/{id}:generateContent, models/{id}:streamGenerateContent, models
///     /made, /clips       files that answers and jobs lead to; the address stands in for the key
///
/// The same words get the same answer in every format. A question that offers tools and demands the call of
/// one
/// ("required", "any", or by name) is answered with a call of that tool, the first one where none is named.
/// Its arguments, and an answer of a given form, are made from their schema (SchemaValue.h).
///
/// Pictures are drawn, from the words, the seed, the size and their number in the answer: the same ones give
/// the same bytes. "picture-a" draws posters, "picture-b" landscapes; at an address for pictures every other
/// id is answered by one of the two, and in a chat those that sound like it or ask for a picture. Pictures that
/// are sent along are shown in frames; with a mask, the first one is drawn anew where the mask is clear. Words need fonts,
/// which a program without a QGuiApplication has not. Every file says in its metadata that it is practice output.
///
/// Videos are jobs. A submit (POST) gives an id; each submit is a job of its own, so recorded() tells how many there
/// were. GET .../{id} tells how far it is: waiting for 0.8 s, at work for 3.2 s and until the clip is drawn, then done,
/// in each service's own words; OpenAI's and WisGate's say a percentage. GET .../{id}/content is the file; Seedance's
/// tasks lead to it by a link that needs no key, and OpenRouter's by an address that needs one. DELETE forgets a job at
/// OpenAI, and at Seedance cancels one that waits. The file is an MP4 of exactly the asked size and rate (whole frames;
/// 24 a second unless "fps", "frame_rate" or "framespersecond" says otherwise), the same for the same model, prompt,
/// seed and settings; pictures that come along are seen in it. Its comment says that it is practice. "seconds" is a
/// text, as OpenAI wants it; "duration" is a number.
///
/// Shares no code with net or providers, so that a mistake there cannot hide here. May live on any thread
/// with an event loop; every call and signal belongs to that thread.
class PracticeGateway : public QObject
{
    Q_OBJECT

public:
    explicit PracticeGateway(QObject *parent = nullptr);
    ~PracticeGateway() override;

    /// Listens on 127.0.0.1 alone; port 0 takes a free one. Gives the address without a path.
    /// ErrorKind::Rejected when the port is taken.
    Result<QUrl> listen(quint16 port = 0);

    /// Made fresh for each gateway, unguessable; every request must carry it, as "Authorization: Bearer KEY",
    /// "x-api-key: KEY" or "x-goog-api-key: KEY".
    QByteArray key() const;

    /// The faults script: which requests fail, and how. Takes the place of the last one and starts counting
    /// anew. ErrorKind::Rejected names the field; then the last script stays.
    ///
    ///     {"factor": 0.01,
    ///      "faults": [{"model": "text-a", "fault": "429", "times": 1},
    ///                 {"nth": 3, "fault": "cut"},
    ///                 {"route": "models", "fault": "503"}]}
    ///
    /// factor  scales every wait and every hint to wait, 0 to 100; 1 when absent
    /// fault   one of faultNames(), where jobs are concerned also one of jobFaultNames()
    /// model   only requests for this id, as asked; all when absent
    /// nth     only the nth request that the rule matches, from 1
    /// times   at most so often; without end when absent
    /// route   "chat" (when absent: every question, whatever its format; of a job its submit), "models", "account",
    ///         "jobs" (polls) or "files" (what answers lead to)
    ///
    /// Some faults are of pictures alone and leave other answers as they are:
    ///
    /// broken-picture  the file ends in the middle
    /// html-picture    the file is a web page that is called a picture
    /// other-type      the file is said to be of another type than it is
    /// huge-picture    a PNG that says it is 65535 x 65535 and ends there
    /// link            an address instead of the file, where the format has them
    /// expired         an address that is good no more
    ///
    /// "empty" gives a list without a picture, "refusal" declines, and "wrong-length" announces more bytes than come.
    ///
    /// The first rule that is due decides; every rule that matches counts the request. A fault can also be
    /// asked for by the model id, as in "text-a:429"; then the script is not asked.
    ///
    /// A fault of a submit that is not an error status ("cut", "stall", "reset" ...) strikes the answer alone: the job
    /// is accepted. On "jobs" and "files" these faults strike the polls and downloads. The faults of jobs themselves,
    /// asked for by their submit (or, where that makes sense, on "jobs" and "files"):
    ///
    /// failed, refusal   ends with the service's error; for its content
    /// endless, stuck    never ends; the same at 100 %
    /// empty             done, and there is no file
    /// expired, gone     done, and the file is not there any more: 404 (a link: 403), or 410
    /// late              the first two polls know no such job
    /// poll-500-once     the second poll is answered with 500
    /// poll-500          every poll is
    /// progress-250, progress-minus   250 %, -1 %
    /// other-id          polls name another id
    /// truncated         the file ends in the middle
    /// wrong-length      more is announced than comes
    /// html-file         a web page instead of the file
    /// slow-file         the file takes 10 s
    Result<void> setFaults(const QByteArray &json);

    static QStringList faultNames();
    static QStringList jobFaultNames();

    /// What was received, oldest first, also what was refused: the last 1000, and not much over 256 MiB.
    QList<RecordedRequest> recorded() const;

signals:
    void requestRecorded(const studio::RecordedRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace studio
