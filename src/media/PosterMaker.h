#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace studio
{

class ClipPlayer;
class ThumbnailLoader;

/// Makes small pictures of clips: their first frames, one clip after the other while nothing else is asked for, and
/// hands them to the loader, which keeps them. No clip is heard. Lives on the window's thread.
class PosterMaker : public QObject
{
    Q_OBJECT

public:
    explicit PosterMaker(ThumbnailLoader &loader, QObject *parent = nullptr); ///< The loader outlives it.
    ~PosterMaker() override;

    /// Leads to ready() of the loader, or to failed(). What was asked for last comes first.
    void request(const QByteArray &sha256, const QString &path);
    void wantOnly(const QSet<QByteArray> &contents); ///< Forgets the others.

signals:
    void failed(const QByteArray &sha256); ///< That clip cannot be played here.

private:
    struct Wanted
    {
        QByteArray sha256;
        QString path;
    };

    void startNext();
    void follow();

    ThumbnailLoader &m_loader;
    ClipPlayer *m_player = nullptr; ///< Made for the first clip: it brings a decoder with it.
    QList<Wanted> m_waiting;        ///< Newest last.
    QByteArray m_current;           ///< Empty when none is being read.
    QTimer m_rest;
};

} // namespace studio
