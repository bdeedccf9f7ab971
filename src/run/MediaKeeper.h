#pragma once

#include "core/Media.h"
#include "core/Result.h"
#include "store/MediaStore.h"

#include <QFutureWatcher>
#include <QObject>

namespace studio
{

/// Puts the files of one run into the media store, one after the other in the order in which they came. Writing
/// waits for the disk on another thread.
///
/// Each file that is taken ends in kept() or failed(); idle() follows the last one. Belongs to the run and lives on
/// the GUI thread.
class MediaKeeper : public QObject
{
    Q_OBJECT

public:
    explicit MediaKeeper(const MediaStore &store, QObject *parent = nullptr);
    ~MediaKeeper() override;

    void take(const Media &media);
    bool isIdle() const { return m_waiting.isEmpty() && !m_writing; }

    /// Writes what is here at once, for whoever ends now.
    void finishNow();

signals:
    void kept(const studio::KeptMedia &media, const studio::Media &source);
    void failed(const studio::Error &error, const studio::Media &source);
    void idle();

private:
    void next();
    void tell(const Result<KeptMedia> &outcome, const Media &source);

    const MediaStore m_store;
    QList<Media> m_waiting;
    Media m_source; ///< What is being written.
    QFutureWatcher<Result<KeptMedia>> *m_writing = nullptr;
};

} // namespace studio
