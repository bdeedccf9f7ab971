#pragma once

#include <QMetaType>
#include <QString>

#include <compare>
#include <optional>

namespace studio
{

/// An exact amount of US dollars in steps of 10^-18, so that a price per token and a bill both fit
/// and neither ever passes through a double. Range: about +-10^20 dollars.
class Money
{
public:
    Money() = default;

    /// Reads plain decimals and exponents ("0.0000025", "1.5e-05"). Nothing for anything else, for
    /// more than 18 decimals that matter, and for amounts out of range.
    static std::optional<Money> parse(QStringView text);

    /// A JSON number as servers write bills. The shortest decimal that means this double is taken.
    static std::optional<Money> fromJsonNumber(double amount);

    /// Shortest plain decimal: "0.0000025", "12", "-0.5".
    QString toString() const;

    /// For showing only: rounded to significant digits, at least two decimals: "0.0041", "1.20".
    QString rounded(int significant = 2) const;

    /// Nothing when the product is out of range.
    std::optional<Money> times(qint64 count) const;
    std::optional<Money> dividedBy(qint64 count) const; ///< To the nearest step; nothing for zero.
    std::optional<Money> plus(Money other) const;
    std::optional<Money> minus(Money other) const;

    bool isZero() const { return m_units == 0; }
    bool isNegative() const { return m_units < 0; }

    auto operator<=>(const Money &) const = default;

private:
    __extension__ using Units = __int128;

    explicit Money(Units units) : m_units(units) {}

    Units m_units = 0;
};

/// Where a figure of money comes from. The three are never merged.
enum class CostKind {
    Unknown,
    Estimate, ///< Our own sum from listed prices.
    Reported, ///< In the server's answer.
};

struct Cost
{
    CostKind kind = CostKind::Unknown;
    Money usd = {}; ///< Meaningless while the kind is Unknown.

    bool operator==(const Cost &) const = default;
};

} // namespace studio

Q_DECLARE_METATYPE(studio::Money)
