#include "gui/CodeView.h"

#include "gui/Theme.h"
#include "gui/VisibleText.h"

#include <Qsci/qscilexerbash.h>
#include <Qsci/qscilexercmake.h>
#include <Qsci/qscilexercpp.h>
#include <Qsci/qscilexerjson.h>

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// What a stretch of code is, whatever the language.
enum class Ink { Comment, Keyword, String, Number, Directive, Name, Wrong };

struct Style
{
    int number;
    Ink ink;
};

constexpr Style bashStyles[] = {
    {QsciLexerBash::Error, Ink::Wrong},
    {QsciLexerBash::Comment, Ink::Comment},
    {QsciLexerBash::Number, Ink::Number},
    {QsciLexerBash::Keyword, Ink::Keyword},
    {QsciLexerBash::DoubleQuotedString, Ink::String},
    {QsciLexerBash::SingleQuotedString, Ink::String},
    {QsciLexerBash::Scalar, Ink::Name},
    {QsciLexerBash::ParameterExpansion, Ink::Name},
    {QsciLexerBash::HereDocumentDelimiter, Ink::Directive},
    {QsciLexerBash::SingleQuotedHereDocument, Ink::String},
};

constexpr Style cppStyles[] = {
    {QsciLexerCPP::Comment, Ink::Comment},
    {QsciLexerCPP::CommentLine, Ink::Comment},
    {QsciLexerCPP::CommentDoc, Ink::Comment},
    {QsciLexerCPP::CommentLineDoc, Ink::Comment},
    {QsciLexerCPP::PreProcessorComment, Ink::Comment},
    {QsciLexerCPP::Number, Ink::Number},
    {QsciLexerCPP::Keyword, Ink::Keyword},
    {QsciLexerCPP::DoubleQuotedString, Ink::String},
    {QsciLexerCPP::SingleQuotedString, Ink::String},
    {QsciLexerCPP::RawString, Ink::String},
    {QsciLexerCPP::UserLiteral, Ink::String},
    {QsciLexerCPP::EscapeSequence, Ink::Name},
    {QsciLexerCPP::PreProcessor, Ink::Directive},
    {QsciLexerCPP::UnclosedString, Ink::Wrong},
};

constexpr Style cmakeStyles[] = {
    {QsciLexerCMake::Comment, Ink::Comment},
    {QsciLexerCMake::String, Ink::String},
    {QsciLexerCMake::StringLeftQuote, Ink::String},
    {QsciLexerCMake::StringRightQuote, Ink::String},
    {QsciLexerCMake::Function, Ink::Keyword},
    {QsciLexerCMake::BlockWhile, Ink::Keyword},
    {QsciLexerCMake::BlockForeach, Ink::Keyword},
    {QsciLexerCMake::BlockIf, Ink::Keyword},
    {QsciLexerCMake::BlockMacro, Ink::Keyword},
    {QsciLexerCMake::Variable, Ink::Name},
    {QsciLexerCMake::StringVariable, Ink::Name},
    {QsciLexerCMake::Number, Ink::Number},
};

constexpr Style jsonStyles[] = {
    {QsciLexerJSON::Number, Ink::Number},
    {QsciLexerJSON::String, Ink::String},
    {QsciLexerJSON::UnclosedString, Ink::Wrong},
    {QsciLexerJSON::Property, Ink::Keyword},
    {QsciLexerJSON::EscapeSequence, Ink::Name},
    {QsciLexerJSON::IRI, Ink::String},
    {QsciLexerJSON::IRICompact, Ink::String},
    {QsciLexerJSON::Keyword, Ink::Directive},
    {QsciLexerJSON::Error, Ink::Wrong},
};

std::span<const Style> stylesOf(CodeLanguage language)
{
    switch (language) {
    case CodeLanguage::Plain:
        return {};
    case CodeLanguage::Bash:
        return bashStyles;
    case CodeLanguage::Cpp:
        return cppStyles;
    case CodeLanguage::CMake:
        return cmakeStyles;
    case CodeLanguage::Json:
        return jsonStyles;
    }
    return {};
}

QsciLexer *makeLexer(CodeLanguage language, QObject *parent)
{
    switch (language) {
    case CodeLanguage::Plain:
        return nullptr;
    case CodeLanguage::Bash:
        return new QsciLexerBash(parent);
    case CodeLanguage::Cpp:
        return new QsciLexerCPP(parent);
    case CodeLanguage::CMake:
        return new QsciLexerCMake(parent);
    case CodeLanguage::Json:
        return new QsciLexerJSON(parent);
    }
    return nullptr;
}

/// Each keeps a contrast of at least 4.5:1 against the paper of its theme.
QColor colourOf(Ink ink, bool onDark)
{
    switch (ink) {
    case Ink::Comment:
        return onDark ? QColor(0x9d, 0xa7, 0xb3) : QColor(0x57, 0x60, 0x6a);
    case Ink::Keyword:
        return onDark ? QColor(0xd2, 0xa8, 0xff) : QColor(0x82, 0x2a, 0x9e);
    case Ink::String:
        return onDark ? QColor(0x8e, 0xd6, 0xa2) : QColor(0x0b, 0x66, 0x38);
    case Ink::Number:
        return onDark ? QColor(0xf0, 0xb3, 0x7e) : QColor(0x8a, 0x4b, 0x00);
    case Ink::Directive:
        return onDark ? QColor(0x7f, 0xd3, 0xe6) : QColor(0x00, 0x5f, 0x78);
    case Ink::Name:
        return onDark ? QColor(0x8f, 0xc1, 0xff) : QColor(0x00, 0x4f, 0xb0);
    case Ink::Wrong:
        return onDark ? QColor(0xff, 0x9a, 0x93) : QColor(0xb0, 0x24, 0x1c);
    }
    return {};
}

} // namespace

