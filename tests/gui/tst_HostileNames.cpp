#include "HostileTexts.h"

#include "catalog/ModelTable.h"
#include "gui/ChoosePage.h"
#include "gui/ColumnsView.h"
#include "gui/ExportPanel.h"
#include "gui/LinkDialog.h"
#include "gui/MainWindow.h"
#include "gui/MarkdownReader.h"
#include "gui/NameText.h"
#include "gui/TrialList.h"
#include "gui/TrialTable.h"
#include "gui/VerdictLine.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QTextDocument>

using namespace Qt::StringLiterals;
using namespace studio;

Q_DECLARE_METATYPE(studio::HostileText)

namespace
{

constexpr qsizetype mostChars = 1000;

bool acts(QChar c)
{
    return (c.category() == QChar::Other_Control) || (c >= QChar(0x2028) && c <= QChar(0x202E)) ||
           (c >= QChar(0x2066) && c <= QChar(0x2069));
}

/// Long, of several lines, or with characters that do something.
bool isOdd(const QString &text)
{
    return text.size() > mostChars || std::any_of(text.begin(), text.end(), acts);
}

/// What in the window is not a short plain line.
QStringList oddWordsIn(QWidget &window)
{
    QStringList odd;
    const auto check = [&odd](const QWidget *widget, const char *what, const QString &text, bool isRich) {
        if (isOdd(text) || isRich)
            odd << u"%1 of %2: %3"_s.arg(QLatin1String(what), widget->objectName(), text.left(80));
    };
    check(&window, "window title", window.windowTitle(), false);
    QList<QWidget *> all = window.findChildren<QWidget *>();
    all << &window;
    for (const QWidget *widget : std::as_const(all)) {
        check(widget, "tip", widget->toolTip(), Qt::mightBeRichText(widget->toolTip()) && !widget->toolTip().contains(u"&lt;"_s));
        check(widget, "accessible name", widget->accessibleName(), false);
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            check(label, "label", label->text(), label->textFormat() != Qt::PlainText && Qt::mightBeRichText(label->text()));
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            check(button, "button", button->text(), false);
        if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i) {
                check(tabs, "tab", tabs->tabText(i), false);
                check(tabs, "tab with a shortcut", tabs->tabText(i), QString(tabs->tabText(i)).remove(u"&&"_s).contains(u'&'));
            }
        }
        const auto *box = qobject_cast<const QComboBox *>(widget);
        const auto *view = qobject_cast<const QAbstractItemView *>(widget);
        const QAbstractItemModel *model = box ? box->model() : view ? view->model() : nullptr;
        for (int row = 0; model && row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QModelIndex index = model->index(row, column);
                const QString tip = index.data(Qt::ToolTipRole).toString();
                check(widget, "item", index.data().toString(), false);
                check(widget, "accessible item", index.data(Qt::AccessibleTextRole).toString(), false);
                check(widget, "tip of an item", tip, Qt::mightBeRichText(tip) && !tip.contains(u"&lt;"_s));
            }
        }
    }
    return odd;
}

Trial trialNamed(const QString &id, const QString &title)
{
    Trial trial;
    trial.id = id;
    trial.title = title;
    return trial;
}

QUrl linkIn(const HostileText &hostile)
{
    const auto parts = readMarkdown(hostile.text);
    const QStringList links = parts && !parts->isEmpty() ? parts->first().texts.first().links : QStringList();
    return QUrl(links.value(0), QUrl::StrictMode);
}

} // namespace

