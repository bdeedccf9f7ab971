#pragma once

#include <QObject>

namespace studio
{

/// How loud clips are: one for all views of them. Belongs to the Workbench, which remembers it.
class Loudness : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    int percent() const { return m_percent; }
    void setPercent(int percent); ///< 0 to 100, as ears count.

    double amplitude() const; ///< 0 to 1, as players count.

signals:
    void changed(int percent);

private:
    int m_percent = 100;
};

} // namespace studio
