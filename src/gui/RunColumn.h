#pragma once

#include "core/RunRecord.h"
#include "gui/ErrorText.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>

class QUrl;

namespace studio
{

class Announcer;
class AnswerView;
struct Fact;
struct MediaTools;
class RunMedia;

namespace Ui
{
class RunColumn;
}

/// Shows one run as it streams. Keeps no run state: it shows what the run last said.
class RunColumn : public QWidget
{
    Q_OBJECT

public:
    /// What its tool tip tells; the keys themselves belong to whoever shows several columns.
    static constexpr QKeyCombination maximiseKeys{Qt::CTRL, Qt::Key_M};

    explicit RunColumn(QWidget *parent = nullptr);
    ~RunColumn() override;

    void setLetter(QChar letter);
    void setTitle(const QString &model, const QString &provider);

    /// State, numbers and text as the record has them; deltas may come in between.
    void showRecord(const RunRecord &record);
    void appendText(const QString &delta);
    void appendReasoning(const QString &delta);
    void clear(); ///< As before the first run.

    /// Without them no picture is shown. They outlive the column.
    void setMediaTools(const MediaTools &tools);
    void setAwaited(std::optional<MediaKind> kind); ///< What its model makes; nothing for text.
    void setUsualTime(std::optional<std::chrono::milliseconds> usual); ///< Of this model's runs, as far as there were any.
    void showDraft(const Media &draft);
    void setReceived(qint64 received, qint64 all); ///< Of the file that is being downloaded.
    void setDelay(const QString &text);            ///< Why the next look at a job or file waits.

    /// How the settings reach this model, where they are not sent as they are; an empty line takes it away.
    void setFilling(const QString &line, const QList<Fact> &facts);

    /// What runText() says about the record; empty takes it away.
    void setProblem(const Message &message);
    /// "Asked X, answered Y"; empty takes it away.
    void setAnswered(const QString &text);
    /// A second try is coming: counts down to it. Ends with the next showRecord() of another state.
    void showPause(const Error &error, std::chrono::milliseconds wait, int next, int most);

    void setMaximised(bool isMaximised);
    void setAlone(bool isAlone); ///< There is nothing to maximise it over.
    void setPlain(bool isPlain);
    void setQuietAfter(std::chrono::milliseconds silence);

    /// Asks where to, and prints the answer; nothing happens while there is none.
    void print();

    AnswerView &answer() const;
    RunMedia &media() const;
    const RunRecord &record() const { return m_record; } ///< As last shown.
    bool isEmpty() const { return !m_hasRun; }
    void focusContent(Qt::FocusReason reason); ///< What there is to read or to look at.
    bool isRunning() const;
    QString stateWord() const; ///< "writing"; empty while nothing is shown.

    /// However many lines a problem takes: the answer gives way, and columns below each other stay equal.
    bool hasHeightForWidth() const override { return false; }

signals:
    void stopRequested();
    void retryRequested();
    void sentRequested();
    void removeRequested();
    void maximiseRequested(bool isMaximised);
    void actionRequested(studio::Action action); ///< Those of a message that the column cannot do itself.
    void stateChanged();
    void mediaChanged(); ///< Other files are there, or another one is looked at.
    void referenceRequested(const studio::KeptMedia &file);
    void frameWanted(const QImage &frame);   ///< Of a clip, as a reference.
    void openRequested(const QString &path); ///< In the user's own player.
    void linkActivated(const QUrl &url);

protected:
    void changeEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void connectButtons();
    void takeState(RunState state);
    void chooseAction(Action action);
    void updateStatus();
    void updateButtons();
    void updateContent();
    void copy();
    std::chrono::milliseconds elapsed() const;
    void updateNames();
    void updateColours();

    std::unique_ptr<Ui::RunColumn> m_ui;
    Announcer *m_announcer;
    RunRecord m_record; ///< As last shown.
    QString m_title;
    QChar m_letter = u'A';
    bool m_hasRun = false; ///< Whether a record is shown at all.
    bool m_hasText = false; ///< As the buttons have it.
    bool m_hasReasoning = false;
    std::optional<MediaKind> m_awaited = {};

    QTimer m_tick;
    QElapsedTimer m_sinceSent;
    std::chrono::milliseconds m_sentBefore{}; ///< How long ago it was sent when that timer began.
};

} // namespace studio
