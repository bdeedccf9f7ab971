#include "run/ShapeFit.h"

#include "providers/Dialect.h"
#include "providers/SettingFields.h"
#include "run/SettingFit.h"

#include <QRegularExpression>
#include <QSize>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// "16:9"; empty for what is none.
QSize ratioOf(const QString &text)
{
    static const QRegularExpression pattern(u"^\\s*([1-9][0-9]{0,3})\\s*:\\s*([1-9][0-9]{0,3})\\s*$"_s);
    const auto match = pattern.match(text);
    return match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize();
}

/// "1536x1024"; empty for what is none.
QSize pixelsOf(const QString &text)
{
    static const QRegularExpression pattern(u"^\\s*([1-9][0-9]{0,4})\\s*[xX×]\\s*([1-9][0-9]{0,4})\\s*$"_s);
    const auto match = pattern.match(text);
    return match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize();
}

QString sizeText(QSize size)
{
    return u"%1x%2"_s.arg(size.width()).arg(size.height());
}

/// How far two shapes are apart; 0 for the same.
double distance(QSize a, QSize b)
{
    return std::abs(std::log(double(a.width()) / a.height()) - std::log(double(b.width()) / b.height()));
}

/// The lines of a video: 720 for "720p", 0 for what is none.
int linesOf(const QString &resolution)
{
    static const QRegularExpression pattern(u"^\\s*([1-9][0-9]{2,3})[pP]\\s*$"_s);
    const auto match = pattern.match(resolution);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

/// The sizes that a model of this wire format is known to make; each model's own where they differ.
QList<QSize> knownSizes(const Profile &profile, const QString &model)
{
    if (profile.dialect.startsWith("openai-videos"_L1))
        return {{1280, 720}, {720, 1280}};
    if (model.contains("dall-e-3"_L1))
        return {{1024, 1024}, {1792, 1024}, {1024, 1792}};
    if (model.contains("dall-e-2"_L1))
        return {{1024, 1024}};
    return {{1024, 1024}, {1536, 1024}, {1024, 1536}};
}

/// So many lines in that shape, in the even numbers that video formats want.
QSize sizeWithLines(QSize ratio, int lines)
{
    const bool isWide = ratio.width() >= ratio.height();
    const double longer = isWide ? double(ratio.width()) / ratio.height() : double(ratio.height()) / ratio.width();
    const int other = int(std::lround(lines * longer / 2)) * 2;
    return isWide ? QSize(other, lines) : QSize(lines, other);
}

QString sizeFor(const Profile &profile, const QString &model, const QJsonObject &settings)
{
    const QSize ratio = ratioOf(settings[u"aspect_ratio"_s].toString());
    const int lines = profile.dialect.startsWith("openai-videos"_L1) ? linesOf(settings[u"resolution"_s].toString()) : 0;
    if (lines > 0)
        return sizeText(sizeWithLines(ratio.isEmpty() ? QSize(16, 9) : ratio, lines));
    if (ratio.isEmpty())
        return {};
    const QList<QSize> sizes = knownSizes(profile, model);
    return sizeText(*std::min_element(sizes.begin(), sizes.end(), [ratio](QSize a, QSize b) {
        return distance(ratio, a) < distance(ratio, b);
    }));
}

/// The usual ratio that a size has; empty when it is far from all of them.
QString ratioFor(const QString &size)
{
    constexpr double most = 0.03; // 1344x768 counts as 16:9, 1536x1024 does not
    constexpr std::array<QSize, 9> usual{{{1, 1}, {3, 2}, {2, 3}, {4, 3}, {3, 4}, {16, 9}, {9, 16}, {21, 9}, {9, 21}}};
    const QSize pixels = pixelsOf(size);
    if (pixels.isEmpty())
        return {};
    const auto *nearest = std::min_element(usual.begin(), usual.end(), [pixels](QSize a, QSize b) {
        return distance(pixels, a) < distance(pixels, b);
    });
    return distance(pixels, *nearest) <= most ? u"%1:%2"_s.arg(nearest->width()).arg(nearest->height()) : QString();
}

/// "1080p" where the shorter side is a usual one.
QString linesFor(const QString &size)
{
    const QSize pixels = pixelsOf(size);
    const int lines = std::min(pixels.width(), pixels.height());
    return QList{480, 720, 1080, 2160}.contains(lines) ? u"%1p"_s.arg(lines) : QString();
}

bool hasPlace(const Profile &profile, QLatin1StringView setting)
{
    return !fieldFor(profile, QString(setting)).isEmpty();
}

/// What stands for a setting in this wire format.
QStringList placesOf(const Profile &profile, const QString &setting)
{
    if (!fieldFor(profile, setting).isEmpty())
        return {setting};
    if (setting == "aspect_ratio"_L1 && hasPlace(profile, "size"_L1))
        return {u"size"_s};
    if (setting == "resolution"_L1 && profile.dialect.startsWith("openai-videos"_L1))
        return {u"size"_s};
    if (setting == "size"_L1 && hasPlace(profile, "aspect_ratio"_L1))
        return profile.dialect == "seedance"_L1 ? QStringList{u"aspect_ratio"_s, u"resolution"_s}
                                                : QStringList{u"aspect_ratio"_s};
    return {};
}

bool makesMedia(const Profile &profile, const Model *row)
{
    const Dialect *dialect = dialectNamed(profile.dialect);
    const bool isListed = row && (row->outputs.contains(u"image"_s) || row->outputs.contains(u"video"_s));
    return isListed || (dialect && !dialect->answersInText());
}

void setIfMissing(QJsonObject &settings, const QString &name, const QString &value)
{
    if (!value.isEmpty() && !settings.contains(name))
        settings[name] = value;
}

} // namespace

