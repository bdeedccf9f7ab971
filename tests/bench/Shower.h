#pragma once

#include <QString>

#include <memory>

class QWidget;

namespace studio
{

class PaintWatch;

/// Something that shows a growing answer: the product or a control. Each updates at most once in 16 ms.
class Shower
{
public:
    virtual ~Shower() = default;

    virtual QWidget &widget() = 0;  ///< Owned by its parent widget once it has one.
    virtual void append(const QString &delta) = 0;
    virtual std::unique_ptr<PaintWatch> watch() = 0;
    virtual QString shownText() const = 0; ///< As a reader would copy it.
};

/// "product", "tail": QTextBrowser, only the tail rendered again; "markdown": QTextBrowser::setMarkdown of the whole;
/// "plain": QPlainTextEdit; "nothing": only counts, which is what driving the others costs.
std::unique_ptr<Shower> makeShower(const QString &way);

} // namespace studio
