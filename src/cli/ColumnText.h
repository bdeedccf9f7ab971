#pragma once

#include "core/RunRecord.h"

#include <QMap>

namespace studio
{

class Output;

/// The answers of several columns as one text that can be read: in the order of the columns, each under its
/// heading. The first column that is not over is told as it comes, those behind it wait for their turn.
class ColumnText
{
public:
    ColumnText(Output &output, const QList<Target> &targets);

    void append(int column, const QString &delta);
    void finish(const RunRecord &record);

private:
    void begin();
    void tell(const QString &text);
    void end(const RunRecord &record);

    Output &m_output;
    QList<Target> m_targets;
    QMap<int, QString> m_waiting;
    QMap<int, RunRecord> m_over;
    int m_column = 1;         ///< The one being told, from 1.
    bool m_hasBegun = false;
    bool m_isAtLineStart = true;
};

} // namespace studio
