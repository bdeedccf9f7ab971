#pragma once

#include <QFutureWatcher>

#include <utility>

namespace studio
{

/// Hands the result of work in another thread to a function in the receiver's thread, unless the receiver is gone
/// by then. (QFuture::then() with a context calls into one that died meanwhile, up to Qt 6.4.)
template <typename Value, typename Take>
void whenDone(const QFuture<Value> &work, QObject *receiver, Take take)
{
    auto *watcher = new QFutureWatcher<Value>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, take = std::move(take)]() mutable {
        watcher->deleteLater();
        take(watcher->result());
    });
    watcher->setFuture(work);
}

} // namespace studio
