#include "gateway/MadePictures.h"

#include "gateway/PictureDrawing.h"
#include "gateway/PictureFaults.h"
#include "gateway/PictureFile.h"

namespace studio
{

QList<MadePicture> madePictures(const PictureOrder &order, PictureStyle style, const Fault *fault)
{
    QList<MadePicture> pictures;
    if (fault && (fault->kind == FaultKind::Empty || fault->kind == FaultKind::Refusal))
        return pictures;
    for (int number = 0; number < order.count; ++number) {
        const QImage image = drawnPicture(order, style, number);
        MadePicture made{withFault(pictureFile(image, order), fault)};
        for (int stage = 0; stage < order.stages; ++stage)
            made.drafts += pictureFile(drawnStage(image, stage, order.stages), order);
        pictures += made;
    }
    return pictures;
}

QList<PracticePicture> filesOf(const QList<MadePicture> &pictures)
{
    QList<PracticePicture> files;
    for (const MadePicture &picture : pictures)
        files += picture.file;
    return files;
}

} // namespace studio
