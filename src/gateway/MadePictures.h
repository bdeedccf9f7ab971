#pragma once

#include "gateway/Faults.h"
#include "gateway/PictureOrder.h"

namespace studio
{

/// One picture of an answer.
struct MadePicture
{
    PracticePicture file;
    QList<PracticePicture> drafts = {}; ///< Stages on the way to it, the coarsest first.
    QByteArray link = {};               ///< Where it is instead; empty when the answer holds it.
};

/// The pictures of an order, as the fault leaves them. None for an answer that is to be empty, or that declines.
QList<MadePicture> madePictures(const PictureOrder &order, PictureStyle style, const Fault *fault);

QList<PracticePicture> filesOf(const QList<MadePicture> &pictures);

} // namespace studio
