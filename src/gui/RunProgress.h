#pragma once

#include "core/RunRecord.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace studio
{

/// How far a picture or video is that is being made: the state, for how long, and how long it usually takes. Figures
/// only where somebody gave them: a share that the server told, bytes that came, times of earlier runs.
class RunProgress : public QWidget
{
    Q_OBJECT

public:
    explicit RunProgress(QWidget *parent = nullptr);

    void showRecord(const RunRecord &record);
    void setElapsed(std::chrono::milliseconds elapsed);
    void setUsualTime(std::optional<std::chrono::milliseconds> usual);
    void setReceived(qint64 received, qint64 all); ///< Bytes; all: -1 when it is not known.
    void setNote(const QString &note);             ///< Why it waits; empty takes it away. So does another state.

private:
    void speak();

    RunState m_state = RunState::Queued;
    std::optional<int> m_percent = {};
    std::chrono::milliseconds m_elapsed{0};
    std::optional<std::chrono::milliseconds> m_usual = {};
    qint64 m_received = 0;
    qint64 m_all = -1;
    QLabel *m_word;
    QProgressBar *m_bar;
    QLabel *m_time;
    QLabel *m_note;
};

} // namespace studio
