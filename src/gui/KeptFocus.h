#pragma once

class QWidget;

namespace studio
{

/// setEnabled() for a control that is out of use for a while. Qt would hand its focus on to the next one, which
/// may be the button that deletes something; here the focus rests on the parent, and comes back if it is still
/// there when the control can be used again.
void setUsable(QWidget &control, bool isUsable);

} // namespace studio
