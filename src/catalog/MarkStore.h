#pragma once

#include "catalog/ModelFilter.h"

#include <QObject>

namespace studio
{

/// The user's favourites, hidden models and tags, in one file. They belong to the user, not to a trial, and stay when
/// a model goes out of its list.
class MarkStore : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostTagChars = 40;
    static constexpr qsizetype mostTags = 10; ///< Of one model.

    /// A file that cannot be read is set aside as NAME.broken.
    explicit MarkStore(const QString &path, QObject *parent = nullptr);

    const ModelMarks &marks() const { return m_marks; }

    void setFavourite(const Target &target, bool isFavourite);
    void setHidden(const Target &target, bool isHidden);
    void setTags(const Target &target, const QStringList &tags); ///< Empty and repeated ones are left out.

signals:
    void changed();
    void failed(const studio::Error &error); ///< The file could not be written; the marks hold until the end.

private:
    void read();
    void change();

    QString m_path;
    ModelMarks m_marks;
};

} // namespace studio
