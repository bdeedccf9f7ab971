#include "gui/AccountsPage.h"
#include "gui/AnswerView.h"
#include "gui/AttachmentsForm.h"
#include "gui/ChoosePage.h"
#include "gui/ElidedLabel.h"
#include "gui/ErrorText.h"
#include "gui/ExportPanel.h"
#include "gui/FoundServersDialog.h"
#include "gui/Inspector.h"
#include "gui/MainWindow.h"
#include "gui/NetworkPage.h"
#include "gui/RunColumn.h"
#include "gui/ServerDialog.h"
#include "gui/SettingsForm.h"
#include "gui/ShortcutsDialog.h"
#include "gui/TrialList.h"
#include "gui/TryPage.h"
#include "gui/WelcomePage.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QProcess>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTranslator>
#include <QtTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

using Maker = std::function<QWidget *()>;

/// Names, symbols, single letters and addresses are the same in every language.
bool needsNoTranslation(const QString &text)
{
    static const QStringList names{u"curl"_s, u"C++"_s, u"C++ (Qt 6)"_s, u"main.cpp"_s, u"CMakeLists.txt"_s,
                                   u"1 bytes"_s};
    return text.size() < 2 || text.startsWith(u"http"_s) || names.contains(text) ||
           std::ranges::none_of(text, [](QChar letter) { return letter.isLetter(); });
}

/// Parts that Qt makes and translates.
bool isQtsOwn(const QWidget &widget)
{
    return widget.objectName().startsWith(u"qt_"_s) ||
           qobject_cast<const QDialogButtonBox *>(widget.parent()) != nullptr ||
           qobject_cast<const QTabBar *>(widget.parent()) != nullptr;
}

/// Every sentence of a text must carry the brackets: "[Únó] [Dué]".
bool isTranslated(const QString &text)
{
    return needsNoTranslation(text) || (text.startsWith(u'[') && text.endsWith(u']'));
}

/// What a person can see or hear of a widget, by where it stands.
QMap<QString, QString> textsOf(const QWidget &widget)
{
    QMap<QString, QString> texts{{u"tool tip"_s, widget.toolTip()},
                                 {u"accessible name"_s, widget.accessibleName()},
                                 {u"accessible description"_s, widget.accessibleDescription()}};
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        texts[u"text"_s] = label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        texts[u"text"_s] = button->text();
    if (const auto *group = qobject_cast<const QGroupBox *>(&widget))
        texts[u"title"_s] = group->title();
    if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
        texts[u"placeholder"_s] = field->placeholderText();
    if (const auto *field = qobject_cast<const QPlainTextEdit *>(&widget))
        texts[u"placeholder"_s] = field->placeholderText();
    if (qobject_cast<const QDockWidget *>(&widget) != nullptr || widget.isWindow())
        texts[u"window title"_s] = widget.windowTitle();
    if (const auto *header = qobject_cast<const QHeaderView *>(&widget);
        header != nullptr && header->model() != nullptr) {
        for (int i = 0; i < header->model()->columnCount(); ++i)
            texts[u"header %1"_s.arg(i)] = header->model()->headerData(i, header->orientation()).toString();
    }
    for (const QAction *action : widget.actions())
        texts[u"action "_s + action->text()] = action->text();
    return texts;
}

QString pathOf(const QWidget &widget)
{
    const QString name = widget.objectName().isEmpty() ? QString::fromLatin1(widget.metaObject()->className())
                                                       : widget.objectName();
    return widget.parentWidget() == nullptr ? name : pathOf(*widget.parentWidget()) + u'/' + name;
}

QStringList untranslated(const QWidget &root)
{
    QStringList found;
    QList<const QWidget *> widgets{&root};
    for (const QWidget *child : root.findChildren<QWidget *>())
        widgets += child;
    for (const QWidget *widget : widgets) {
        if (isQtsOwn(*widget))
            continue;
        const auto texts = textsOf(*widget);
        for (auto text = texts.cbegin(); text != texts.cend(); ++text) {
            if (!isTranslated(text.value()))
                found += pathOf(*widget) + u", "_s + text.key() + u": "_s + text.value();
        }
    }
    return found;
}

QSize neededBy(const QWidget &widget)
{
    const auto *label = qobject_cast<const QLabel *>(&widget);
    if (label == nullptr || !label->wordWrap())
        return widget.sizeHint();
    return {0, label->heightForWidth(label->width())};
}

/// Labels and buttons that are shown smaller than their text needs.
QStringList clipped(const QWidget &root)
{
    QStringList found;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        const bool hasText = qobject_cast<const QLabel *>(widget) != nullptr ||
                             qobject_cast<const QAbstractButton *>(widget) != nullptr;
        const bool givesWay =
            qobject_cast<const ElidedLabel *>(widget) != nullptr || widget->layout() != nullptr;
        if (!hasText || givesWay || isQtsOwn(*widget) || !widget->isVisible())
            continue;
        const QSize needed = neededBy(*widget);
        if (needed.width() > widget->width() || needed.height() > widget->height())
            found += u"%1: %2x%3 of %4x%5"_s.arg(pathOf(*widget))
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(needed.width())
                         .arg(needed.height());
    }
    return found;
}

} // namespace

/// Every part of the window in a language that is 40 % longer than English.
class tst_PseudoLocale : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theLanguageIsInPlace();
    void everythingIsTranslatedAndFits_data();
    void everythingIsTranslatedAndFits();
    void theWindowIsTranslatedAndFits_data();
    void theWindowIsTranslatedAndFits();
    void theChecksCanFail();

