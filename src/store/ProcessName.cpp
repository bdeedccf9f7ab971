#include "store/ProcessName.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QByteArray firstLineOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine(4096).trimmed() : QByteArray();
}

/// "number:boot:start"; empty when there is no such process or it has ended. See proc(5).
QString nameOf(QStringView number)
{
    const QByteArray stat = firstLineOf(u"/proc/%1/stat"_s.arg(number));
    // The program's own name comes second, in brackets, and may hold anything.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype startField = 19; // the 22nd of all
    // One that was killed keeps its entry until its parent has asked how it ended, which may be never.
    if (fields.size() <= startField || fields.first() == "Z" || fields.first() == "X")
        return {};
    const QByteArray boot = firstLineOf(u"/proc/sys/kernel/random/boot_id"_s);
    return u"%1:%2:%3"_s.arg(number, QString::fromLatin1(boot), QString::fromLatin1(fields[startField]));
}

} // namespace

QString processName()
{
    return nameOf(QString::number(QCoreApplication::applicationPid()));
}

bool isAlive(const QString &name)
{
    return !name.isEmpty() && nameOf(QStringView(name).split(u':').first()) == name;
}

} // namespace studio
