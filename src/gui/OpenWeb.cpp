#include "gui/OpenWeb.h"

#include "gui/LinkDialog.h"

#include <QDesktopServices>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

void open(const QUrl &url)
{
    QDesktopServices::openUrl(url);
}

} // namespace

void openWeb(const QUrl &link, QWidget *parent)
{
    const QString scheme = link.scheme();
    if (scheme != "https"_L1 && scheme != "http"_L1 && scheme != "mailto"_L1)
        return;
    auto *dialog = new LinkDialog(link, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &LinkDialog::openRequested, dialog, [](const QUrl &url) {
        open(url);
    });
    dialog->open();
}

void openClip(const QString &path)
{
    static const QStringList suffixes{u"mp4"_s, u"webm"_s, u"avi"_s, u"gif"_s, u"mov"_s, u"mkv"_s};
    const QFileInfo file(path);
    if (file.isFile() && suffixes.contains(file.suffix().toLower()))
        open(QUrl::fromLocalFile(file.absoluteFilePath()));
}

} // namespace studio
