#include "store/Settings.h"

#include "store/Folders.h"

#include <QFile>
#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype longestWord = 256;
constexpr qsizetype mostBytes = 64 * 1024;
constexpr qint64 mostFileBytes = 1024 * 1024;

constexpr std::array<std::pair<Settings::Theme, QLatin1StringView>, 3> themeNames{{
    {Settings::Theme::System, "system"_L1},
    {Settings::Theme::Light, "light"_L1},
    {Settings::Theme::Dark, "dark"_L1},
}};

/// Gives the path back once nothing unreadable lies there any more.
QString cleared(const QString &path)
{
    const QFileInfo info(path);
    makePrivateFolder(info.absolutePath());
    if (!info.exists())
        return path;
    const bool isReadable = info.isFile() && info.size() <= mostFileBytes
        && QSettings(path, QSettings::IniFormat).status() != QSettings::FormatError;
    if (!isReadable) {
        QFile::remove(path + ".broken"_L1);
        QFile::rename(path, path + ".broken"_L1);
    }
    return path;
}

} // namespace

Settings::Settings(const QString &path)
    : m_file(cleared(path), QSettings::IniFormat)
{
}

QString Settings::word(const QString &key) const
{
    const QString text = m_file.value(key).toString();
    return text.size() <= longestWord ? text : QString();
}

QByteArray Settings::bytes(const QString &key) const
{
    const QByteArray bytes = QByteArray::fromBase64(m_file.value(key).toString().toLatin1());
    return bytes.size() <= mostBytes ? bytes : QByteArray();
}

QString Settings::lastTrial() const
{
    return word(u"trial/last"_s);
}

void Settings::setLastTrial(const QString &id)
{
    m_file.setValue(u"trial/last"_s, id);
}

QByteArray Settings::windowState() const
{
    return bytes(u"window/state"_s);
}

void Settings::setWindowState(const QByteArray &bytes)
{
    m_file.setValue(u"window/state"_s, QString::fromLatin1(bytes.toBase64()));
}

QString Settings::exportFormat() const
{
    return word(u"export/format"_s);
}

void Settings::setExportFormat(const QString &name)
{
    m_file.setValue(u"export/format"_s, name);
}

Settings::Theme Settings::theme() const
{
    const QString name = word(u"window/theme"_s);
    for (const auto &[theme, each] : themeNames) {
        if (name == each)
            return theme;
    }
    return Theme::System;
}

void Settings::setTheme(Theme theme)
{
    for (const auto &[each, name] : themeNames) {
        if (theme == each)
            m_file.setValue(u"window/theme"_s, QString(name));
    }
}

int Settings::refreshHours() const
{
    constexpr int mostHours = 24 * 366;
    const int hours = m_file.value(u"catalog/refresh_hours"_s).toInt();
    return hours > 0 && hours <= mostHours ? hours : 0;
}

void Settings::setRefreshHours(int hours)
{
    m_file.setValue(u"catalog/refresh_hours"_s, hours);
}

bool Settings::isDetailed() const
{
    return word(u"window/detailed"_s) == "true"_L1;
}

void Settings::setDetailed(bool isDetailed)
{
    m_file.setValue(u"window/detailed"_s, isDetailed ? u"true"_s : u"false"_s);
}

QString Settings::arrangement() const
{
    return word(u"columns/arrangement"_s);
}

void Settings::setArrangement(const QString &name)
{
    m_file.setValue(u"columns/arrangement"_s, name);
}

Money Settings::askAbove() const
{
    const auto amount = Money::parse(word(u"costs/ask-above"_s));
    return amount && !amount->isNegative() ? *amount : Money::parse(u"1").value_or(Money());
}

void Settings::setAskAbove(Money amount)
{
    m_file.setValue(u"costs/ask-above"_s, amount.toString());
}

bool Settings::isScrollingTogether() const
{
    return word(u"columns/scroll-together"_s) == "true"_L1;
}

int Settings::loudness() const
{
    bool isNumber = false;
    const int percent = word(u"videos/loudness"_s).toInt(&isNumber);
    return isNumber && percent >= 0 && percent <= 100 ? percent : 100;
}

void Settings::setLoudness(int percent)
{
    m_file.setValue(u"videos/loudness"_s, QString::number(percent));
}

QStringList Settings::measuredProviders() const
{
    return word(u"accounts/measured"_s).split(u' ', Qt::SkipEmptyParts);
}

void Settings::setMeasuredProviders(const QStringList &ids)
{
    m_file.setValue(u"accounts/measured"_s, ids.join(u' '));
}

void Settings::setScrollingTogether(bool isTogether)
{
    m_file.setValue(u"columns/scroll-together"_s, isTogether ? u"true"_s : u"false"_s);
}

} // namespace studio
