#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QList>

#include <random>

namespace studio
{

/// Changes inputs at random, the same way for the same number: bytes, stretches, two inputs put together, and in
/// every second step a JSON text inside, where a field goes missing, repeats or becomes something else.
class Mutator
{
public:
    Mutator(quint32 number, const QList<QByteArray> &stock) : m_random(number), m_stock(stock) {}

    QByteArray mutated(QByteArray input);

    /// One change of a JSON text; the input itself when there is none in it.
    QByteArray withChangedJson(const QByteArray &input);

private:
    qsizetype below(qsizetype bound); ///< 0 when the bound is not positive.
    QByteArray withChangedBytes(QByteArray bytes);
    QByteArray spliced(const QByteArray &input);
    QJsonValue changed(const QJsonValue &value, int depth);
    QJsonValue changedObject(QJsonObject object, int depth);
    QJsonValue changedArray(QJsonArray array, int depth);
    QJsonValue stranger(int depth);
    QJsonValue grafted();

    std::mt19937 m_random;
    const QList<QByteArray> m_stock;
};

} // namespace studio