private:
    QTemporaryDir m_folder;
    QTranslator m_translator;
};

void tst_PseudoLocale::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    const QString script = QStringLiteral(STUDIO_TEST_DATA "/../support/pseudo.py");
    const QString file = m_folder.filePath(u"pseudo.qm"_s);
    QProcess maker;
    maker.setProcessChannelMode(QProcess::MergedChannels);
    maker.start(script, {file});
    QVERIFY(maker.waitForFinished());
    QVERIFY2(maker.exitCode() == 0, maker.readAll().constData());
    QVERIFY(m_translator.load(file));
    QCoreApplication::installTranslator(&m_translator);
}

void tst_PseudoLocale::theLanguageIsInPlace()
{
    QCOMPARE(actionText(Action::Stop), u"[Stóp~~]"_s);
    const QString sentence = errorText({ErrorKind::NotConnected}, {u"OpenRouter"_s}).text;
    QVERIFY2(sentence.startsWith(u"[Ñó"_s) && sentence.contains(u" OpenRouter."_s), qPrintable(sentence));
}

void tst_PseudoLocale::everythingIsTranslatedAndFits_data()
{
    QTest::addColumn<Maker>("make");
    QTest::newRow("welcome page") << Maker([] { return new WelcomePage; });
    QTest::newRow("network page") << Maker([] { return new NetworkPage; });
    QTest::newRow("trial list") << Maker([] { return new TrialList; });
    QTest::newRow("choose page") << Maker([] { return new ChoosePage; });
    QTest::newRow("try page") << Maker([] { return new TryPage; });
    QTest::newRow("settings") << Maker([] {
        auto *form = new SettingsForm;
        form->setDetailed(true);
        form->setFits({ColumnFit{{{u"seed"_s, SettingFit::NoPlace}}}, ColumnFit{{{u"seed"_s, SettingFit::NotListed}, {u"top_k"_s, SettingFit::NotListed}}}});
        return form;
    });
    QTest::newRow("attachments") << Maker([] {
        auto *form = new AttachmentsForm;
        form->setAttachments({{MediaKind::Document, "text/plain", "x", {}, u"x"_s}});
        form->setFits({ColumnFit{{}, {}, {u"text"_s}}});
        return form;
    });
    QTest::newRow("run column") << Maker([] { return new RunColumn; });
    QTest::newRow("find bar in the narrowest column") << Maker([] {
        auto *view = new AnswerView;
        view->setMaximumWidth(360);
        view->find();
        view->findChild<QLineEdit *>(u"findField"_s)->setText(u"nothing"_s);
        return view;
    });
    QTest::newRow("accounts page") << Maker([] { return new AccountsPage; });
    QTest::newRow("export panel") << Maker([] { return new ExportPanel; });
    QTest::newRow("inspector") << Maker([] { return new Inspector; });
    QTest::newRow("found servers") << Maker([] {
        auto *dialog = new FoundServersDialog({11434, 8080});
        dialog->addServer({{.needsKey = true, .models = 2,
                            .notes = {{ServerNote::Kind::CloudModels, u"example.org"_s}, {ServerNote::Kind::SmallContext, u"4096"_s},
                                      {ServerNote::Kind::AssumedContext, u"4096"_s}, {ServerNote::Kind::StillLoading}}},
                           QUrl(u"http://127.0.0.1:11434/v1"_s)}, true);
        dialog->end();
        return dialog;
    });
    QTest::newRow("no servers found") << Maker([] {
        auto *dialog = new FoundServersDialog({11434, 8080});
        dialog->end();
        return dialog;
    });
    QTest::newRow("server dialog") << Maker([] { return new ServerDialog; });
}

void tst_PseudoLocale::everythingIsTranslatedAndFits()
{
    QFETCH(Maker, make);
    const std::unique_ptr<QWidget> widget(make());
    widget->resize(QSize(760, 560).expandedTo(widget->minimumSizeHint()));
    widget->show();
    QVERIFY(QTest::qWaitForWindowExposed(widget.get()));
    const QStringList left = untranslated(*widget);
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    QTRY_VERIFY2(clipped(*widget).isEmpty(), qPrintable(clipped(*widget).join(u'\n')));
}

void tst_PseudoLocale::theWindowIsTranslatedAndFits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("small screen") << QSize(1024, 640);
    QTest::newRow("usual screen at 200 %") << QSize(640, 400);
}

void tst_PseudoLocale::theWindowIsTranslatedAndFits()
{
    QFETCH(QSize, size);
    MainWindow window;
    window.setPage(Page::Welcome, new WelcomePage);
    window.showPage(Page::Welcome);
    window.setConnections({{u"OpenRouter"_s, true}});
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(window.size(), size);
    QStringList left = untranslated(window);
    left.removeIf([](const QString &line) { return line.contains(u"/connections, text: [OpenRouter"_s); });
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    QTRY_VERIFY2(clipped(window).isEmpty(), qPrintable(clipped(window).join(u'\n')));

    const ShortcutsDialog shortcuts(*window.menuBar());
    const QStringList inDialog = untranslated(shortcuts);
    QVERIFY2(inDialog.isEmpty(), qPrintable(inDialog.join(u'\n')));
}

void tst_PseudoLocale::theChecksCanFail()
{
    QWidget window;
    auto *label = new QLabel(u"Not translated"_s, &window);
    label->resize(10, 10);
    window.show();
    QCOMPARE(untranslated(window).size(), 1);
    QCOMPARE(clipped(window).size(), 1);
}

QTEST_MAIN(tst_PseudoLocale)
#include "tst_PseudoLocale.moc"
