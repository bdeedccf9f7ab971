#pragma once

#include "core/Result.h"

#include <QHashFunctions>
#include <QMetaType>

namespace studio
{

/// One model at one provider: what a column asks.
struct Target
{
    QString provider; ///< Id of a provider profile: "openrouter", "wisgate", "practice" ...
    QString model;    ///< The provider's own id, opaque and case-sensitive; may contain slashes.

    bool operator==(const Target &) const = default;
    QString toString() const { return provider + u'/' + model; }
};

inline std::size_t qHash(const Target &target, std::size_t seed = 0)
{
    return qHashMulti(seed, target.provider, target.model);
}

/// Reads "provider/model"; everything behind the first slash is the model.
Result<Target> parseTarget(QStringView text);

} // namespace studio

Q_DECLARE_METATYPE(studio::Target)