class tst_HostileNames : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void staysAShortPlainLineEverywhere_data()
    {
        QTest::addColumn<QString>("name");
        for (const HostileText &hostile : hostileNames())
            QTest::newRow(hostile.name) << hostile.text;
    }

    void staysAShortPlainLineEverywhere()
    {
        QFETCH(QString, name);
        MainWindow window;
        window.setTrialTitle(name);
        window.show();
        QCOMPARE(oddWordsIn(window), QStringList());
        QVERIFY(window.minimumSizeHint().width() < 2000);

        TrialList list;
        list.setTrials({trialNamed(u"a"_s, name), trialNamed(u"b"_s, name)});
        list.show();
        list.removeTrial(u"b"_s);
        QCOMPARE(oddWordsIn(list), QStringList());
        TrialTable table;
        table.put(trialNamed(u"a"_s, name));
        QCOMPARE(table.index(0).data(Qt::EditRole).toString(), name); // what is kept stays as it is

        ColumnsView columns;
        columns.setCount(2);
        columns.setTitle(1, name, name);
        columns.setTitle(2, u"model"_s, name);
        columns.resize(900, 600);
        columns.show();
        QCOMPARE(oddWordsIn(columns), QStringList());
        QVERIFY(columns.minimumSizeHint().width() < 2000);

        ModelTable models;
        models.setModels({Model{.target = {u"openrouter"_s, name}, .name = name, .outputs = {name}}});
        ChoosePage page;
        page.setTable(&models);
        page.show();
        QCOMPARE(oddWordsIn(page), QStringList());

        ExportPanel panel;
        panel.setColumns({name, name}, 0);
        panel.setCode({.files = {{name, u"code"_s}}});
        panel.show();
        QCOMPARE(oddWordsIn(panel), QStringList());
        QVERIFY(panel.minimumSizeHint().width() < 2000);
    }

    void namesKeepWhatIsHarmless_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        QTest::newRow("words") << u"My trial 2"_s << u"My trial 2"_s;
        QTest::newRow("ampersand") << u"R&D"_s << u"R&D"_s;
        QTest::newRow("other script") << u"\u0645\u0631\u062D\u0628\u0627"_s << u"\u0645\u0631\u062D\u0628\u0627"_s;
        QTest::newRow("turned") << u"a\u202Eb"_s << u"a[U+202E]b"_s;
        QTest::newRow("lines") << u"a\n b"_s << u"a b"_s;
        QTest::newRow("escape") << u"a\x1b[2J"_s << u"a\u241B[2J"_s;
        QTest::newRow("nothing to see") << u"\u200B"_s << u"[U+200B]"_s;
        QTest::newRow("blank and long") << u" "_s.repeated(5000) << u"…"_s;
    }

    void namesKeepWhatIsHarmless()
    {
        QFETCH(QString, name);
        QFETCH(QString, shown);
        QCOMPARE(nameText(name), shown);
        QCOMPARE(tipText(name), shown);
        QCOMPARE(tipText(name + u"<b>"_s).contains(u"<b>"_s), name.size() > 1000 && shown.contains(u"<b>"_s));
    }

    void aLinkSaysWhereItLeads_data()
    {
        QTest::addColumn<HostileText>("hostile");
        for (const HostileText &hostile : hostileTexts({})) {
            if (qstrcmp(hostile.group, "H59") == 0 && linkIn(hostile).isValid() && !linkIn(hostile).isEmpty())
                QTest::newRow(hostile.name) << hostile;
        }
    }

    void aLinkSaysWhereItLeads()
    {
        QFETCH(HostileText, hostile);
        const QUrl link = linkIn(hostile);
        LinkDialog dialog(link);
        QSignalSpy opened(&dialog, &LinkDialog::openRequested);
        dialog.open();
        const QString host = QString::fromLatin1(link.host(QUrl::FullyEncoded).toLatin1());
        QVERIFY(std::all_of(host.begin(), host.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; }));
        const QString said = dialog.findChild<QLabel *>(u"hostLabel"_s)->text().remove(u'\u200B');
        QVERIFY2(said.contains(host), qPrintable(said));
        const QString shown = dialog.findChild<QPlainTextEdit *>(u"addressView"_s)->toPlainText();
        QVERIFY(shown.size() < 2500);
        QVERIFY2(shown.contains(host), qPrintable(shown));
        QVERIFY(std::all_of(shown.begin(), shown.end(), [](QChar c) { return (c >= u' ' && c < u'\x7f') || c == u'…'; }));
        const bool isDisguised = !link.userInfo().isEmpty() || host.contains(u"xn--"_s);
        QCOMPARE(dialog.findChild<VerdictLine *>(u"warningLine"_s)->verdict(), isDisguised ? Verdict::Look : Verdict::None);
        QVERIFY(dialog.width() < 1000);

        dialog.findChild<QPushButton *>(u"copyButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromLatin1(link.toEncoded()));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(opened.size(), 0);
    }
};

QTEST_MAIN(tst_HostileNames)
#include "tst_HostileNames.moc"
