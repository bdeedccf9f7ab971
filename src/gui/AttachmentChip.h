#pragma once

#include "core/Media.h"

#include <QImage>
#include <QWidget>

class QLabel;
class QToolButton;

namespace studio
{

/// One file that is sent along: a small picture of it, its name and size, and a button that takes it out.
class AttachmentChip : public QWidget
{
    Q_OBJECT

public:
    explicit AttachmentChip(const Media &media, QWidget *parent = nullptr);

    static int pictureSide(); ///< In logical pixels.
    void setPicture(const QImage &picture);

    QToolButton &removeButton() const { return *m_remove; }

signals:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_picture;
    QToolButton *m_remove;
};

} // namespace studio
