#pragma once

#include <QAbstractButton>

class QLabel;

namespace studio
{

/// A large button of the first page: a picture, a question, and one line about it.
class QuestionCard : public QAbstractButton
{
    Q_OBJECT

public:
    explicit QuestionCard(QWidget *parent = nullptr);

    /// The icon is a freedesktop name. The line also becomes the accessible description.
    void setQuestion(const QString &icon, const QString &question, const QString &line);

    QSize sizeHint() const override { return QWidget::sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showPicture();

    QString m_iconName;
    QLabel *m_picture;
    QLabel *m_question;
    QLabel *m_line;
};

} // namespace studio
