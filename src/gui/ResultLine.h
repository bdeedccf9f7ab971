#pragma once

#include "gui/ElidedLabel.h"
#include "gui/RunFacts.h"

namespace studio
{

/// The quiet line below an answer: a few words, and all figures while the pointer or the focus is on it.
/// Tab stops here only when there are figures.
class ResultLine : public ElidedLabel
{
    Q_OBJECT

public:
    explicit ResultLine(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString table() const;

    QList<Fact> m_facts;
};

} // namespace studio
