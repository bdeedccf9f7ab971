#pragma once

#include "core/Result.h"

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace studio
{

/// Waits on 127.0.0.1 for one visit of this computer's browser to one secret address, answers it with a small
/// plain page and closes. Whatever else comes is refused with a bare status and changes nothing.
///
/// visited() comes at most once. Deleting it closes the door. Logs nothing: the visit's query is a secret.
class LoopbackListener : public QObject
{
    Q_OBJECT

public:
    /// path: "/sign-in/…", which nobody can guess. names: a visit counts when its query has one of them. page:
    /// plain text for the visitor.
    LoopbackListener(const QString &path, const QStringList &names, const QString &page, QObject *parent = nullptr);
    ~LoopbackListener() override;

    /// Opens the door on a free port; the whole address, or ErrorKind::Rejected.
    Result<QUrl> listen();
    void close();
    bool isListening() const { return m_server.isListening(); }

signals:
    /// The first one of the names that the query has, and its value.
    void visited(const QString &name, const QString &value);

private:
    void accept();
    void take(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &status, const QString &text = {});
    bool isForUs(const QByteArray &head) const;

    QString m_path;
    QStringList m_names;
    QString m_page;
    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_heads; ///< Of requests that are not answered yet.
};

} // namespace studio
