#pragma once

#include "core/Result.h"
#include "media/PictureDecoder.h"

#include <QObject>
#include <QTemporaryDir>

#include <functional>
#include <memory>

class QMimeData;
class QWidget;

namespace studio
{

/// A file to give away, and what it should be called.
struct OfferedFile
{
    QString path = {};
    QString name = {}; ///< "spring-mug-picture-a-1.png"; the file's own name when empty.
};

/// How a picture leaves the program: on the clipboard, by drag and drop and as a saved file. What leaves is supplied by
/// the caller, such as a copy with the record of how it was made; by default it is the file as it came.
class PictureFiles : public QObject
{
    Q_OBJECT

public:
    using Supply = std::function<Result<OfferedFile>()>;
    /// Asks where to save: gets the suggested name and a function to call with the chosen path. Tests put theirs here.
    using Chooser = std::function<void(const QString &name, const std::function<void(const QString &)> &chosen)>;

    explicit PictureFiles(QWidget &window);
    ~PictureFiles() override;

    void setPicture(const PictureSource &source, const Picture &picture);
    void setSupply(Supply supply) { m_supply = std::move(supply); }
    void setChooser(Chooser chooser) { m_chooser = std::move(chooser); }

    /// The file, as a link, and the picture itself. Null when there is none. Belongs to the caller.
    QMimeData *dragData();
    QMimeData *copyData() const;
    void drag();
    void copy() const;
    void saveAs();
    void reveal();

signals:
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    Result<OfferedFile> offered();
    Result<OfferedFile> original();
    void saveTo(const QString &from, const QString &to);

    QWidget &m_window;
    PictureSource m_source;
    Picture m_picture;
    Supply m_supply;
    Chooser m_chooser;
    std::unique_ptr<QTemporaryDir> m_folder; ///< For a picture that is in no file.
};

} // namespace studio