CodeLanguage languageOf(QStringView fileName)
{
    if (fileName.endsWith(".txt"_L1) || fileName.endsWith(".cmake"_L1))
        return fileName.startsWith("CMakeLists"_L1) || fileName.endsWith(".cmake"_L1) ? CodeLanguage::CMake : CodeLanguage::Plain;
    if (fileName.endsWith(".cpp"_L1) || fileName.endsWith(".h"_L1))
        return CodeLanguage::Cpp;
    if (fileName.endsWith(".sh"_L1))
        return CodeLanguage::Bash;
    if (fileName.endsWith(".json"_L1))
        return CodeLanguage::Json;
    return CodeLanguage::Plain;
}

CodeView::CodeView(QWidget *parent) : QsciScintilla(parent)
{
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setReadOnly(true);
    setWrapMode(WrapCharacter);
    setWrapVisualFlags(WrapFlagNone, WrapFlagInMargin, 2);
    setTabWidth(4);
    setMarginType(0, NumberMargin);
    setMarginWidth(1, 0);
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 8L);
    SendScintilla(SCI_SETEXTRAASCENT, 1L);
    SendScintilla(SCI_SETEXTRADESCENT, 1L);
    SendScintilla(SCI_SETLAYOUTCACHE, SC_CACHE_PAGE);
    setAccessibleName(tr("Code"));
    markHiddenCharacters();
    applyPalette();
    fitMargin();
}

void CodeView::setCode(const QString &code, CodeLanguage language)
{
    setLanguage(language);
    if (code == m_code)
        return;
    const QByteArray before = m_code.toUtf8();
    const QByteArray after = code.toUtf8();
    m_code = code;

    const auto oldEnd = std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first;
    const qsizetype front = oldEnd - before.begin();
    qsizetype back = 0;
    while (back < before.size() - front && back < after.size() - front
           && before[before.size() - 1 - back] == after[after.size() - 1 - back])
        ++back;

    setReadOnly(false);
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(front), static_cast<long>(before.size() - back));
    const QByteArray middle = after.sliced(front, after.size() - back - front);
    SendScintilla(SCI_REPLACETARGET, static_cast<uintptr_t>(middle.size()), middle.constData());
    setReadOnly(true);
    fitMargin();
}

void CodeView::copyAll() const
{
    QGuiApplication::clipboard()->setText(m_code);
}

void CodeView::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyPalette();
}

void CodeView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy"), this, &CodeView::copy)->setEnabled(hasSelectedText());
    menu->addAction(tr("Copy &all"), this, &CodeView::copyAll);
    menu->addAction(tr("&Select all"), this, [this] { selectAll(); });
    menu->popup(event->globalPos());
}

void CodeView::setLanguage(CodeLanguage language)
{
    if (m_language == language)
        return;
    m_language = language;
    QsciLexer *former = lexer();
    setLexer(makeLexer(language, this));
    delete former;
    applyPalette();
}

void CodeView::applyPalette()
{
    const QPalette colours = palette();
    const QColor ink = colours.color(QPalette::Text);
    const QColor paper = colours.color(QPalette::Base);
    const bool onDark = isDark(colours);
    const QFont font = codeFont(this->font());

    if (QsciLexer *colourer = lexer()) {
        colourer->setDefaultColor(ink);
        colourer->setDefaultPaper(paper);
        colourer->setDefaultFont(font);
        colourer->setColor(ink);
        colourer->setPaper(paper);
        colourer->setFont(font);
        for (const Style &style : stylesOf(m_language))
            colourer->setColor(colourOf(style.ink, onDark), style.number);
    } else {
        setFont(font);
    }
    setColor(ink);
    setPaper(paper);
    setCaretForegroundColor(ink);
    setSelectionBackgroundColor(colours.color(QPalette::Highlight));
    setSelectionForegroundColor(colours.color(QPalette::HighlightedText));
    setMarginsFont(font);
    setMarginsForegroundColor(colourOf(Ink::Comment, onDark));
    setMarginsBackgroundColor(paper);
}

void CodeView::markHiddenCharacters()
{
    for (const char32_t character : hiddenCharacters()) {
        const QByteArray encoded = QString::fromUcs4(&character, 1).toUtf8();
        const QByteArray mark = markFor(character).toLatin1();
        SendScintilla(SCI_SETREPRESENTATION, reinterpret_cast<uintptr_t>(encoded.constData()), mark.constData());
    }
}

void CodeView::fitMargin()
{
    const qsizetype digits = qMax<qsizetype>(2, QString::number(lines()).size());
    setMarginWidth(0, QString(digits + 1, u'9'));
}

} // namespace studio
