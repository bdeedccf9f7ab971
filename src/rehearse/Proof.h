#pragma once

#include "export/Exporter.h"

#include <QObject>

#include <memory>

namespace studio
{

struct RecordedRequest;

/// Where two byte strings first differ.
struct Difference
{
    QString part;         ///< "method", "path", "header authorization", "body".
    qsizetype offset = 0; ///< In bytes, within the part.
    QByteArray expected;  ///< At most 40 bytes around the place.
    QByteArray actual;

    bool operator==(const Difference &) const = default;
};

struct ProofReport
{
    bool isProven = false;
    std::optional<Difference> difference = {}; ///< Empty when proven.
    QStringList addedByClient = {};            ///< Headers that the HTTP client adds by itself; they do not count.
    QString log = {};                          ///< What compiler and program printed, for the Inspector.
    int requests = 0;                          ///< How many arrived; more than one is a failure.
};

/// Compares what arrived with what the Request says (PRODUCT section 6).
ProofReport compare(const Request &request, const QByteArray &secret, const RecordedRequest &arrived);

/// Runs the exact text of exported code against a loopback recorder and compares what arrived.
///
/// finished() comes exactly once, never before start() has returned; Rejected when a needed tool (bash, curl,
/// a compiler) is not on this computer. Deleting the proof ends the program it runs. Lives on the GUI thread.
class Proof : public QObject
{
    Q_OBJECT

public:
    Proof(const ExportSubject &subject, const ExportedCode &code, Format format, QObject *parent = nullptr);
    ~Proof() override;

    void start();
    void cancel();

signals:
    void progressed(const QString &output);
    void finished(const studio::Result<studio::ProofReport> &outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace studio
