#include "gui/MarkdownText.h"

#include <QHash>
#include <QTextDocumentFragment>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostNesting = 40;

/// How many quotes and list items begin on one line.
qsizetype nestingOf(QStringView line)
{
    qsizetype depth = 0;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const QChar c = line[at];
        const bool isBeforeSpace = at + 1 < line.size() && line[at + 1].isSpace();
        if (c == u'>' || (isBeforeSpace && (c == u'-' || c == u'+' || c == u'*' || c == u'.' || c == u')')))
            ++depth;
        else if (!c.isSpace() && !c.isDigit())
            break;
    }
    return depth;
}

} // namespace

QString entityText(const QString &entity)
{
    if (entity.startsWith("&#"_L1)) {
        const bool isHex = entity[2] == u'x' || entity[2] == u'X';
        const uint code = QStringView(entity).sliced(isHex ? 3 : 2).chopped(1).toUInt(nullptr, isHex ? 16 : 10);
        const bool isCharacter = code > 0 && code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code);
        return isCharacter ? QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1)
                           : QString(QChar::ReplacementCharacter);
    }
    static QHash<QString, QString> known; // an answer may have thousands of the same
    const auto found = known.constFind(entity);
    if (found != known.constEnd())
        return *found;
    const QString text = QTextDocumentFragment::fromHtml(entity).toPlainText();
    if (text.isEmpty() || text == entity)
        return entity;
    return *known.insert(entity, text);
}

QString attributeText(const MD_ATTRIBUTE &attribute)
{
    QString text;
    for (int i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET from = attribute.substr_offsets[i];
        const MD_OFFSET to = attribute.substr_offsets[i + 1];
        const QString piece = QString::fromUtf8(attribute.text + from, qsizetype(to - from));
        text += attribute.substr_types[i] == MD_TEXT_ENTITY ? entityText(piece) : piece;
    }
    return text;
}

bool isTooDeep(QStringView text)
{
    for (const QStringView line : text.split(u'\n')) {
        if (nestingOf(line) > mostNesting)
            return true;
    }
    return false;
}

} // namespace studio
