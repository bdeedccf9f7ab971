#pragma once

#include "core/RunRecord.h"

#include <QString>

namespace studio
{

/// "$4.20": the amount with the language's decimal mark, and never through a double.
QString dollarsText(Money amount);

/// "$0.0041 reported", "about $0.0041", "price not published". Dollars in every language.
QString costText(const Cost &cost);

/// The same for a run. What the practice gateway answered is "not charged".
QString costText(const RunRecord &record);

/// "$0.0041 confirmed": what the provider's own record says; empty when nothing is confirmed.
QString confirmedText(const RunRecord &record);

/// "0.4 s", "3.2 s", "2 min 5 s".
QString durationText(std::chrono::milliseconds duration);

/// "20 s", "2 min 5 s": for waits and timers.
QString wholeSecondsText(std::chrono::seconds seconds);

/// "0:48", "12:05", "1:02:03": a clock that runs.
QString clockText(std::chrono::seconds seconds);

/// "usually 40 s": what earlier runs took.
QString usualText(std::chrono::milliseconds usual);

/// "1.2 MB", "3 files, 4.1 MB": what models made.
QString filesText(const QList<KeptMedia> &files);

/// "318 words".
QString wordsText(qint64 count);

/// How many words a text has, as people count: runs of anything but white space.
qint64 wordCount(QStringView text);

} // namespace studio
