#include "gui/CodeView.h"

#include "gui/LexerInks.h"
#include "gui/TextFold.h"
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

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

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

/// The code as far as an editor can show it without a wait.
QString excerpt(const QString &code)
{
    QString shown;
    for (const TextPiece &piece : foldedPieces(code)) {
        shown += piece.isFolded ? CodeView::tr("[… %Ln character(s) not shown, Copy takes them along …]", nullptr,
                                               int(piece.text.size()))
                                : piece.text;
    }
    return shown;
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
    m_code = code;
    const QString shown = excerpt(code);
    const QByteArray before = m_shown.toUtf8();
    const QByteArray after = shown.toUtf8();
    m_shown = shown;

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
    const QColor ink = inkColour(Ink::Plain, colours);
    const QColor paper = colours.color(QPalette::Base);
    const QFont font = codeFont(this->font());

    if (QsciLexer *colourer = lexer()) {
        colourer->setDefaultColor(ink);
        colourer->setDefaultPaper(paper);
        colourer->setDefaultFont(font);
        colourer->setColor(ink);
        colourer->setPaper(paper);
        colourer->setFont(font);
        const InkTable &inks = inksOf(colourer->lexer());
        for (std::size_t style = 0; style < inks.size(); ++style) {
            if (inks[style] != Ink::Plain)
                colourer->setColor(inkColour(inks[style], colours), static_cast<int>(style));
        }
    } else {
        setFont(font);
    }
    setColor(ink);
    setPaper(paper);
    setCaretForegroundColor(ink);
    setSelectionBackgroundColor(colours.color(QPalette::Highlight));
    setSelectionForegroundColor(colours.color(QPalette::HighlightedText));
    setMarginsFont(font);
    setMarginsForegroundColor(inkColour(Ink::Comment, colours));
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
