#pragma once

#include "core/Result.h"
#include "export/Exporter.h"
#include "rehearse/Comparison.h"

#include <QObject>

#include <memory>

namespace studio
{

/// Runs the exact text of exported code against a loopback recorder and compares what arrived.
///
/// The program gets a made-up key and nothing else of the user's environment but the path to programs.
/// finished() comes exactly once, never before start() has returned; Rejected when a needed tool (bash, curl,
/// a compiler) is not on this computer. Deleting the proof ends the program it runs. Lives on the GUI thread.
class Proof : public QObject
{
    Q_OBJECT

public:
    Proof(const ExportSubject &subject, const ExportedCode &code, Format format, QObject *parent = nullptr);
    ~Proof() override;

    void start();
    void cancel(); ///< Leads to finished() with ErrorKind::Cancelled.

signals:
    void progressed(const QString &output);
    void finished(const studio::Result<studio::ProofReport> &outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace studio
