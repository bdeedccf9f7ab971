#pragma once

#include "providers/ServerAnswers.h"

#include <QStringList>

namespace studio
{

/// The ports that the documentations of these servers name.
QList<quint16> documentedPorts();

/// The path of the GET to ask next, none of which costs anything; empty when enough is known. What that port's
/// usual servers answer comes first.
QString nextQuestion(quint16 port, const QList<PortAnswer> &answers);

} // namespace studio
