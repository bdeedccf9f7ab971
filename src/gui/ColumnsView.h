#pragma once

#include "gui/ErrorText.h"

#include <QList>
#include <QWidget>

#include <memory>

class QUrl;

namespace studio
{

class RunColumn;

namespace Ui
{
class ColumnsView;
}

/// Up to six columns, numbered from 1 as in RunRecord. Side by side while each has 360 pixels; when not all of
/// them have it, as many as do stand there, tabs lead to the others, and it says so. One can have all the room.
class ColumnsView : public QWidget
{
    Q_OBJECT

public:
    static constexpr int leastColumnWidth = 360;

    enum class Arrangement
    {
        Fitting, ///< Side by side where they fit.
        Tabs,
    };

    explicit ColumnsView(QWidget *parent = nullptr);
    ~ColumnsView() override;

    void setCount(int count); ///< Columns that stay keep what they show.
    int count() const { return m_count; }
    RunColumn &column(int number) const;

    /// The column that was used last; 0 when there is none.
    int current() const;
    void setCurrent(int number);

    /// 0 shows all again.
    void setMaximised(int number);
    int maximised() const { return m_maximised; }

    void setArrangement(Arrangement arrangement);
    Arrangement arrangement() const { return m_arrangement; }
    bool showsTabs() const; ///< Not all columns stand side by side.

    void setPlain(bool isPlain); ///< All answers as they came.

    void setTitle(int number, const QString &model, const QString &provider);

    QSize minimumSizeHint() const override;

signals:
    void currentChanged(int number);
    void maximisedChanged(int number);
    void stateChanged(int number); ///< That column shows another state.
    void chooseRequested();        ///< From the empty state.
    void stopRequested(int number);
    void retryRequested(int number);
    void sentRequested(int number);
    void removeRequested(int number);
    void actionRequested(int number, studio::Action action);
    void linkActivated(const QUrl &url);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    RunColumn *makeColumn(int number);
    void updateTab(int number);
    void noteFocus(QWidget *widget);
    void arrange();
    int mostSideBySide() const;
    bool isShown(int number) const;

    std::unique_ptr<Ui::ColumnsView> m_ui;
    /// All there can ever be, made at once so that Tab walks them in their order. Children of this widget.
    QList<RunColumn *> m_columns;
    QStringList m_models; ///< What the tabs say.
    int m_count = 0;
    Arrangement m_arrangement = Arrangement::Fitting;
    int m_current = 1;
    int m_first = 1; ///< Of those side by side.
    int m_maximised = 0;
};

} // namespace studio
