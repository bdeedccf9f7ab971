#pragma once

#include "gui/OutgoingFile.h"
#include "media/PictureDecoder.h"

namespace studio
{

/// How a picture leaves the program: on the clipboard, by drag and drop and as a saved file. What leaves is supplied by
/// the caller, such as a copy with the record of how it was made; by default it is a copy of the file as it came.
class PictureFiles : public QObject
{
    Q_OBJECT

public:
    explicit PictureFiles(QWidget &window);

    void setPicture(const PictureSource &source, const Picture &picture);

    OutgoingFile &outgoing() const { return *m_outgoing; } ///< For setSupply(), setChooser().

    void drag();
    void copy() const; ///< The picture itself.
    void copyFile(const OfferedFile &file); ///< For whoever pastes files, and the picture for all others.
    void saveAs();
    void reveal();

signals:
    void failed(const QString &sentence);

private:
    QImage image() const; ///< Null when there is none.
    Result<OfferedFile> original() const;

    OutgoingFile *m_outgoing;
    PictureSource m_source;
    Picture m_picture;
};

} // namespace studio
