#pragma once

#include "gui/ErrorText.h"
#include "rehearse/Proof.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace studio
{

namespace Ui
{
class ExportPanel;
}

/// The code for one column, live while somebody types, and the proof that it sends what was tested.
///
/// Makes and proves nothing by itself. A result is shown only for the code it belongs to: other code clears
/// it, and ends a proof that is going on.
class ExportPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ExportPanel(QWidget *parent = nullptr);
    ~ExportPanel() override;

    /// Names of the columns; current counts from 0.
    void setColumns(const QStringList &names, int current);
    int column() const;

    void setFormat(Format format);
    Format format() const;

    void setStreaming(bool isStreaming);
    bool isStreaming() const;

    /// Keeps the reader's place. The same code again changes nothing.
    void setCode(const ExportedCode &code);
    const ExportedCode &code() const { return m_code; }

    /// Why there is no code: the field and what to do.
    void setProblem(const QString &reason);

    /// What changed since code was taken; empty hides it.
    void setNotice(const Message &message);

    /// What keeps this a Draft, one short clause each; none when nothing does.
    void setMissing(const QStringList &missing);

    void setProving();
    void showProgress(const QString &output);
    void setProof(const Result<ProofReport> &outcome); ///< Ignored unless a proof is going on.
    bool isProving() const;

signals:
    void columnChanged(int column);
    void formatChanged(studio::Format format);
    void streamingChanged(bool isStreaming);
    void saveRequested();
    void codeCopied();
    void noticeActionChosen(studio::Action action);
    void proveRequested();
    void cancelRequested();

private:
    void connectControls();
    void showFiles();
    void dropProof();
    void copyShownFile();
    void showWhatIsPossible();

    std::unique_ptr<Ui::ExportPanel> m_ui;
    ExportedCode m_code;
    QTimer m_copiedNote; ///< While it runs, the Copy button says that it has copied.
};

} // namespace studio
