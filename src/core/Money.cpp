#include "core/Money.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int decimals = 18;
__extension__ using Wide = __int128;

std::optional<Wide> checkedProduct(Wide a, Wide b)
{
    Wide product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        return std::nullopt;
    return product;
}

} // namespace

std::optional<Money> Money::parse(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty() || text.size() > 64)
        return std::nullopt;
    bool negative = false;
    if (text.front() == u'-' || text.front() == u'+') {
        negative = text.front() == u'-';
        text = text.sliced(1);
    }

    int exponent = 0;
    const qsizetype e = text.indexOf(u'e', 0, Qt::CaseInsensitive);
    if (e >= 0) {
        bool ok = false;
        exponent = text.sliced(e + 1).toInt(&ok);
        if (!ok || exponent < -64 || exponent > 64)
            return std::nullopt;
        text = text.first(e);
    }

    Wide digits = 0;
    int scale = -exponent; // how many of the digits stand behind the point
    bool sawDigit = false;
    bool sawPoint = false;
    for (const QChar c : text) {
        if (c == u'.') {
            if (std::exchange(sawPoint, true))
                return std::nullopt;
            continue;
        }
        if (c < u'0' || c > u'9')
            return std::nullopt;
        sawDigit = true;
        const auto shifted = checkedProduct(digits, 10);
        if (!shifted)
            return std::nullopt;
        digits = *shifted + (c.unicode() - u'0');
        scale += sawPoint ? 1 : 0;
    }
    if (!sawDigit)
        return std::nullopt;

    for (; scale > decimals; --scale) {
        if (digits % 10 != 0)
            return std::nullopt; // finer than we can keep: unknown beats wrong
        digits /= 10;
    }
    for (; scale < decimals && digits != 0; ++scale) {
        const auto shifted = checkedProduct(digits, 10);
        if (!shifted)
            return std::nullopt;
        digits = *shifted;
    }
    return Money(negative ? -digits : digits);
}

std::optional<Money> Money::fromJsonNumber(double amount)
{
    if (!qIsFinite(amount))
        return std::nullopt;
    // A sum such as 0.1 + 0.2 may need 17 digits, far below the smallest step that is ever billed.
    const QString shortest = QString::number(amount, 'g', QLocale::FloatingPointShortest);
    if (auto exact = parse(shortest))
        return exact;
    return parse(QString::number(amount, 'f', decimals));
}

QString Money::toString() const
{
    Units rest = m_units < 0 ? -m_units : m_units;
    QString digits;
    do {
        digits.prepend(QChar(u'0' + int(rest % 10)));
        rest /= 10;
    } while (rest != 0);
    digits = digits.rightJustified(decimals + 1, u'0');
    QString fraction = digits.last(decimals);
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    QString text = digits.chopped(decimals);
    if (!fraction.isEmpty())
        text += u'.' + fraction;
    return m_units < 0 ? u'-' + text : text;
}

QString Money::rounded(int significant) const
{
    const QString exact = toString();
    const qsizetype point = exact.indexOf(u'.');
    const QString fraction = point < 0 ? QString() : exact.sliced(point + 1);
    const QString whole = point < 0 ? exact : exact.first(point);
    qsizetype places = 2;
    if (whole == "0"_L1 || whole == "-0"_L1) {
        qsizetype zeros = 0;
        while (zeros < fraction.size() && fraction[zeros] == u'0')
            ++zeros;
        if (zeros < fraction.size())
            places = qMax<qsizetype>(2, zeros + significant);
    }
    Units step = 1;
    for (qsizetype i = places; i < decimals; ++i)
        step *= 10;
    const Units half = step / 2;
    const Units magnitude = ((m_units < 0 ? -m_units : m_units) + half) / step * step;
    QString text = Money(m_units < 0 ? -magnitude : magnitude).toString();
    qsizetype shown = text.indexOf(u'.');
    if (shown < 0) {
        shown = text.size();
        text += u'.';
    }
    return text.leftJustified(shown + 3, u'0');
}

std::optional<Money> Money::times(qint64 count) const
{
    const auto product = checkedProduct(m_units, count);
    return product ? std::optional(Money(*product)) : std::nullopt;
}

std::optional<Money> Money::dividedBy(qint64 count) const
{
    if (count <= 0)
        return std::nullopt;
    const Units half = (m_units < 0 ? -count : count) / 2;
    return Money((m_units + half) / count);
}

std::optional<Money> Money::plus(Money other) const
{
    Units sum = 0;
    if (__builtin_add_overflow(m_units, other.m_units, &sum))
        return std::nullopt;
    return Money(sum);
}

std::optional<Money> Money::minus(Money other) const
{
    Units difference = 0;
    if (__builtin_sub_overflow(m_units, other.m_units, &difference))
        return std::nullopt;
    return Money(difference);
}

} // namespace studio
