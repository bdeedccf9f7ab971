#pragma once

#include <QMetaType>
#include <QWidget>

class QLabel;

namespace studio
{

/// What an icon and a sentence say together. The sentence always says it too.
enum class Verdict {
    None,    ///< Nothing to say: the line is hidden.
    Plain,   ///< Words without an icon.
    Note,    ///< Worth knowing.
    Working, ///< Going on right now.
    Passed,
    Look,    ///< Somebody should look.
    Failed,
};

/// One line that says how something stands: an icon first, then the words, as plain text that can be selected.
class VerdictLine : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictLine(QWidget *parent = nullptr);

    void say(Verdict verdict, const QString &text);
    void clear() { say(Verdict::None, {}); }

    Verdict verdict() const { return m_verdict; }
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();

    Verdict m_verdict = Verdict::None;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace studio

Q_DECLARE_METATYPE(studio::Verdict)
