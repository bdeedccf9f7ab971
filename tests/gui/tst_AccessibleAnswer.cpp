#include "gui/AccessibleAnswer.h"
#include "gui/AnswerView.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QString sample = uR"(# Mugs & more

A **bold** start, *soft* and ~~old~~, with `code` and a [shop](https://example.org/a?b=1).

- first
- second

```cpp
int main()
{
    return 0;
}
```

| Name | Price |
|:-----|------:|
| mug  |  4.50 |

مرحبا بالعالم

A 👍🏽 and a 👩‍👩‍👧 here.

The end.
)"_s;

/// What assistive technology hears, a line each.
QStringList heard;

QString nameOf(QAccessibleInterface *face)
{
    return face ? face->text(QAccessible::Name) : u"nobody"_s;
}

void hear(QAccessibleEvent *event)
{
    switch (event->type()) {
    case QAccessible::TextInserted: {
        auto *insert = static_cast<QAccessibleTextInsertEvent *>(event);
        heard << u"inserted at %1: %2 | caret %3"_s.arg(insert->changePosition()).arg(insert->textInserted()).arg(insert->cursorPosition());
        break;
    }
    case QAccessible::TextRemoved: {
        auto *removal = static_cast<QAccessibleTextRemoveEvent *>(event);
        heard << u"removed at %1: %2"_s.arg(removal->changePosition()).arg(removal->textRemoved());
        break;
    }
    case QAccessible::TextUpdated: {
        auto *update = static_cast<QAccessibleTextUpdateEvent *>(event);
        heard << u"at %1: %2 became %3"_s.arg(update->changePosition()).arg(update->textRemoved(), update->textInserted());
        break;
    }
    case QAccessible::TextCaretMoved:
        heard << u"caret %1"_s.arg(static_cast<QAccessibleTextCursorEvent *>(event)->cursorPosition());
        break;
    case QAccessible::TextSelectionChanged: {
        auto *selection = static_cast<QAccessibleTextSelectionEvent *>(event);
        heard << u"selected %1 to %2"_s.arg(selection->selectionStart()).arg(selection->selectionEnd());
        break;
    }
    case QAccessible::Focus:
        heard << u"focus "_s + nameOf(event->accessibleInterface());
        break;
    default:
        break;
    }
}

/// Without a desktop nobody listens; here somebody does.
class HeardAnswer : public AccessibleAnswer
{
public:
    using AccessibleAnswer::AccessibleAnswer;

    static QAccessibleInterface *make(const QString &className, QObject *object)
    {
        auto *surface = className == u"studio::AnswerSurface"_s ? qobject_cast<AnswerSurface *>(object) : nullptr;
        return surface == nullptr ? nullptr : new HeardAnswer(*surface);
    }

    static inline bool somebodyListens = true;

protected:
    bool isHeard() const override { return somebodyListens; }
    void tell(QAccessibleEvent &event) const override { hear(&event); }
};

QAccessibleInterface *faceOf(const AnswerView &view)
{
    return QAccessible::queryAccessibleInterface(&view.surface());
}

QAccessibleTextInterface *wordsOf(const AnswerView &view)
{
    return faceOf(view)->textInterface();
}

int placeOf(const AnswerView &view, const QString &words)
{
    return int(view.surface().wholeText().indexOf(words));
}

/// The text at an offset, and that its place is what is said.
QString at(const AnswerView &view, int offset, QAccessible::TextBoundaryType kind)
{
    int from = 0;
    int to = 0;
    const QString text = wordsOf(view)->textAtOffset(offset, kind, &from, &to);
    return view.surface().wholeText().sliced(from, to - from) == text && from <= offset ? text : u"elsewhere"_s;
}

/// All stretches of a kind, in order, from one to the next.
QStringList walk(const AnswerView &view, QAccessible::TextBoundaryType kind)
{
    int from = 0;
    int to = 0;
    QStringList all{wordsOf(view)->textAtOffset(0, kind, &from, &to)};
    while (from >= 0 && all.size() < 100000) {
        const QString next = wordsOf(view)->textAfterOffset(from, kind, &from, &to);
        if (from >= 0)
            all << next;
    }
    return all;
}

