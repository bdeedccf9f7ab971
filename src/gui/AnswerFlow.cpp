#include "gui/AnswerFlow.h"

#include "gui/CodeHighlighter.h"
#include "gui/LineParts.h"
#include "gui/MarkdownReader.h"

#include <QFontMetrics>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::chrono::milliseconds mostReadingOfFonts{6}; ///< At once, but for the one that takes longer.
constexpr qsizetype mostTakenIn = 256 * 1024; ///< At once; a million short paragraphs would take too long.

} // namespace

AnswerFlow::AnswerFlow()
    : m_highlighter(std::make_unique<CodeHighlighter>())
{
}

AnswerFlow::~AnswerFlow() = default;

void AnswerFlow::setText(const QString &text)
{
    m_text = text;
    startAgain();
}

void AnswerFlow::setStyle(const AnswerStyle &style)
{
    m_style = style;
    m_fonts.forget();
    const QFontMetrics metrics(style.text);
    m_lineHeight = metrics.lineSpacing();
    m_charWidth = qMax(1, metrics.averageCharWidth());
    startAgain();
}

void AnswerFlow::setRaw(bool isRaw)
{
    m_isRaw = isRaw;
    startAgain();
}

void AnswerFlow::startAgain()
{
    m_blocks = {};
    m_records.clear();
    m_heights = {};
    m_finished = m_unmeasured = 0;
    m_takenIn = 0;
    m_laidOut.clear();
    m_change = {0, 0};
    ++m_edition;
}

/// What heights there are stay as guesses.
void AnswerFlow::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    for (Record &record : m_records) {
        record.layout.reset();
        record.older.reset();
        record.isMeasured = false;
    }
    m_laidOut.clear();
    m_unmeasured = 0;
    noteChange(0, 0);
}

void AnswerFlow::update()
{
    const QStringView coming = QStringView(m_text).sliced(m_takenIn);
    m_takenIn += m_fonts.readFor(coming.first(qMin(coming.size(), mostTakenIn)), m_style.text, mostReadingOfFonts);
    const QStringView text = QStringView(m_text).first(m_takenIn);
    QList<MarkdownBlock> blocks = m_blocks.advance(text);
    const int finished = m_finished + int(blocks.size());
    blocks += m_blocks.tail(text);
    const int count = m_finished + int(blocks.size());
    while (m_heights.count() > count) {
        noteChange(this->count() - 1, 0);
        m_laidOut.remove(this->count() - 1);
        m_heights.removeLast();
        m_records.pop_back();
    }
    for (const MarkdownBlock &block : std::as_const(blocks))
        place(m_finished++, block);
    m_finished = finished;
    m_unmeasured = qMin(m_unmeasured, this->count());
}

/// Puts a block where an earlier stage of it may stand.
void AnswerFlow::place(int block, const MarkdownBlock &source)
{
    if (block == count()) {
        m_records.emplace_back();
        m_heights.append(0);
    } else if (m_records[std::size_t(block)].source == source) {
        return;
    }
    Record &record = m_records[std::size_t(block)];
    if (record.layout) {
        record.older = record.source.start == source.start ? std::move(record.layout) : nullptr;
        record.layout.reset();
        m_laidOut.remove(block);
    }
    record.source = source;
    record.hasNotice = source.isPlain && (block == 0 || !m_records[std::size_t(block - 1)].source.isPlain);
    record.isMeasured = false;
    record.plainLength = -1;
    m_unmeasured = qMin(m_unmeasured, block);
    m_heights.set(block, guessedHeight(source));
    noteChange(block, 0);
}

void AnswerFlow::noteChange(int block, int y)
{
    if (block < m_change.block)
        m_change = {block, y};
}

AnswerFlow::Change AnswerFlow::takeChange()
{
    return std::exchange(m_change, {});
}

int AnswerFlow::guessedHeight(const MarkdownBlock &block) const
{
    const QStringView text = QStringView(m_text).sliced(block.start, block.size).trimmed();
    if (text.isEmpty())
        return 0;
    const auto lines = text.count(u'\n') + text.size() / qMax(8, m_width / m_charWidth) + 1;
    return int(lines) * m_lineHeight + 8;
}

const BlockLayout &AnswerFlow::layout(int block)
{
    Record &record = m_records[std::size_t(block)];
    if (record.layout)
        return *record.layout;
    const bool hasOlder = record.older != nullptr;
    record.layout = std::make_unique<BlockLayout>(partsOf(record, true), m_style, m_width, std::move(record.older));
    record.isMeasured = true;
    m_laidOut.insert(block);
    m_heights.set(block, record.layout->height());
    if (m_change.block == block && hasOlder)
        m_change.y = record.layout->firstDifference();
    return *record.layout;
}

