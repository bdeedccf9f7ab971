#pragma once

#include <QWidget>

#include <memory>

namespace studio
{

class QuestionCard;

namespace Ui
{
class WelcomePage;
}

enum class Question
{
    ProductText,
    Picture,
    Video
};

/// The first start: three questions that open a finished trial, and the ways to an account. Everything can
/// be skipped.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);
    ~WelcomePage() override;

signals:
    void questionChosen(studio::Question question);
    void connectRequested(const QString &provider); ///< Profile::id.
    void serverRequested();
    void browseRequested();
    void skipRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillCards();

    std::unique_ptr<Ui::WelcomePage> m_ui;
};

} // namespace studio
