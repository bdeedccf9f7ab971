#pragma once

#include "run/Attachments.h"
#include "run/SettingFit.h"

#include <QImage>
#include <QWidget>

#include <functional>

class QGridLayout;
class QLabel;
class QToolButton;

namespace studio
{

class AttachmentChip;

/// The files that are sent along with the prompt. Files are read and pasted pictures are packed while the window
/// goes on. What is taken out can be had back until something else happens. Hidden while there is nothing to say.
class AttachmentsForm : public QWidget
{
    Q_OBJECT

public:
    explicit AttachmentsForm(QWidget *parent = nullptr);

    void setAttachments(const QList<Media> &attachments);
    const QList<Media> &attachments() const { return m_attachments; }

    /// What each column reads; the form says who will refuse what.
    void setFits(const QList<ColumnFit> &fits);

    void addFiles(const QStringList &paths);
    void addPicture(const QImage &picture, const QString &name = {}); ///< Without a name it is from the clipboard.
    void addMedia(const Media &media); ///< A file that is here already, such as a picture that a model made.
    void askForFiles();

signals:
    void edited();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Arrival
    {
        QString name;
        std::variant<Media, AttachmentFault> outcome;
        QImage thumbnail = {};
    };

    static Arrival arrivalOf(const QString &name, const std::variant<Media, AttachmentFault> &outcome, int side);
    static QString refusalText(const QString &name, AttachmentFault fault);
    void wait(const std::function<QList<Arrival>()> &work);
    void take(const QList<Arrival> &arrivals);
    void remove(AttachmentChip *chip);
    void takeBack();
    AttachmentChip *makeChip(const Media &media);
    void arrange();
    void say(const QString &text, bool canTakeBack = false);
    void showFits();
    int sideInPixels() const;
    int chipsBeside() const;

    QGridLayout *m_grid;
    QLabel *m_fitLabel;
    QLabel *m_noteLabel;
    QToolButton *m_undoButton;
    QList<Media> m_attachments;
    QList<AttachmentChip *> m_chips; ///< Of the attachments, in their order.
    QList<ColumnFit> m_fits;
    Media m_removed;
    qsizetype m_removedAt = 0;
    quint64 m_era = 0; ///< Of the prompt: what arrives for an earlier one is not for this one.
    int m_arrangedBeside = 0;
};

} // namespace studio
