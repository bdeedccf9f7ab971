#pragma once

#include <QObject>
#include <QVariant>

#include <optional>

namespace studio
{

/// Asks the desktop portal once whether the user wants a dark look, which Qt 6.4 does not know. A desktop
/// without a portal never answers.
class DesktopScheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopScheme(QObject *parent = nullptr);

    void ask(); ///< The answer comes later, if at all.

    /// The portal's value, however deep it is wrapped; nothing for "no preference" and anything else.
    static std::optional<bool> isDark(const QVariant &value);

signals:
    void answered(bool isDark);
};

} // namespace studio
