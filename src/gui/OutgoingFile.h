#pragma once

#include "core/Result.h"

#include <QFuture>
#include <QImage>
#include <QObject>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>

class QMimeData;
class QWidget;

namespace studio
{

/// A file to give away: what it should be called, and how it comes to lie somewhere.
struct OfferedFile
{
    QString name = {}; ///< "spring-mug-picture-a-1.png"

    /// Writes it to a path and gives the path of what it wrote beside it, empty for nothing. Waits for the disk and is
    /// called in another thread, so it holds all that it needs.
    std::function<Result<QString>(const QString &target)> write = {};
};

/// The file as it lies there, byte by byte.
OfferedFile plainFile(const QString &path, const QString &name = {});

/// How the file that a view shows leaves the program: dragged, on the clipboard and saved. What leaves is always a copy,
/// so nobody changes what is kept. It is written in another thread, for a drag once for each file that is shown, and lies in a
/// folder of this program alone until the view is gone.
class OutgoingFile : public QObject
{
    Q_OBJECT

public:
    using Supply = std::function<Result<OfferedFile>()>;
    /// Asks where to save: gets the suggested path and a function to call with the chosen one. Tests put theirs here.
    using Chooser = std::function<void(const QString &suggested, const std::function<void(const QString &)> &chosen)>;
    /// Takes over what is dragged. Tests put theirs here: a real drag waits for a real mouse.
    using Dragger = std::function<void(std::unique_ptr<QMimeData> data, const QImage &image)>;

    /// title: of the question where to save. folder: where that begins.
    OutgoingFile(QWidget &view, const QString &title, const QString &folder);

    void setSupply(Supply supply) { m_supply = std::move(supply); }
    void setChooser(Chooser chooser) { m_chooser = std::move(chooser); }
    void setDragger(Dragger dragger) { m_dragger = std::move(dragger); }

    void forget(); ///< Another file is shown: what is being written for a drag is of no use any more.

    /// image: what it shows, for whoever takes no files; may be null.
    void drag(const QImage &image);
    void copy(const QImage &image);
    void copy(const OfferedFile &file, const QImage &image); ///< Another one than is supplied.
    void saveAs();
    void saveAs(const OfferedFile &file);

signals:
    void said(const QString &sentence); ///< What is going on; empty when that is over.
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    using Paths = Result<QStringList>; ///< Of the copy and of what lies beside it.

    std::optional<OfferedFile> offered();
    QFuture<Paths> copyOf(const OfferedFile &file);
    void await(const QFuture<Paths> &copy, const std::function<bool()> &isWanted,
               const std::function<void(std::unique_ptr<QMimeData>)> &take);
    void saveTo(const OfferedFile &file, const QString &path);
    void startDrag(std::unique_ptr<QMimeData> data, const QImage &image);
    void ask(const QString &suggested, const std::function<void(const QString &)> &chosen);

    QWidget &m_view;
    QString m_title;
    QString m_place;
    Supply m_supply;
    Chooser m_chooser;
    Dragger m_dragger;
    std::shared_ptr<QTemporaryDir> m_folder; ///< Made for the first copy. Shared with whoever writes there right now.
    int m_copies = 0;
    int m_shown = 0;  ///< Counts the files that are shown.
    int m_copied = 0; ///< Counts what is meant for the clipboard, whatever is shown when it is written.
    std::optional<QFuture<Paths>> m_dragged; ///< The copy of the shown one, begun by its first drag.
};

} // namespace studio
