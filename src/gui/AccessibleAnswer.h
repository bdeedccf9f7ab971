#pragma once

#include "gui/AnswerIndex.h"
#include "gui/TextStretch.h"

#include <QAccessibleWidget>

namespace studio
{

/// An answer for screen readers: a text to read, not to edit, with the links and the words that copy code as
/// children. Offsets count the whole text as it reads. Only children that are seen are counted.
///
/// While nobody listens it reads nothing. While somebody does, the text is told once a frame as a change
/// outside the caret, which readers note and do not speak: speaking is the Announcer's.
/// Qt owns it and deletes it with its surface.
class AccessibleAnswer : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit AccessibleAnswer(AnswerSurface &surface);
    ~AccessibleAnswer() override;

    /// For QAccessible::installFactory().
    static QAccessibleInterface *make(const QString &className, QObject *object);

    QAccessible::State state() const override;
    QString text(QAccessible::Text kind) const override;
    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *focusChild() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    int characterCount() const override;
    QString text(int from, int to) const override;
    QString textBeforeOffset(int offset, QAccessible::TextBoundaryType kind, int *from, int *to) const override;
    QString textAtOffset(int offset, QAccessible::TextBoundaryType kind, int *from, int *to) const override;
    QString textAfterOffset(int offset, QAccessible::TextBoundaryType kind, int *from, int *to) const override;
    QString attributes(int offset, int *from, int *to) const override;

    int cursorPosition() const override;
    void setCursorPosition(int offset) override;
    int selectionCount() const override;
    void selection(int index, int *from, int *to) const override;
    void addSelection(int from, int to) override;
    void setSelection(int index, int from, int to) override;
    void removeSelection(int index) override;

    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int from, int to) override;

    /// What its children need.
    using Target = AnswerSurface::PlacedTarget;
    AnswerSurface &surface() const { return *static_cast<AnswerSurface *>(object()); }
    const AnswerIndex &index() const;
    QRect areaOf(const Target &target) const; ///< In the viewport; empty when it is not laid out.
    bool hasFocus(const Target &target) const;
    void focus(const Target &target) const;
    void press(const Target &target) const;

protected:
    /// Whether assistive technology is there. With tell() the seam for tests: offscreen, nobody listens to Qt.
    virtual bool isHeard() const;
    virtual void tell(QAccessibleEvent &event) const;

private:
    struct Child
    {
        Target target;
        QAccessible::Id id;
    };

    TextStretch stretchAt(int offset, QAccessible::TextBoundaryType kind) const;
    TextStretch lineAt(int offset) const;
    TextStretch selected() const;
    QString given(const TextStretch &stretch, int *from, int *to) const;
    QList<Target> seenTargets() const;
    QAccessibleInterface *childFor(const Target &target) const;
    void dropLostChildren(bool isOtherText) const;
    void tellText(const AnswerIndex::Change &change) const;
    void tellCaretAndFocus();

    mutable AnswerIndex m_index; ///< Read when somebody asks.
    mutable bool m_isStale = true;
    mutable QList<Child> m_children; ///< Those somebody has asked for, while the text has them.
    mutable QList<AnswerPart> m_parts; ///< Of the block that was last asked for looks.
    mutable int m_partsOf = -1;

    QTimer m_soon; ///< Several moves in a frame are told as one.
    int m_toldCaret = 0;
    TextStretch m_toldSelection;
    Target m_toldTarget;
};

} // namespace studio