const BlockLayout *AnswerFlow::existingLayout(int block) const
{
    return m_records[std::size_t(block)].layout.get();
}

void AnswerFlow::keepOnly(int first, int last)
{
    for (auto it = m_laidOut.begin(); it != m_laidOut.end();) {
        if (*it >= first && *it <= last) {
            ++it;
            continue;
        }
        m_records[std::size_t(*it)].layout.reset();
        m_records[std::size_t(*it)].older.reset();
        it = m_laidOut.erase(it);
    }
}

bool AnswerFlow::hasGuesses() const
{
    while (m_unmeasured < count() && m_records[std::size_t(m_unmeasured)].isMeasured)
        ++m_unmeasured;
    return m_unmeasured < count();
}

bool AnswerFlow::measure(std::chrono::milliseconds budget)
{
    QElapsedTimer timer;
    timer.start();
    for (; m_unmeasured < count(); ++m_unmeasured) {
        Record &record = m_records[std::size_t(m_unmeasured)];
        if (record.isMeasured)
            continue;
        if (timer.elapsed() >= budget.count())
            return true;
        m_heights.set(m_unmeasured, BlockLayout(partsOf(record, false), m_style, m_width).height());
        record.isMeasured = true;
    }
    return false;
}

QList<AnswerPart> AnswerFlow::partsOf(const Record &record, bool isColoured) const
{
    const QStringView text = QStringView(m_text).sliced(record.source.start, record.source.size);
    if (m_isRaw)
        return rawParts(text);
    if (!record.source.isPlain) {
        CodeColours colours;
        if (isColoured)
            colours = [this](const QString &code, const QString &language) { return m_highlighter->spans(code, language); };
        if (const auto parts = readMarkdown(text, colours))
            return *parts;
    }
    QList<AnswerPart> parts = rawParts(text);
    if (record.hasNotice || !record.source.isPlain)
        parts.prepend(noticePart(m_notice));
    return parts;
}

QList<AnswerPart> AnswerFlow::parts(int block) const
{
    return partsOf(m_records[std::size_t(block)], false);
}

int AnswerFlow::plainLength(int block) const
{
    const Record &record = m_records[std::size_t(block)];
    if (record.plainLength < 0)
        record.plainLength = int(plainText(block).size());
    return record.plainLength;
}

QString AnswerFlow::plainText(int block) const
{
    return studio::plainText(parts(block));
}

QString AnswerFlow::separator(int block) const
{
    if (block + 1 >= count())
        return {};
    const MarkdownBlock &source = m_records[std::size_t(block)].source;
    const bool isRaw = m_isRaw || (source.isPlain && m_records[std::size_t(block + 1)].source.isPlain);
    if (!isRaw)
        return u"\n\n"_s;
    return source.size > 0 && m_text[source.start + source.size - 1] == u'\n' ? u"\n"_s : QString();
}

QString AnswerFlow::copyText(int block, int from, int to) const
{
    QString copied;
    int start = 0;
    const QList<AnswerPart> all = parts(block);
    for (const AnswerPart &part : all) {
        const int length = int(studio::plainText(part).size());
        if (from <= start + length && to > start)
            copied += studio::copyText(part, qMax(0, from - start), qMin(length, to - start));
        start += length;
        if (!part.goesOn) {
            if (from <= start && to > start)
                copied += u'\n';
            ++start;
        }
    }
    return copied;
}

QString AnswerFlow::code(int block, int part) const
{
    const QList<AnswerPart> all = parts(block);
    if (part < 0 || part >= all.size() || all[part].kind != AnswerPart::Kind::Code)
        return {};
    while (!all[part].isFirst)
        --part;
    QString code;
    for (;; ++part) {
        code += studio::copyText(all[part], 0, int(studio::plainText(all[part]).size()));
        if (all[part].isLast)
            return code;
        if (!all[part].goesOn)
            code += u'\n';
    }
}

QString AnswerFlow::source(int first, int last) const
{
    const MarkdownBlock &begin = m_records[std::size_t(first)].source;
    const MarkdownBlock &end = m_records[std::size_t(last)].source;
    return m_text.sliced(begin.start, end.start + end.size - begin.start).trimmed();
}

bool AnswerFlow::isHeading(int block) const
{
    const MarkdownBlock &source = m_records[std::size_t(block)].source;
    const QStringView text = QStringView(m_text).sliced(source.start, qMin<qsizetype>(source.size, 8)).trimmed();
    return !m_isRaw && !source.isPlain && text.startsWith(u'#');
}

} // namespace studio
