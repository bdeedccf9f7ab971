#pragma once

#include <QWidget>

#include <array>

class QToolButton;

namespace studio
{

/// Five stars to click on, or to reach with keys. A click on the last lit one takes it away.
class RatingBar : public QWidget
{
    Q_OBJECT

public:
    explicit RatingBar(QWidget *parent = nullptr);

    void setRating(int rating); ///< 0 to 5.
    int rating() const { return m_rating; }

signals:
    void ratingChosen(int rating);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showStars();

    std::array<QToolButton *, 5> m_stars{};
    int m_rating = 0;
};

} // namespace studio
