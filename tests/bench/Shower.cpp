#include "Shower.h"

#include "PaintWatch.h"
#include "stock/StockAnswer.h"

#include "gui/AnswerView.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

class ProductShower : public Shower
{
public:
    QWidget &widget() override { return *m_view; }
    void append(const QString &delta) override { m_view->appendText(delta); }
    std::unique_ptr<PaintWatch> watch() override { return std::make_unique<PaintWatch>(*m_view); }
    QString shownText() const override { return studio::shownText(*m_view); }

private:
    AnswerView *m_view = new AnswerView; // goes with the window
};

/// Collects text for a frame. refresh() shows it.
class FramedShower : public Shower
{
public:
    FramedShower()
    {
        m_frame.setSingleShot(true);
        m_frame.setInterval(16ms);
        m_frame.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_frame, &QTimer::timeout, &m_frame, [this] {
            refresh();
            m_shown = m_text.size();
        });
    }

    void append(const QString &delta) override
    {
        m_text += delta;
        if (!m_frame.isActive())
            m_frame.start();
    }

    std::unique_ptr<PaintWatch> watch() override
    {
        auto *area = qobject_cast<QAbstractScrollArea *>(&widget());
        return std::make_unique<PaintWatch>(area ? *area->viewport() : widget(), [this] { return m_shown; });
    }

protected:
    virtual void refresh() = 0;

    QString m_text;
    qsizetype m_shown = 0;

private:
    QTimer m_frame;
};

class TailShower : public FramedShower
{
public:
    QWidget &widget() override { return *m_view; }
    QString shownText() const override { return m_view->toPlainText(); }

protected:
    void refresh() override { m_view->showText(m_text); }

private:
    StockAnswer *m_view = new StockAnswer;
};

class MarkdownShower : public FramedShower
{
public:
    QWidget &widget() override { return *m_view; }
    QString shownText() const override { return m_view->toPlainText(); }

protected:
    void refresh() override
    {
        m_view->setMarkdown(m_text);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    }

private:
    QTextBrowser *m_view = new QTextBrowser;
};

class PlainShower : public FramedShower
{
public:
    PlainShower()
    {
        m_view->setReadOnly(true);
        m_view->setUndoRedoEnabled(false);
    }

    QWidget &widget() override { return *m_view; }
    QString shownText() const override { return m_view->toPlainText(); }

protected:
    void refresh() override
    {
        QTextCursor cursor(m_view->document());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(m_text.sliced(m_shown));
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    }

private:
    QPlainTextEdit *m_view = new QPlainTextEdit;
};

class NothingShower : public FramedShower
{
public:
    QWidget &widget() override { return *m_view; }
    QString shownText() const override { return m_text; }

protected:
    void refresh() override { m_view->update(0, 0, 1, 1); }

private:
    QWidget *m_view = new QWidget;
};

} // namespace

std::unique_ptr<Shower> makeShower(const QString &way)
{
    if (way == "product"_L1)
        return std::make_unique<ProductShower>();
    if (way == "tail"_L1)
        return std::make_unique<TailShower>();
    if (way == "markdown"_L1)
        return std::make_unique<MarkdownShower>();
    if (way == "plain"_L1)
        return std::make_unique<PlainShower>();
    return std::make_unique<NothingShower>();
}

} // namespace studio
