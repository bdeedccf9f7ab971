#pragma once

#include "core/Media.h"
#include "gui/ColumnPlan.h"
#include "gui/ErrorText.h"

#include <QList>
#include <QWidget>

#include <memory>

class QUrl;

namespace studio
{

class FrameClock;
class LinkedScrolling;
struct MediaTools;
class RunColumn;

namespace Ui
{
class ColumnsView;
}

/// Up to six columns, numbered from 1 as in RunRecord. None is narrower than 360 pixels: where they do not fit
/// side by side they stand as a grid, or tabs lead to those out of sight, and it says so. One can have all the
/// room. All answers grow in one beat, and may scroll together.
class ColumnsView : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnsView(QWidget *parent = nullptr);
    ~ColumnsView() override;

    void setCount(int count); ///< Columns that stay keep what they show.
    int count() const { return m_count; }
    RunColumn &column(int number) const;
    RunColumn &anyColumn(int number) const { return *m_columns[number - 1]; } ///< Also one that is not in use yet.

    /// The column that was used last; 0 when there is none.
    int current() const;
    void setCurrent(int number); ///< When one has all the room, it is now this one.
    void goTo(int number);       ///< And works with its answer; from the last on it is the first again.

    /// 0 shows all again. A column that is alone has all the room anyway.
    void setMaximised(int number);
    int maximised() const { return m_maximised; }

    void setArrangement(Arrangement arrangement);
    Arrangement arrangement() const { return m_arrangement; }
    bool showsTabs() const; ///< Not all columns can be in sight at once.

    void setScrollingTogether(bool isTogether);
    bool isScrollingTogether() const;

    void setPlain(bool isPlain); ///< All answers as they came.

    void setMediaTools(const MediaTools &tools); ///< For pictures and videos; they outlive this.

    void setTitle(int number, const QString &model, const QString &provider);

    bool hasHeightForWidth() const override { return false; } ///< Answers scroll in whatever height there is.
    QSize minimumSizeHint() const override;

signals:
    void countChanged(int count);
    void currentChanged(int number);
    void maximisedChanged(int number);
    void stateChanged(int number); ///< That column shows another state.
    void mediaChanged(int number); ///< That column has other pictures or clips, or looks at another one.
    void referenceRequested(const studio::KeptMedia &file);
    void frameWanted(const QImage &frame);   ///< The same, of a clip.
    void openRequested(const QString &path); ///< In the user's own player.
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
    void noteState(int number);
    void arrange();
    void place(const QList<RunColumn *> &shown, int across);
    void keepFocusInSight();
    QSize room() const;
    ColumnPlan plan() const;
    QString note(const ColumnPlan &plan) const;
    bool isShown(int number, const ColumnPlan &plan) const;

    std::unique_ptr<Ui::ColumnsView> m_ui;
    FrameClock *m_clock;          ///< Of all answers. Child, as the next.
    LinkedScrolling *m_scrolling;
    /// All there can ever be, made at once so that Tab walks them in their order. Children of this widget.
    QList<RunColumn *> m_columns;
    QStringList m_models; ///< What the tabs say.
    int m_count = 0;
    Arrangement m_arrangement = Arrangement::Automatic;
    int m_current = 1;
    int m_first = 1; ///< Of those in sight.
    int m_maximised = 0;
    QList<RunColumn *> m_placed; ///< In sight, in this order.
    int m_across = 0;            ///< In a row of them.
};

} // namespace studio
