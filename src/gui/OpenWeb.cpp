#include "gui/OpenWeb.h"

#include "gui/LinkDialog.h"

#include <QDesktopServices>

using namespace Qt::StringLiterals;

namespace studio
{

void openWeb(const QUrl &link, QWidget *parent)
{
    const QString scheme = link.scheme();
    if (scheme != "https"_L1 && scheme != "http"_L1 && scheme != "mailto"_L1)
        return;
    auto *dialog = new LinkDialog(link, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &LinkDialog::openRequested, dialog, [](const QUrl &url) {
        QDesktopServices::openUrl(url);
    });
    dialog->open();
}

} // namespace studio
