#include "gui/RunProgress.h"

#include "gui/Figures.h"
#include "gui/RunText.h"
#include "gui/Theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int barWidth = 220;
constexpr int barHeight = 6;

} // namespace

RunProgress::RunProgress(QWidget *parent)
    : QWidget(parent)
    , m_word(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_time(new QLabel(this))
    , m_note(new QLabel(this))
{
    m_word->setObjectName(u"progressWord"_s);
    m_time->setObjectName(u"progressTime"_s);
    m_note->setObjectName(u"progressNote"_s);
    m_bar->setObjectName(u"progressBar"_s);
    setTextSize(*m_word, TextSize::Large);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(barWidth, barHeight);
    m_bar->setAccessibleName(tr("Progress"));
    m_time->setFont(withTabularFigures(m_time->font()));
    for (QLabel *label : {m_time, m_note})
        label->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_word, m_time, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
    }
    m_note->setWordWrap(true);
    m_note->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(8);
    layout->addStretch();
    layout->addWidget(m_word);
    layout->addWidget(m_bar, 0, Qt::AlignHCenter);
    layout->addWidget(m_time);
    layout->addWidget(m_note);
    layout->addStretch();
}

void RunProgress::showRecord(const RunRecord &record)
{
    if (record.state != m_state) {
        m_received = 0;
        m_all = -1;
        setNote({});
    }
    m_state = record.state;
    m_percent = record.job && record.state == RunState::Working ? record.job->percent : std::nullopt;
    speak();
}

void RunProgress::setElapsed(std::chrono::milliseconds elapsed)
{
    m_elapsed = elapsed;
    speak();
}

void RunProgress::setUsualTime(std::optional<std::chrono::milliseconds> usual)
{
    m_usual = usual;
    speak();
}

void RunProgress::setReceived(qint64 received, qint64 all)
{
    m_received = received;
    m_all = all;
    speak();
}

void RunProgress::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void RunProgress::speak()
{
    const QLocale locale;
    const bool isDownloading = m_state == RunState::Downloading;
    std::optional<int> share = m_percent;
    if (isDownloading && m_all > 0)
        share = int(std::clamp<qint64>(m_received * 100 / m_all, 0, 100));
    m_word->setText(progressWord(m_state));
    m_bar->setRange(0, share ? 100 : 0);
    m_bar->setValue(share.value_or(-1));
    QStringList parts{clockText(std::chrono::floor<std::chrono::seconds>(m_elapsed))};
    if (share && !isDownloading)
        parts << tr("%1 % by the server's word").arg(locale.toString(*share));
    if (isDownloading && m_received > 0)
        parts << (m_all > 0 ? tr("%1 of %2").arg(locale.formattedDataSize(m_received, 1, QLocale::DataSizeSIFormat), locale.formattedDataSize(m_all, 1, QLocale::DataSizeSIFormat))
                            : locale.formattedDataSize(m_received, 1, QLocale::DataSizeSIFormat));
    if (m_usual && !isDownloading)
        parts << usualText(*m_usual);
    m_time->setText(parts.join(tr(" · ", "between the parts of a status line")));
}

} // namespace studio