QStringList walkBack(const AnswerView &view, QAccessible::TextBoundaryType kind)
{
    int from = 0;
    int to = 0;
    QStringList all{wordsOf(view)->textAtOffset(wordsOf(view)->characterCount() - 1, kind, &from, &to)};
    while (from >= 0 && all.size() < 100000) {
        const QString before = wordsOf(view)->textBeforeOffset(from, kind, &from, &to);
        if (from >= 0)
            all.prepend(before);
    }
    return all;
}

/// "font-weight:bold;..." of the words, and that they are all it covers.
QString looksOf(const AnswerView &view, const QString &words)
{
    int from = 0;
    int to = 0;
    const QString looks = wordsOf(view)->attributes(placeOf(view, words), &from, &to);
    return u"%1 [%2]"_s.arg(looks, wordsOf(view)->text(from, to));
}

void present(AnswerView &view, const QString &text)
{
    view.setText(text);
    view.resize(400, 500);
    view.show();
}

QString longAnswer(int chars)
{
    QString text;
    for (int i = 0; text.size() < chars; ++i)
        text += u"Paragraph %1 says **something** of some length about mugs and their prices.\n\n"_s.arg(i);
    return text;
}

} // namespace

class tst_AccessibleAnswer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        AnswerSurface first; // brings the program's own way to speak; what is installed later goes first
        QVERIFY(dynamic_cast<AccessibleAnswer *>(QAccessible::queryAccessibleInterface(&first)));
        QAccessible::installFactory(HeardAnswer::make);
    }

    void init()
    {
        HeardAnswer::somebodyListens = true;
        heard.clear();
    }

    void isATextToReadWithTheNameOfTheAnswer()
    {
        AnswerView view;
        view.setAnswerName(u"Answer A, practice output, not an AI model"_s);
        present(view, sample);

        QAccessibleInterface *face = faceOf(view);
        QCOMPARE(face->role(), QAccessible::EditableText);
        QVERIFY(face->state().readOnly);
        QVERIFY(face->state().multiLine);
        QVERIFY(face->state().selectableText);
        QVERIFY(face->state().focusable);
        QVERIFY(!face->state().editable);
        QVERIFY(face->textInterface());
        QVERIFY(!face->editableTextInterface());
        QVERIFY(face->isValid());
        QCOMPARE(face->text(QAccessible::Name), u"Answer A, practice output, not an AI model"_s);
        QCOMPARE(face->text(QAccessible::Value), view.surface().wholeText());
    }

    void saysWhatStandsInAnEmptyPane()
    {
        AnswerView view;
        view.setPlaceholder(u"The answer appears here."_s);
        present(view, {});

        QCOMPARE(faceOf(view)->text(QAccessible::Description), u"The answer appears here."_s);
        QCOMPARE(wordsOf(view)->characterCount(), 0);
        QCOMPARE(wordsOf(view)->text(0, 10), QString());
        int from = 0;
        int to = 0;
        QCOMPARE(wordsOf(view)->textAtOffset(0, QAccessible::LineBoundary, &from, &to), QString());
        QCOMPARE(wordsOf(view)->attributes(0, &from, &to), QString());
        QVERIFY(wordsOf(view)->characterRect(0).isEmpty());
        QCOMPARE(wordsOf(view)->offsetAtPoint(view.mapToGlobal(QPoint(50, 50))), -1);
        wordsOf(view)->setCursorPosition(7);
        QCOMPARE(wordsOf(view)->cursorPosition(), 0);
    }

    void readsTheWholeTextAsItStands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isPlain");
        QTest::newRow("Markdown") << sample << false;
        QTest::newRow("as it came") << sample << true;
        QTest::newRow("one word") << u"word"_s << false;
        QTest::newRow("only blank lines") << u"\n\n\n"_s << false;
        QTest::newRow("too long to format") << u"- item\n"_s.repeated(20000) << false;
    }

    void readsTheWholeTextAsItStands()
    {
        QFETCH(QString, text);
        QFETCH(bool, isPlain);
        AnswerView view;
        view.setPlain(isPlain);
        present(view, text);

        const QString whole = view.surface().wholeText();
        QCOMPARE(wordsOf(view)->characterCount(), int(whole.size()));
        QCOMPARE(wordsOf(view)->text(0, int(whole.size())), whole);
        QCOMPARE(wordsOf(view)->text(3, 9), whole.mid(3, 6));
        QCOMPARE(wordsOf(view)->text(-5, int(whole.size()) + 5), whole);
    }

    void findsEveryPlaceAgain()
    {
        AnswerView view;
        present(view, sample);

        AnswerIndex index;
        index.update(view.surface().flow());
        for (int offset = 0; offset <= index.size(); ++offset) {
            const TextPlace place = index.placeAt(offset);
            const int again = index.offsetOf(place);
            const bool isBetweenBlocks = offset > index.blockEnd(place.block);
            QVERIFY2(again == offset || (isBetweenBlocks && again == index.blockEnd(place.block)), qPrintable(QString::number(offset)));
        }
    }

    void cutsTheTextIntoStretches_data()
    {
        QTest::addColumn<QAccessible::TextBoundaryType>("kind");
        QTest::newRow("characters") << QAccessible::CharBoundary;
        QTest::newRow("words") << QAccessible::WordBoundary;
        QTest::newRow("sentences") << QAccessible::SentenceBoundary;
        QTest::newRow("lines") << QAccessible::LineBoundary;
        QTest::newRow("paragraphs") << QAccessible::ParagraphBoundary;
    }

    void cutsTheTextIntoStretches()
    {
        QFETCH(QAccessible::TextBoundaryType, kind);
        AnswerView view;
        present(view, sample + longAnswer(2000));

        const QStringList all = walk(view, kind);
        QCOMPARE(all.join(QString()), view.surface().wholeText()); // nothing is left out or told twice
        QCOMPARE(walkBack(view, kind), all);
        int offset = 0;
        for (const QString &stretch : all) {
            QCOMPARE(at(view, offset, kind), stretch);
            QCOMPARE(at(view, offset + int(stretch.size()) / 2, kind), stretch);
            offset += int(stretch.size());
        }
    }

    void givesCharactersWordsSentencesAndParagraphs()
    {
        AnswerView view;
        present(view, sample);

        const int thumb = placeOf(view, u"👍🏽"_s);
        QCOMPARE(at(view, thumb, QAccessible::CharBoundary), u"👍🏽"_s);
        QCOMPARE(at(view, thumb + 1, QAccessible::CharBoundary), u"👍🏽"_s); // inside a character
        QCOMPARE(at(view, thumb + 4, QAccessible::CharBoundary), u" "_s);
        QCOMPARE(at(view, placeOf(view, u"👩"_s) + 3, QAccessible::CharBoundary), u"👩‍👩‍👧"_s);
        QCOMPARE(at(view, placeOf(view, u"start"_s) + 2, QAccessible::WordBoundary), u"start"_s);
        QCOMPARE(at(view, placeOf(view, u"بالعالم"_s) + 1, QAccessible::WordBoundary), u"بالعالم"_s);
        QCOMPARE(at(view, placeOf(view, u"here"_s), QAccessible::SentenceBoundary), u"A 👍🏽 and a 👩‍👩‍👧 here.\n"_s);
        QCOMPARE(at(view, placeOf(view, u"return"_s), QAccessible::ParagraphBoundary), u"    return 0;\n"_s);
        QCOMPARE(at(view, placeOf(view, u"first"_s), QAccessible::ParagraphBoundary), u"• first\n"_s);
        QCOMPARE(at(view, placeOf(view, u"4.50"_s), QAccessible::ParagraphBoundary), u"mug\t4.50\n"_s);
        QCOMPARE(at(view, placeOf(view, u"The end"_s), QAccessible::NoBoundary), view.surface().wholeText());
    }

    void givesTheLinesThatAreOnScreen()
    {
        AnswerView view;
        present(view, u"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                      "sixteen seventeen eighteen nineteen twenty\n\nend"_s);
        const QStringList lines = walk(view, QAccessible::LineBoundary);
        QVERIFY2(lines.size() > 4, qPrintable(lines.join(u'|')));
        int offset = 0;
        for (const QString &line : lines.first(2)) { // a line's characters stand beside each other
            const QRect first = wordsOf(view)->characterRect(offset);
            const QRect last = wordsOf(view)->characterRect(offset + int(line.size()) - 2);
            QCOMPARE(first.top(), last.top());
            offset += int(line.size());
            QVERIFY(wordsOf(view)->characterRect(offset).top() > last.top());
        }
        const int narrow = int(lines.size());
        view.resize(900, 500);
        QVERIFY(walk(view, QAccessible::LineBoundary).size() < narrow);
        view.hide();
        QCOMPARE(walk(view, QAccessible::LineBoundary).size(), 3); // nobody sees lines
    }

    void readsARowOfATableAsALine()
    {
        AnswerView view;
        present(view, sample);
        QCOMPARE(at(view, placeOf(view, u"4.50"_s), QAccessible::LineBoundary), u"mug\t4.50\n"_s);
        QCOMPARE(at(view, placeOf(view, u"Name"_s), QAccessible::LineBoundary), u"Name\tPrice\n"_s);
    }

    void tellsNothingOfPlacesThatAreNotThere()
    {
        AnswerView view;
        present(view, sample);
        const int size = wordsOf(view)->characterCount();
        for (const auto kind : {QAccessible::CharBoundary, QAccessible::WordBoundary, QAccessible::SentenceBoundary,
                                QAccessible::LineBoundary, QAccessible::ParagraphBoundary}) {
            int from = 0;
            int to = 0;
            QCOMPARE(wordsOf(view)->textAtOffset(size + 1, kind, &from, &to), QString());
            QCOMPARE(from, -1);
            QCOMPARE(wordsOf(view)->textAfterOffset(size, kind, &from, &to), QString());
            QCOMPARE(to, -1);
            QCOMPARE(wordsOf(view)->textBeforeOffset(0, kind, &from, &to), QString());
            QCOMPARE(from, -1);
            QCOMPARE(wordsOf(view)->textAtOffset(-1, kind, &from, &to), QString());
        }
    }

    void tellsHowTextLooks()
    {
        AnswerView view;
        present(view, sample);

        QVERIFY2(looksOf(view, u"bold"_s).contains(u"font-weight:bold;"_s), qPrintable(looksOf(view, u"bold"_s)));
        QVERIFY(looksOf(view, u"bold"_s).endsWith(u"[bold]"_s));
        QVERIFY(looksOf(view, u" start"_s).contains(u"font-weight:normal;"_s));
        QVERIFY(looksOf(view, u" start"_s).endsWith(u"[ start, ]"_s));
        QVERIFY(looksOf(view, u"soft"_s).contains(u"font-style:italic;"_s));
        QVERIFY(looksOf(view, u"old,"_s).contains(u"text-line-through-type:single;"_s));
        QVERIFY(looksOf(view, u"shop"_s).contains(u"text-underline-type:single;"_s));
        QVERIFY(looksOf(view, u"Mugs"_s).contains(u"heading-level:1;"_s));
        QVERIFY(looksOf(view, u"Mugs"_s).endsWith(u"[Mugs & more]"_s));
        QVERIFY(looksOf(view, u"مرحبا"_s).contains(u"writing-mode:rl;"_s));
        const QString family = u"font-family:%1;"_s.arg(view.surface().flow().style().code.family());
        QVERIFY(looksOf(view, u"code"_s).contains(family));
        QVERIFY(looksOf(view, u"return"_s).contains(family));
        QVERIFY(looksOf(view, u"mug\t"_s).endsWith(u"[mug]"_s));
        int from = 0;
        int to = 0;
        QCOMPARE(wordsOf(view)->attributes(wordsOf(view)->characterCount() + 1, &from, &to), QString());
        QCOMPARE(from, -1);
    }

    void coversTheTextWithLooks()
    {
        AnswerView view;
        present(view, sample);
        int from = 0;
        int to = 0;
        for (int offset = 0; offset < wordsOf(view)->characterCount(); offset = to) {
            wordsOf(view)->attributes(offset, &from, &to);
            QCOMPARE(from, offset);
            QVERIFY(to > from);
        }
    }

    void knowsWhereCharactersAre()
    {
        AnswerView view;
        present(view, sample);
        const QString whole = view.surface().wholeText();
        const QRect pane = faceOf(view)->rect();
        for (const QString &words : {u"Mugs"_s, u"bold"_s, u"first"_s, u"return"_s, u"4.50"_s, u"مرحبا"_s}) {
            const int offset = placeOf(view, words);
            const QRect area = wordsOf(view)->characterRect(offset);
            QVERIFY2(pane.contains(area) && !area.isEmpty(), qPrintable(words));
            QCOMPARE(wordsOf(view)->offsetAtPoint(area.center()), offset);
        }
        const int thumb = placeOf(view, u"👍🏽"_s);
        QCOMPARE(wordsOf(view)->characterRect(thumb), wordsOf(view)->characterRect(thumb + 1));
        QCOMPARE(wordsOf(view)->offsetAtPoint(view.mapToGlobal(QPoint(-5, -5))), -1);
        QCOMPARE(wordsOf(view)->characterRect(int(whole.size()) + 1), QRect());
    }

    void selectsForOthers()
    {
        AnswerView view;
        present(view, sample);
        QAccessibleTextInterface *words = wordsOf(view);
        const int from = placeOf(view, u"bold"_s);
        int first = 0;
        int last = 0;

        QCOMPARE(words->selectionCount(), 0);
        words->addSelection(from, from + 4);
        QCOMPARE(words->selectionCount(), 1);
        words->selection(0, &first, &last);
        QCOMPARE(first, from);
        QCOMPARE(last, from + 4);
        QCOMPARE(view.surface().selectedText(), u"bold"_s);
        words->setSelection(0, from, placeOf(view, u"second"_s));
        QVERIFY(view.surface().selectedText().startsWith(u"bold start"_s));
        QVERIFY(view.surface().selectedText().endsWith(u"first\n• "_s));
        words->removeSelection(0);
        QCOMPARE(words->selectionCount(), 0);
        QCOMPARE(words->cursorPosition(), placeOf(view, u"second"_s));
        words->setCursorPosition(from);
        QCOMPARE(words->cursorPosition(), from);
        QVERIFY(!view.surface().hasSelection());
    }

    void bringsOnScreenWhatIsAskedFor()
    {
        AnswerView view;
        present(view, longAnswer(20000));
        const int end = placeOf(view, u"Paragraph 150 "_s);
        QVERIFY(!faceOf(view)->rect().contains(wordsOf(view)->characterRect(end)));
        wordsOf(view)->scrollToSubstring(end, end + 9);
        QVERIFY(faceOf(view)->rect().contains(wordsOf(view)->characterRect(end)));
        wordsOf(view)->setCursorPosition(0);
        QVERIFY(faceOf(view)->rect().contains(wordsOf(view)->characterRect(0)));
    }

    void tellsEachFrameWhatCame()
    {
        AnswerView view;
        present(view, {});
        QCOMPARE(wordsOf(view)->characterCount(), 0);
        heard.clear();

        view.appendText(u"Hello "_s);
        view.appendText(u"*wor"_s);
        QVERIFY(heard.isEmpty()); // only with its frame
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"inserted at 0: Hello *wor | caret 0"_s});
        heard.clear();
        view.appendText(u"ld*.\n\n"_s);
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"at 6: *wor became world."_s});
        heard.clear();
        view.appendText(u"Next 👍"_s);
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"inserted at 12: \n\nNext 👍 | caret 0"_s});
    }

    void neverTearsACharacterInTwo()
    {
        AnswerView view;
        present(view, u"A 👍"_s);
        QCOMPARE(wordsOf(view)->characterCount(), 4);
        heard.clear();
        view.setText(u"A 👎"_s); // differs in the second half of a pair
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"at 2: 👍 became 👎"_s});
    }

    void rebuildsTheTextFromWhatItTells()
    {
        AnswerView view;
        present(view, {});
        AnswerIndex index;
        index.update(view.surface().flow());
        QString known;
        for (qsizetype at = 0; at < sample.size(); at += 7) {
            view.appendText(sample.mid(at, 7));
            view.surface().refresh();
            const AnswerIndex::Change change = index.update(view.surface().flow());
            QCOMPARE(known.mid(change.at, change.removed.size()), change.removed);
            known.replace(change.at, change.removed.size(), change.added);
            QCOMPARE(known, view.surface().wholeText());
            QCOMPARE(index.text(), known);
        }
    }

    void readsOfALongAnswerOnlyWhatIsNew()
    {
        AnswerView view;
        present(view, longAnswer(200000));
        AnswerIndex index;
        index.update(view.surface().flow());
        const int whole = index.blocksRead();
        QVERIFY(whole > 2000);
        for (int frame = 0; frame < 200; ++frame) {
            view.appendText(u"More **of** it.\n\n"_s);
            view.surface().refresh();
            index.update(view.surface().flow());
        }
        QCOMPARE(index.text(), view.surface().wholeText());
        QVERIFY2(index.blocksRead() - whole <= 600, qPrintable(QString::number(index.blocksRead() - whole)));
    }

    void readsNothingWhileNobodyListens()
    {
        AnswerView view;
        present(view, {});
        auto *face = dynamic_cast<AccessibleAnswer *>(faceOf(view));
        QVERIFY(face);
        face->index();
        HeardAnswer::somebodyListens = false;
        const int before = face->index().blocksRead();
        for (int frame = 0; frame < 50; ++frame) {
            view.appendText(u"More of it.\n\n"_s);
            view.surface().refresh();
        }
        view.surface().selectAll();
        HeardAnswer::somebodyListens = true;
        view.surface().refresh();
        QVERIFY2(face->index().blocksRead() - before <= 52, "once, and not once a frame");
        QCOMPARE(wordsOf(view)->characterCount(), int(view.surface().wholeText().size()));
    }

    void asksOfALongAnswerCostNoReading()
    {
        AnswerView view;
        present(view, longAnswer(200000));
        auto *face = dynamic_cast<AccessibleAnswer *>(faceOf(view));
        const int before = face->index().blocksRead();
        for (int offset = 0; offset < face->characterCount(); offset += 997) {
            int from = 0;
            int to = 0;
            face->textAtOffset(offset, QAccessible::WordBoundary, &from, &to);
            face->textAfterOffset(offset, QAccessible::SentenceBoundary, &from, &to);
            face->characterRect(offset);
        }
        QCOMPARE(face->index().blocksRead(), before);
    }

    void tellsSeveralMovesOfTheCaretAsOne()
    {
        AnswerView view;
        present(view, sample);
        faceOf(view);
        heard.clear();
        for (int position = 1; position <= 5; ++position)
            view.surface().select({0, 0}, {0, position});
        QVERIFY(heard.isEmpty());
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, (QStringList{u"caret 5"_s, u"selected 0 to 5"_s}));
        heard.clear();
        view.surface().select({0, 5}, {0, 5});
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"selected 0 to 0"_s});
    }

    void forgetsWhatWasCleared()
    {
        AnswerView view;
        present(view, sample);
        QAccessibleInterface *link = faceOf(view)->child(0);
        QVERIFY(link);
        const QAccessible::Id id = QAccessible::uniqueId(link);
        const QString before = view.surface().wholeText();
        heard.clear();

        view.clear();
        QCOMPARE(heard, QStringList{u"removed at 0: "_s + before});
        QCOMPARE(wordsOf(view)->characterCount(), 0);
        QCOMPARE(faceOf(view)->childCount(), 0);
        QVERIFY(!QAccessible::accessibleInterface(id));
    }

    void forgetsWhatWasClearedWhileNobodySawIt()
    {
        AnswerView view;
        present(view, sample);
        QVERIFY(wordsOf(view)->characterCount() > 100);
        view.hide();
        view.clear();
        QCOMPARE(wordsOf(view)->characterCount(), 0);
        QVERIFY(wordsOf(view)->characterRect(50).isEmpty());
        QCOMPARE(faceOf(view)->text(QAccessible::Value), QString());
    }

    void tellsAnotherTextAsTheChange()
    {
        AnswerView view;
        present(view, u"Mugs are cheap."_s);
        QCOMPARE(wordsOf(view)->characterCount(), 15);
        heard.clear();
        view.setText(u"Mugs are dear."_s);
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"at 9: cheap became dear"_s});
        heard.clear();
        view.setPlain(true); // reads the same
        view.surface().refresh();
        QVERIFY2(heard.isEmpty(), qPrintable(heard.join(u'\n')));
    }

    void diesWithItsPane()
    {
        auto view = std::make_unique<AnswerView>();
        present(*view, sample);
        const QAccessible::Id pane = QAccessible::uniqueId(faceOf(*view));
        QList<QAccessible::Id> children;
        for (int i = 0; i < faceOf(*view)->childCount(); ++i)
            children << QAccessible::uniqueId(faceOf(*view)->child(i));
        QCOMPARE(children.size(), 2);
        view->surface().selectAll(); // something is still to be told
        view.reset();
        QVERIFY(!QAccessible::accessibleInterface(pane));
        for (const QAccessible::Id child : std::as_const(children))
            QVERIFY(!QAccessible::accessibleInterface(child));
    }

    void hasItsLinksAndCopyWordsAsChildren()
    {
        AnswerView view;
        present(view, sample);
        QAccessibleInterface *pane = faceOf(view);
        QCOMPARE(pane->childCount(), 2);
        QAccessibleInterface *link = pane->child(0);
        QCOMPARE(link->role(), QAccessible::Link);
        QCOMPARE(link->text(QAccessible::Name), u"shop"_s);
        QCOMPARE(link->text(QAccessible::Description), u"https://example.org/a?b=1"_s);
        QCOMPARE(link->hyperlinkInterface()->startIndex(), placeOf(view, u"shop"_s));
        QCOMPARE(link->hyperlinkInterface()->endIndex(), placeOf(view, u"shop"_s) + 4);
        QCOMPARE(link->hyperlinkInterface()->anchorTarget(), u"https://example.org/a?b=1"_s);
        QAccessibleInterface *copy = pane->child(1);
        QCOMPARE(copy->role(), QAccessible::Button);
        QCOMPARE(copy->text(QAccessible::Name), u"Copy code"_s);
        QVERIFY(copy->text(QAccessible::Description).contains(u"C++"_s));
        for (QAccessibleInterface *child : {link, copy}) {
            QVERIFY(child->isValid());
            QVERIFY(child->parent() == pane);
            QVERIFY(pane->rect().contains(child->rect()));
            QVERIFY(pane->childAt(child->rect().center().x(), child->rect().center().y()) == child);
            QVERIFY(child->state().focusable);
            QVERIFY(!child->state().focused);
            QVERIFY(!child->state().offscreen);
        }
        QCOMPARE(pane->indexOfChild(link), 0);
        QCOMPARE(pane->indexOfChild(copy), 1);
        QVERIFY(pane->child(0) == link); // and not made once more
        QVERIFY(!pane->child(2));
        QVERIFY(!pane->child(-1));
    }

    void countsOnlyChildrenThatAreSeen()
    {
        AnswerView view;
        present(view, u"[top](https://example.org/top)\n\n"_s + longAnswer(20000) + u"[end](https://example.org/end)\n"_s);
        QCOMPARE(faceOf(view)->childCount(), 1);
        QAccessibleInterface *top = faceOf(view)->child(0);
        QCOMPARE(nameOf(top), u"top"_s);
        view.jumpToLatest();
        QCOMPARE(faceOf(view)->childCount(), 1);
        QCOMPARE(nameOf(faceOf(view)->child(0)), u"end"_s);
        QVERIFY(top->isValid()); // the text still has it
        QVERIFY(top->state().offscreen);
        QCOMPARE(faceOf(view)->indexOfChild(top), -1);
    }

    void pressesAndFocusesItsChildren()
    {
        AnswerView view;
        present(view, sample);
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QSignalSpy activated(&view, &AnswerView::linkActivated);
        QAccessibleInterface *link = faceOf(view)->child(0);
        QAccessibleInterface *copy = faceOf(view)->child(1);

        QVERIFY(link->actionInterface()->actionNames().contains(QAccessibleActionInterface::pressAction()));
        link->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(activated.size(), 1);
        QGuiApplication::clipboard()->clear();
        copy->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"int main()"_s));
        copy->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
        QVERIFY(copy->state().focused);
        QVERIFY(faceOf(view)->focusChild() == copy);
    }

    void tellsWhatTabReaches()
    {
        AnswerView view;
        present(view, sample);
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.surface().setFocus();
        heard.clear();

        QTest::keyClick(&view.surface(), Qt::Key_Tab);
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"focus shop"_s});
        QVERIFY(faceOf(view)->focusChild() == faceOf(view)->child(0));
        QVERIFY(faceOf(view)->child(0)->state().focused);
        QVERIFY(!faceOf(view)->state().focused);
        heard.clear();
        QTest::keyClick(&view.surface(), Qt::Key_Tab);
        QTRY_VERIFY(!heard.isEmpty());
        QCOMPARE(heard, QStringList{u"focus Copy code"_s});
        heard.clear();
        QTest::mouseClick(view.surface().viewport(), Qt::LeftButton, {}, {5, 5});
        QTRY_VERIFY(heard.contains(u"focus Answer"_s));
        QVERIFY(faceOf(view)->state().focused);
    }

    void keepsTheFocusedLinkWhileTheTextGrows()
    {
        AnswerView view;
        present(view, u"See [shop](https://example.org/) and"_s);
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.surface().setFocus();
        QTest::keyClick(&view.surface(), Qt::Key_Tab);
        QTRY_VERIFY(heard.contains(u"focus shop"_s));
        QAccessibleInterface *link = faceOf(view)->focusChild();
        const QAccessible::Id id = QAccessible::uniqueId(link);
        heard.clear();

        view.appendText(u" more words"_s);
        QTRY_VERIFY(!heard.isEmpty());
        QVERIFY(QAccessible::accessibleInterface(id) == link);
        QVERIFY(faceOf(view)->focusChild() == link);
        heard.clear();
        view.setText(u"Nothing to click."_s);
        QTRY_VERIFY(heard.contains(u"focus Answer"_s)); // the focus is told to be where it is
        QVERIFY(!QAccessible::accessibleInterface(id));
    }

    void activatesNothingThatIsGone()
    {
        AnswerView view;
        present(view, u"See [shop](https://example.org/)."_s);
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.surface().setFocus();
        QTest::keyClick(&view.surface(), Qt::Key_Tab);
        QSignalSpy activated(&view, &AnswerView::linkActivated);
        view.setText(u"Nothing to click."_s);
        view.surface().refresh();
        QTest::keyClick(&view.surface(), Qt::Key_Return);
        QCOMPARE(activated.size(), 0);
    }

    void namesWhatStandsAroundTheAnswer()
    {
        AnswerView view;
        present(view, longAnswer(20000));
        view.appendReasoning(u"First I count the mugs."_s);
        view.setReasoningNote(u"900 tokens"_s);
        auto *button = view.findChild<QToolButton *>(u"reasoningButton"_s);
        QTRY_VERIFY(button->isVisible());
        QAccessibleInterface *fold = QAccessible::queryAccessibleInterface(button);
        QVERIFY(fold->text(QAccessible::Name).contains(u"900 tokens"_s));
        QVERIFY(fold->state().checkable);
        QCOMPARE(fold->text(QAccessible::Description), u"Folded away"_s);
        button->click();
        QCOMPARE(fold->text(QAccessible::Description), u"Shown"_s);
        QAccessibleInterface *box = QAccessible::queryAccessibleInterface(view.findChild<AnswerSurface *>(u"reasoningBox"_s));
        QCOMPARE(box->text(QAccessible::Name), u"Thinking before the answer"_s);
        QCOMPARE(box->textInterface()->text(0, 5), u"First"_s);

        view.surface().verticalScrollBar()->setValue(0);
        view.appendText(u"More."_s);
        auto *jump = view.findChild<QPushButton *>(u"jumpButton"_s);
        QTRY_VERIFY(jump->isVisible());
        QCOMPARE(nameOf(QAccessible::queryAccessibleInterface(jump)), u"Jump to latest"_s);
    }
};

QTEST_MAIN(tst_AccessibleAnswer)
#include "tst_AccessibleAnswer.moc"