bool isMappable(const Profile &profile, QStringView setting)
{
    const QString name = setting.toString();
    const QStringList places = placesOf(profile, name);
    return !places.isEmpty() && places.first() != name;
}

Prompt withShape(const Profile &profile, const QString &model, const Model *row, const Prompt &prompt)
{
    Prompt shaped = prompt;
    if (!makesMedia(profile, row))
        return shaped;
    const QJsonObject &set = prompt.settings;
    if (isMappable(profile, u"aspect_ratio") || isMappable(profile, u"resolution"))
        setIfMissing(shaped.settings, u"size"_s, sizeFor(profile, model, set));
    if (isMappable(profile, u"size")) {
        const QString size = set[u"size"_s].toString();
        setIfMissing(shaped.settings, u"aspect_ratio"_s, ratioFor(size));
        if (placesOf(profile, u"size"_s).size() > 1)
            setIfMissing(shaped.settings, u"resolution"_s, linesFor(size));
    }
    return shaped;
}

QList<FilledSetting> filledSettings(const Profile &profile, const Target &target, const Model *row, const Prompt &prompt)
{
    const Prompt shaped = withShape(profile, target.model, row, row ? fittedTo(*row, profile, prompt) : prompt);
    QList<FilledSetting> filled;
    for (const Parameter &parameter : parameters()) {
        const QString &name = parameter.name;
        if (!prompt.settings.contains(name) || parameter.group == Parameter::Group::Extra)
            continue;
        FilledSetting each{name, prompt.settings[name], {}, QJsonValue(QJsonValue::Undefined)};
        const QString place = placesOf(profile, name).value(0);
        const bool isTaken = settingFit(parameter, profile, row) == SettingFit::Taken;
        // A size that was set in so many words stands before the shape.
        const bool isOverruled = place != name && prompt.settings.contains(place);
        if (isTaken && !place.isEmpty() && !isOverruled && shaped.settings.contains(place)) {
            each.place = place;
            each.sentValue = shaped.settings[place];
        }
        filled << each;
    }
    return filled;
}

} // namespace studio
