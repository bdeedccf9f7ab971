#pragma once

#include "gui/CodeInk.h"

#include <QList>
#include <QObject>
#include <QString>

#include <map>
#include <memory>

namespace studio
{

struct FenceLanguage;

/// Colours the code in an answer, in the languages Scintilla has lexers for.
///
/// Made for code that grows at its end while it is shown: code that goes on where the last in its language
/// ended costs only what is new. So give each view a highlighter of its own. A line is judged by what stands
/// above it and at most 2 KiB below, and a code has the same spans however it grew.
class CodeHighlighter : public QObject
{
    Q_OBJECT

public:
    explicit CodeHighlighter(QObject *parent = nullptr);
    ~CodeHighlighter() override;

    /// In order, apart from each other, without Ink::Plain. The language is a fence's word, in any case:
    /// "py", "C++". None for an unknown language and for code over 256 KiB; none from 16 KiB into a line on.
    QList<InkSpan> spans(const QString &code, const QString &language);

    /// How to call the language to readers: "py" is "Python", an unknown word stays, cut to 20 characters.
    static QString languageName(const QString &infoWord);

private:
    class Sheet;

    std::map<const FenceLanguage *, std::unique_ptr<Sheet>> m_sheets;
};

} // namespace studio
