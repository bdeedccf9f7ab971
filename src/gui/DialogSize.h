#pragma once

class QDialog;

namespace studio
{

/// Makes a dialog wide enough for so many letters and tall enough for its words, however they wrap. Call
/// again when they change: a dialog does not grow by itself.
void fitDialog(QDialog &dialog, int letters);

} // namespace studio
