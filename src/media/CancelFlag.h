#pragma once

#include <atomic>
#include <memory>

namespace studio
{

/// Tells work in another thread that nobody waits for it any more. Copies are the same flag: one stays with whoever
/// asked, the other goes with the work, so it is theirs together.
class CancelFlag
{
public:
    void cancel() const { m_isCancelled->store(true, std::memory_order_relaxed); }
    bool isCancelled() const { return m_isCancelled->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic_bool> m_isCancelled = std::make_shared<std::atomic_bool>(false);
};

} // namespace studio
