#pragma once

#include "gui/AccessibleAnswer.h"

namespace studio
{

/// A link or a "Copy code" in an answer, for screen readers: what it is called, where it leads, and how to press
/// it. Belongs to its answer, which deletes it when the text has it no more.
class AccessibleTarget : public QAccessibleInterface,
                         public QAccessibleActionInterface,
                         public QAccessibleHyperlinkInterface
{
public:
    AccessibleTarget(const AccessibleAnswer &answer, const AccessibleAnswer::Target &target);

    bool isValid() const override { return m_answer.isValid(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_answer.window(); }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }

    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    QRect rect() const override;
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override {}
    void *interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override;
    void doAction(const QString &action) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    QString anchor() const override { return text(QAccessible::Name); }
    QString anchorTarget() const override { return m_target.target.address; }
    int startIndex() const override;
    int endIndex() const override;

private:
    bool isLink() const { return m_target.target.kind == AnswerTarget::Kind::Link; }

    const AccessibleAnswer &m_answer;
    const AccessibleAnswer::Target m_target;
};

} // namespace studio
