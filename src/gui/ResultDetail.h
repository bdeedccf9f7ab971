#pragma once

#include "gui/ResultAction.h"
#include "store/ResultShelf.h"

#include <QWidget>

#include <memory>

class QAction;

namespace studio
{

class ResultPictures;

namespace Ui
{
class ResultDetail;
}

/// What is known of one result beside its picture, as it is shown.
struct ResultFacts
{
    QString prompt; ///< With its blanks filled in; empty when it is not known.
    QString cost;   ///< "$0.04 reported".
    QString answered; ///< "Asked X, answered Y"; empty when they are the same.
};

/// The panel beside the grid: the selected result, how it was made, and what can be done with it. Shows how many there
/// are when more than one is selected.
class ResultDetail : public QWidget
{
    Q_OBJECT

public:
    explicit ResultDetail(QWidget *parent = nullptr);
    ~ResultDetail() override;

    void setPictures(ResultPictures *pictures);
    void setActions(const std::array<QAction *, resultActionCount> &actions); ///< The page's own.

    void show(const QList<MadeFile> &files, const ResultFacts &facts);

signals:
    void ratingChosen(int rating);
    void described(qint64 number, const QString &text); ///< Of a file that was shown; when writing it ended.
    void openRequested();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void giveDescription();
    void showDescription(const MadeFile *file);
    void offerFirst(QAction *action);
    void showOne(const MadeFile &file, const ResultFacts &facts);

    std::unique_ptr<Ui::ResultDetail> m_ui;
    qint64 m_described = 0; ///< Whose description is in the field; 0: of none.
    QAction *m_open = nullptr;    ///< Of one,
    QAction *m_compare = nullptr; ///< and of several.
};

} // namespace studio
