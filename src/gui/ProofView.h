#pragma once

#include "gui/VerdictLine.h"
#include "rehearse/Proof.h"

class QLabel;
class QPlainTextEdit;
class QProgressBar;

namespace studio
{

/// What came of a proof: that it goes on, that it holds, or the first byte that differs. Hidden when there
/// is nothing to say.
class ProofView : public QWidget
{
    Q_OBJECT

public:
    explicit ProofView(QWidget *parent = nullptr);

    void clear();
    void showProving();
    void showProgress(const QString &output); ///< What compiler and program print meanwhile.
    void showOutcome(const Result<ProofReport> &outcome);

    Verdict verdict() const { return m_line->verdict(); }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void say(Verdict verdict, const QString &text, const QString &note = {});
    void showFailure(const ProofReport &report);
    void showDifference(const Difference &difference);
    void markDifference();
    void showLog(const QString &log);
    void fitText();

    VerdictLine *m_line;
    QProgressBar *m_progress;
    QLabel *m_note;
    QPlainTextEdit *m_text; ///< The difference, or what was printed.
};

} // namespace studio
