#pragma once

#include <QWidget>

#include <memory>

namespace studio
{

namespace Ui
{
class VideoPane;
}

class ClipPlayer;

/// One of the clips that are compared: its name, its shift against the others, its frames and where it is. It owns its
/// player; the clock that all share belongs to VideoCompare.
class VideoPane : public QWidget
{
    Q_OBJECT

public:
    enum class Hold { None, Waits, Over }; ///< Why it stands still while others go on.

    explicit VideoPane(const QString &letter, const QString &name, QWidget *parent = nullptr);
    ~VideoPane() override;

    ClipPlayer &player() const { return *m_player; }
    const QString &name() const { return m_name; }
    const QString &letter() const { return m_letter; }
    void load(const QString &path);
    void showPlace(Hold hold);
    void setHeard(bool isHeard);
    void setOffset(int frames);

signals:
    void offsetChanged(int frames);
    void soloRequested(bool isAlone);
    void clicked();
    void openRequested(const QString &path);

private:
    void follow();

    std::unique_ptr<Ui::VideoPane> m_ui;
    ClipPlayer *m_player;
    QString m_letter;
    QString m_name;
};

} // namespace studio
