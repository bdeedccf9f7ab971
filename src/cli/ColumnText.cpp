#include "cli/ColumnText.h"

#include "cli/Output.h"

using namespace Qt::StringLiterals;

namespace studio
{

ColumnText::ColumnText(Output &output, const QList<Target> &targets) : m_output(output), m_targets(targets) {}

void ColumnText::append(int column, const QString &delta)
{
    if (column == m_column)
        tell(delta);
    else
        m_waiting[column] += delta;
}

void ColumnText::finish(const RunRecord &record)
{
    m_over[record.column] = record;
    while (m_over.contains(m_column)) {
        end(m_over.take(m_column));
        ++m_column;
        m_hasBegun = false;
        tell(m_waiting.take(m_column));
    }
}

void ColumnText::begin()
{
    if (m_hasBegun)
        return;
    m_hasBegun = true;
    if (m_targets.size() == 1)
        return;
    if (m_column > 1)
        m_output.line({});
    m_output.line(u"== %1 =="_s.arg(m_targets.value(m_column - 1).toString()));
}

void ColumnText::tell(const QString &text)
{
    if (text.isEmpty())
        return;
    begin();
    m_output.text(text);
    m_isAtLineStart = text.endsWith(u'\n');
}

void ColumnText::end(const RunRecord &record)
{
    begin();
    if (!m_isAtLineStart)
        m_output.line({});
    m_isAtLineStart = true;
    if (record.isPractice)
        m_output.note(u"practice output, not an AI model"_s);
    if (record.error && !m_output.isBroken()) // who has gone is told nothing
        m_output.error(*record.error, record.target.toString());
}

} // namespace studio
