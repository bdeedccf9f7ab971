#include "gui/Theme.h"

#include "gui/DesktopScheme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDBusVariant>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

double luminance(const QColor &colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

/// WCAG 2 contrast, 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void textIsReadableOnItsGround_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<QPalette::ColorRole>("text");
        QTest::addColumn<QPalette::ColorRole>("ground");
        using P = QPalette;
        const std::tuple<const char *, P::ColorRole, P::ColorRole> pairs[] = {
            {"window text on window", P::WindowText, P::Window},
            {"text on base", P::Text, P::Base},
            {"text on alternate base", P::Text, P::AlternateBase},
            {"button text on button", P::ButtonText, P::Button},
            {"highlighted text on highlight", P::HighlightedText, P::Highlight},
            {"muted on window", P::PlaceholderText, P::Window},
            {"muted on base", P::PlaceholderText, P::Base},
            {"muted on alternate base", P::PlaceholderText, P::AlternateBase},
            {"link on base", P::Link, P::Base},
            {"link on window", P::Link, P::Window},
            {"visited link on base", P::LinkVisited, P::Base},
            {"tool tip", P::ToolTipText, P::ToolTipBase}};
        for (const auto &[name, text, ground] : pairs) {
            QTest::addRow("light: %s", name) << lightPalette() << text << ground;
            QTest::addRow("dark: %s", name) << darkPalette() << text << ground;
        }
    }

    void textIsReadableOnItsGround()
    {
        QFETCH(QPalette, palette);
        QFETCH(QPalette::ColorRole, text);
        QFETCH(QPalette::ColorRole, ground);
        const double found = contrast(palette.color(text), palette.color(ground));
        QVERIFY2(found >= 4.5, qPrintable(QString::number(found)));
    }

    void tintsAreReadableOnEveryGround_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<Tint>("which");
        const std::pair<const char *, Tint> tints[] = {{"accent", Tint::Accent},
                                                       {"passed", Tint::Passed},
                                                       {"look", Tint::Look},
                                                       {"failed", Tint::Failed},
                                                       {"muted", Tint::MutedText}};
        for (const auto &[name, which] : tints) {
            QTest::addRow("light: %s", name) << lightPalette() << which;
            QTest::addRow("dark: %s", name) << darkPalette() << which;
        }
    }

    void tintsAreReadableOnEveryGround()
    {
        QFETCH(QPalette, palette);
        QFETCH(Tint, which);
        for (const QColor &ground : {palette.color(QPalette::Window), palette.color(QPalette::Base),
                                     palette.color(QPalette::AlternateBase), tint(Tint::Surface, palette)}) {
            const double found = contrast(tint(which, palette), ground);
            QVERIFY2(found >= 4.5, qPrintable(ground.name() + u": "_s + QString::number(found)));
        }
    }

    void controlsHaveAVisibleOutline_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }

    void controlsHaveAVisibleOutline()
    {
        QFETCH(QPalette, palette);
        QVERIFY(contrast(palette.color(QPalette::Dark), palette.color(QPalette::Window)) >= 3);
        QVERIFY(contrast(palette.color(QPalette::Dark), palette.color(QPalette::Base)) >= 3);
        QVERIFY(contrast(palette.color(QPalette::Disabled, QPalette::WindowText),
                         palette.color(QPalette::Window)) >= 3);
    }

    void anUncheckedBoxIsSeenInBothThemes_data()
    {
        QTest::addColumn<ThemeChoice>("choice");
        QTest::newRow("light") << ThemeChoice::Light;
        QTest::newRow("dark") << ThemeChoice::Dark;
    }

    void anUncheckedBoxIsSeenInBothThemes()
    {
        QFETCH(ThemeChoice, choice);
        Theme theme(*qApp);
        theme.setChoice(choice);
        QCheckBox box;
        box.resize(box.sizeHint());
        const QImage image = box.grab().toImage();

        double strongest = 1;
        for (int x = 0; x < image.width(); ++x)
            strongest = std::max(strongest, contrast(image.pixelColor(x, image.height() / 2),
                                                     box.palette().color(QPalette::Window)));
        QVERIFY2(strongest >= 2.5, qPrintable(QString::number(strongest)));
    }

    void theThumbOfAScrollBarStandsOut_data()
    {
        QTest::addColumn<ThemeChoice>("choice");
        QTest::newRow("light") << ThemeChoice::Light;
        QTest::newRow("dark") << ThemeChoice::Dark;
    }

    void theThumbOfAScrollBarStandsOut()
    {
        QFETCH(ThemeChoice, choice);
        Theme theme(*qApp);
        theme.setChoice(choice);
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 100);
        bar.setPageStep(100);
        bar.resize(bar.sizeHint().width(), 400);
        const QImage image = bar.grab().toImage();
        const QColor thumb = image.pixelColor(image.width() / 2, image.height() / 4);
        const QColor groove = image.pixelColor(image.width() / 2, image.height() * 3 / 4);
        QVERIFY2(contrast(thumb, groove) >= 3, qPrintable(thumb.name() + u' ' + groove.name()));
        bar.setRange(0, 0);
        const QImage all = bar.grab().toImage();
        QCOMPARE(all.pixelColor(all.width() / 2, all.height() / 4), groove); // nothing to move
    }

    void aMirroredButtonKeepsItsIconBesideItsWords()
    {
        Theme theme(*qApp);
        theme.setChoice(ThemeChoice::Light);
        QPixmap red(16, 16);
        red.fill(Qt::red);
        QPushButton button(QIcon(red), u"HHHHH"_s);
        button.setIconSize(QSize(16, 16));
        button.setLayoutDirection(Qt::RightToLeft);
        button.resize(400, 30);
        const QImage image = button.grab().toImage();
        int wordsEnd = 0;
        int iconBegins = 0;
        for (int x = 10; x < image.width() - 10; ++x) {
            for (int y = 6; y < image.height() - 6; ++y) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel == QColor(Qt::red) && iconBegins == 0)
                    iconBegins = x;
                else if (pixel != QColor(Qt::red) && pixel.lightness() < 100)
                    wordsEnd = x;
            }
        }
        QVERIFY2(wordsEnd > 0 && iconBegins > wordsEnd && iconBegins - wordsEnd < 12,
                 qPrintable(u"%1 %2"_s.arg(wordsEnd).arg(iconBegins)));
    }

    void aChoiceExchangesPaletteAndIcons()
    {
        Theme theme(*qApp);
        QSignalSpy changes(&theme, &Theme::changed);

        theme.setChoice(ThemeChoice::Dark);
        QCOMPARE(changes.count(), 1);
        QVERIFY(isDark(qApp->palette()));
        QCOMPARE(QIcon::themeName(), u"breeze-dark"_s);

        theme.setChoice(ThemeChoice::Light);
        QVERIFY(!isDark(qApp->palette()));
        QCOMPARE(QIcon::themeName(), u"breeze"_s);
        QVERIFY(!QIcon::fromTheme(u"list-add"_s).isNull());
    }

    void theDesktopCountsOnlyWhileSystemIsChosen()
    {
        Theme theme(*qApp);
        theme.setSystemIsDark(true);
        QVERIFY(isDark(qApp->palette()));
        theme.setChoice(ThemeChoice::Light);
        QVERIFY(!isDark(qApp->palette()));
        theme.setSystemIsDark(false);
        theme.setSystemIsDark(true);
        QVERIFY(!isDark(qApp->palette()));
        theme.setChoice(ThemeChoice::System);
        QVERIFY(isDark(qApp->palette()));
        theme.setSystemIsDark(false);
        QVERIFY(!isDark(qApp->palette()));
    }

    void asksTheDesktopOnceWhenItsThemeChanges()
    {
        Theme theme(*qApp);
        theme.setChoice(ThemeChoice::Dark);
        QSignalSpy changed(&theme, &Theme::changed);
        QWidget first;
        QWidget second;
        for (QWidget *widget : {&first, &second}) {
            QEvent event(QEvent::ThemeChange); // every window hears of it
            QCoreApplication::sendEvent(widget, &event);
        }
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(isDark(qApp->palette()));
    }

    void comesToRestAfterAChange()
    {
        Theme theme(*qApp);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setChoice(ThemeChoice::Dark);
        theme.setChoice(ThemeChoice::Light);
        int turns = 0;
        QTimer loop;
        connect(&loop, &QTimer::timeout, &loop, [&turns] { ++turns; });
        loop.start(0);
        QTRY_VERIFY(turns > 50); // an echo of our own palette would come within these turns
        QCOMPARE(changed.size(), 2);
    }

    void thePortalsAnswerIsUnwrapped_data()
    {
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<int>("dark"); // -1: no answer
        const auto wrapped = [](const QVariant &inner) {
            return QVariant::fromValue(QDBusVariant(inner));
        };
        QTest::newRow("dark") << QVariant(1u) << 1;
        QTest::newRow("light") << QVariant(2u) << 0;
        QTest::newRow("no preference") << QVariant(0u) << -1;
        QTest::newRow("a value of the future") << QVariant(3u) << -1;
        QTest::newRow("wrapped twice") << wrapped(wrapped(QVariant(1u))) << 1;
        QTest::newRow("a text") << QVariant(u"dark"_s) << -1;
        QTest::newRow("nothing") << QVariant() << -1;
    }

    void thePortalsAnswerIsUnwrapped()
    {
        QFETCH(QVariant, value);
        QFETCH(int, dark);
        const std::optional<bool> found = DesktopScheme::isDark(value);
        QCOMPARE(found ? int(*found) : -1, dark);
    }

    void aPrimaryButtonIsDrawnInTheAccentColour()
    {
        Theme theme(*qApp);
        theme.setChoice(ThemeChoice::Light);
        QPushButton button(u"Run"_s);
        button.resize(100, 32);
        const auto colourAtTheEdge = [&button] {
            return button.grab().toImage().pixelColor(8, 16);
        };
        QVERIFY(colourAtTheEdge() != button.palette().color(QPalette::Highlight));
        setPrimary(button);
        QCOMPARE(colourAtTheEdge(), button.palette().color(QPalette::Highlight));
        button.setEnabled(false);
        QVERIFY(colourAtTheEdge() != button.palette().color(QPalette::Highlight));
    }

    void figuresHaveOneWidth()
    {
        const QFontMetricsF metrics(withTabularFigures(qApp->font()));
        QCOMPARE(metrics.horizontalAdvance(u"1111"_s), metrics.horizontalAdvance(u"8888"_s));
    }

    void textHasThreeSizes()
    {
        QLabel small, normal, large;
        setTextSize(small, TextSize::Small);
        setTextSize(normal, TextSize::Normal);
        setTextSize(large, TextSize::Large);
        QVERIFY(small.font().pointSizeF() < normal.font().pointSizeF());
        QVERIFY(normal.font().pointSizeF() < large.font().pointSizeF());
    }
};

QTEST_MAIN(tst_Theme)
#include "tst_Theme.moc"
