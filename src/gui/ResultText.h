#pragma once

#include "store/ResultShelf.h"

#include <QString>

namespace studio
{

/// "Picture", "Video", "Sound", "File".
QString kindText(MediaKind kind);

/// "Picture by picture-a, practice output, 3 May 2026 14:05, rated 3 of 5, A blue mug": for those who cannot see it.
QString resultName(const MadeFile &file);

/// "Today 14:05", "Yesterday 09:00", "3 May 2026".
QString dayText(const QDateTime &when);

/// The same for a narrow place: "14:05", "Yesterday", "3 May 2026".
QString shortDayText(const QDateTime &when);

/// "★★★", empty for none.
QString starsText(int rating);

/// "WebP · 1.4 MB".
QString formatText(const KeptMedia &media);

/// "12 of 10,000 results: pictures, by picture-a, rated 3 or more, with “mug”."
/// trial: the title of the filter's trial.
QString filterText(const ResultFilter &filter, int found, int total, const QString &trial);

/// Whether it asks for anything.
bool hasConditions(const ResultFilter &filter);

} // namespace studio
