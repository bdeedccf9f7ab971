#include "gui/ProofView.h"

#include "gui/Theme.h"
#include "gui/VisibleText.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostLogLines = 200;
constexpr int mostLinesShown = 8;

QString lastLine(const QString &output)
{
    const QStringList lines = output.split(u'\n', Qt::SkipEmptyParts);
    return lines.isEmpty() ? QString() : lines.last().trimmed().left(200);
}

} // namespace

ProofView::ProofView(QWidget *parent)
    : QWidget(parent), m_line(new VerdictLine(this)), m_progress(new QProgressBar(this)), m_note(new QLabel(this)),
      m_text(new QPlainTextEdit(this))
{
    m_line->setObjectName(u"proofLine"_s);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    m_progress->setAccessibleName(tr("Proving"));
    m_note->setObjectName(u"proofNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_text->setObjectName(u"proofText"_s);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setFont(codeFont(font()));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_line);
    column->addWidget(m_progress);
    column->addWidget(m_note);
    column->addWidget(m_text);
    clear();
}

void ProofView::clear()
{
    say(Verdict::None, {});
    m_text->clear();
    m_text->setExtraSelections({});
}

void ProofView::showProving()
{
    say(Verdict::Working, tr("Running exactly this code against a recorder on this computer…"));
}

void ProofView::showProgress(const QString &output)
{
    if (verdict() != Verdict::Working)
        return;
    m_note->setText(lastLine(output));
    m_note->setVisible(!m_note->text().isEmpty());
}

void ProofView::showOutcome(const Result<ProofReport> &outcome)
{
    if (!outcome) {
        const QString detail = outcome.error().detail;
        if (outcome.error().kind == ErrorKind::Cancelled)
            say(Verdict::Note, tr("The proof was cancelled."));
        else if (detail.isEmpty())
            say(Verdict::Failed, tr("The proof could not run."));
        else
            say(Verdict::Failed, tr("The proof could not run: %1").arg(detail));
        return;
    }
    if (!outcome->isProven)
        return showFailure(*outcome);
    const QStringList &added = outcome->addedByClient;
    say(Verdict::Passed, tr("Proven: the program sent exactly this request (method, path, headers, body)."),
         added.isEmpty() ? QString()
                         : tr("Added by the HTTP client itself, not counted: %1").arg(added.join(u", "_s)));
}

void ProofView::say(Verdict verdict, const QString &text, const QString &note)
{
    m_line->say(verdict, text);
    m_progress->setVisible(verdict == Verdict::Working);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_text->hide();
    setVisible(verdict != Verdict::None);
}

void ProofView::showFailure(const ProofReport &report)
{
    if (report.difference)
        return showDifference(*report.difference);
    say(Verdict::Failed, report.requests == 0
                              ? tr("Not proven: the program sent nothing.")
                              : tr("Not proven: the program sent %n request(s) instead of one.", nullptr, report.requests));
    showLog(report.log);
}

void ProofView::showDifference(const Difference &difference)
{
    const QString expected = visibleText(difference.expected);
    const QString sent = visibleText(difference.actual);
    say(Verdict::Failed, tr("Not proven: the first difference is in the %1, at byte %2.")
                              .arg(difference.part, QLocale().toString(difference.offset)));

    const QString wantedTitle = tr("Expected");
    const QString sentTitle = tr("Sent");
    m_text->setAccessibleName(tr("The first difference"));
    m_text->setPlainText(wantedTitle + u'\n' + expected + u'\n' + sentTitle + u'\n' + sent);
    markDifference();
    m_text->show();
    fitText();
}

void ProofView::markDifference()
{
    const QString expected = m_text->document()->findBlockByNumber(1).text();
    const QString sent = m_text->document()->findBlockByNumber(3).text();
    const auto place = std::mismatch(expected.begin(), expected.end(), sent.begin(), sent.end());
    const auto same = place.first - expected.begin();
    QList<QTextEdit::ExtraSelection> marks;
    for (const int title : {0, 2}) {
        QTextEdit::ExtraSelection mark;
        mark.format.setForeground(tint(Tint::MutedText, palette()));
        mark.cursor = QTextCursor(m_text->document()->findBlockByNumber(title));
        mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        marks << mark;
    }
    for (const int line : {1, 3}) {
        QTextEdit::ExtraSelection mark;
        mark.format.setForeground(tint(Tint::Failed, palette()));
        mark.format.setFontUnderline(true);
        mark.cursor = QTextCursor(m_text->document()->findBlockByNumber(line));
        mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor, int(same));
        mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        marks << mark;
    }
    m_text->setExtraSelections(marks);
}

void ProofView::showLog(const QString &log)
{
    if (log.trimmed().isEmpty())
        return;
    QStringList lines = log.trimmed().split(u'\n');
    m_text->setAccessibleName(tr("What the program printed"));
    m_text->setExtraSelections({});
    m_text->setPlainText(lines.mid(qMax<qsizetype>(0, lines.size() - mostLogLines)).join(u'\n'));
    m_text->show();
    fitText();
}

void ProofView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitText();
}

void ProofView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_text->extraSelections().isEmpty())
        markDifference();
}

void ProofView::fitText()
{
    // This kind of document measures its height in lines.
    const int lines = qBound(2, int(m_text->document()->size().height()), mostLinesShown);
    const int rim = 2 * (m_text->frameWidth() + int(m_text->document()->documentMargin()) + 1);
    m_text->setMinimumHeight(m_text->fontMetrics().lineSpacing() * qMin(lines, 4) + rim);
    m_text->setMaximumHeight(m_text->fontMetrics().lineSpacing() * lines + rim);
}

} // namespace studio
