#include "core/Target.h"

using namespace Qt::StringLiterals;

namespace studio
{

Result<Target> parseTarget(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash <= 0 || slash == text.size() - 1)
        return Error{ErrorKind::Rejected, u"expected provider/model"_s};
    return Target{text.first(slash).toString(), text.sliced(slash + 1).toString()};
}

} // namespace studio
