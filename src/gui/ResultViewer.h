#pragma once

#include "store/ResultShelf.h"

#include <QWidget>

#include <memory>

namespace studio
{

class MediaStore;
class ResultStage;

namespace Ui
{
class ResultViewer;
}

/// One result as large as the page. Arrow keys go on to its neighbours, 0 to 5 rate it, Escape leads back to the
/// grid.
class ResultViewer : public QWidget
{
    Q_OBJECT

public:
    explicit ResultViewer(QWidget *parent = nullptr);
    ~ResultViewer() override;

    void setStore(const MediaStore *store) { m_store = store; } ///< Outlives the viewer.
    void show(const MadeFile &file);
    void clear(); ///< Lets the picture go.

signals:
    void closed();
    void ratingChosen(int rating);
    void stepRequested(int by); ///< -1: the one before, 1: the one behind.

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showOnStage(const MadeFile &file);

    std::unique_ptr<Ui::ResultViewer> m_ui;
    const MediaStore *m_store = nullptr;
    ResultStage *m_stage;
    QByteArray m_shown; ///< Content's name; empty for none.
};

} // namespace studio
