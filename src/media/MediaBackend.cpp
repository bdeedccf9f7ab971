#include "media/MediaBackend.h"

#include <QLibrary>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int silent = -8; ///< AV_LOG_QUIET

} // namespace

void chooseMediaBackend()
{
    qputenv("QT_MEDIA_BACKEND", "ffmpeg");
}

void quietenMediaBackend()
{
    static const bool isQuiet = [] {
        QLoggingCategory::setFilterRules(u"default.debug=false"_s);
        using SetLevel = void (*)(int);
        const auto setLevel = reinterpret_cast<SetLevel>(QLibrary(u"avutil"_s, 57).resolve("av_log_set_level"));
        if (setLevel != nullptr)
            setLevel(silent);
        return setLevel != nullptr;
    }();
    Q_UNUSED(isQuiet);
}

} // namespace studio
