// The thread pool: workers that spin for a short while between loops, then park on a futex.
//
// One word, `state_`, says everything that a worker must know: which loop this is (generation),
// whether it may still be joined (open), and how many workers are inside. A worker joins by a
// compare-and-swap on that word, so the caller, once it has closed the loop, waits for those inside
// only: a worker that was slow to wake costs nothing.

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <climits>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "Parallel.h"
#include "ThreadBudget.h"

namespace lamina {
namespace {

/// Set while this thread runs pieces: a loop that starts inside one stays on this thread.
thread_local bool inside_piece = false;

// Longer than the gap between two steps of a plan, shorter than a time slice.
constexpr std::chrono::microseconds kSpin{40};

inline void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

/// Whether `ready()` came true within the spinning time.
template <class F>
bool spins_until(const F &ready) {
    const auto end = std::chrono::steady_clock::now() + kSpin;
    do {
        for (int i = 0; i < 32; ++i) {
            if (ready()) return true;
            pause();
        }
    } while (std::chrono::steady_clock::now() < end);
    return ready();
}

void futex_wait(std::atomic<uint32_t> &word, uint32_t seen) {
    syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, seen, nullptr, nullptr, 0);
}

void futex_wake(std::atomic<uint32_t> &word, int count) {
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

using Task = void (*)(void *, int64_t);

void run_alone(int64_t count, Task task, void *context) {
    const SingleOpenMPThread single;
    const bool outer = inside_piece;
    inside_piece = true;
    for (int64_t i = 0; i < count; ++i) task(context, i);
    inside_piece = outer;
}

class Pool {
public:
    int threads() const { return threads_.load(std::memory_order_relaxed); }

    void set_threads(int count) {
        const std::lock_guard<std::mutex> hold(turn_);
        stop_workers();
        threads_.store(std::clamp(count, 1, kMaxThreads), std::memory_order_relaxed);
    }

    void run(int64_t count, Task task, void *context) {
        if (count <= 1 || inside_piece || threads() == 1 || !turn_.try_lock()) {
            return run_alone(count, task, context);
        }
        const std::lock_guard<std::mutex> hold(turn_, std::adopt_lock);
        start_workers();
        task_ = task;
        context_ = context;
        count_ = count;
        shares_used_ = static_cast<int>(std::min<int64_t>(threads(), count));
        for (int s = 0; s < shares_used_; ++s) {
            shares_[s].next.store(share_begin(s), std::memory_order_relaxed);
        }
        const uint32_t closed = state_.load(std::memory_order_relaxed);
        state_.store(closed + kGeneration + kOpen, std::memory_order_seq_cst);
        const int sleeping = sleepers_.load(std::memory_order_seq_cst);
        if (sleeping > 0) futex_wake(state_, std::min(sleeping, shares_used_ - 1));
        {
            const SingleOpenMPThread single;
            inside_piece = true;
            run_pieces(0);
            inside_piece = false;
        }
        state_.fetch_sub(kOpen, std::memory_order_acq_rel);
        wait_for_workers();
    }

private:
    static constexpr uint32_t kInside = 0x3ff, kOpen = 0x400, kGeneration = 0x800;

    /// A run of consecutive pieces that one thread takes first, from loop to loop the same: what it
    /// wrote in the last loop is still in its cache. Others help once theirs are done.
    struct alignas(64) Share {
        std::atomic<int64_t> next{0};
    };

    int64_t share_begin(int share) const {
        const int64_t whole = count_ / shares_used_, rest = count_ % shares_used_;
        return share * whole + std::min<int64_t>(share, rest);
    }

    void run_pieces(int thread) {
        for (int k = 0; k < shares_used_; ++k) {
            const int s = (thread + k) % shares_used_;
            const int64_t end = share_begin(s + 1);
            std::atomic<int64_t> &next = shares_[s].next;
            while (next.load(std::memory_order_relaxed) < end) {
                const int64_t i = next.fetch_add(1, std::memory_order_relaxed);
                if (i < end) task_(context_, i);
            }
        }
    }

    void wait_for_workers() {
        const auto empty = [&] { return (state_.load(std::memory_order_acquire) & kInside) == 0; };
        if (spins_until(empty)) return;
        // Sequentially consistent on both sides: either the last worker sees `caller_sleeps_`, or
        // this thread sees that it has left.
        for (;;) {
            caller_sleeps_.store(1, std::memory_order_seq_cst);
            if ((state_.load(std::memory_order_seq_cst) & kInside) == 0) break;
            futex_wait(caller_sleeps_, 1);
        }
        caller_sleeps_.store(0, std::memory_order_relaxed);
    }

    void leave() {
        const uint32_t before = state_.fetch_sub(1, std::memory_order_seq_cst);
        if ((before & kInside) != 1) return;
        if (caller_sleeps_.load(std::memory_order_seq_cst) == 0) return;
        caller_sleeps_.store(0, std::memory_order_seq_cst);
        futex_wake(caller_sleeps_, 1);
    }

    static uint32_t generation(uint32_t state) { return state & ~(kInside | kOpen); }

    /// The state once its generation differs from `seen`.
    uint32_t next_generation(uint32_t seen) {
        uint32_t now = 0;
        const auto changed = [&] {
            now = state_.load(std::memory_order_acquire);
            return generation(now) != seen;
        };
        while (!spins_until(changed)) {
            sleepers_.fetch_add(1, std::memory_order_seq_cst);
            // The kernel compares again: no loop published since `now` was read is slept over.
            futex_wait(state_, now);
            sleepers_.fetch_sub(1, std::memory_order_seq_cst);
        }
        return now;
    }

    void work(int thread, uint32_t seen) {
        omp_set_num_threads(1);
        inside_piece = true;
        for (;;) {
            uint32_t now = next_generation(seen);
            if (stopping_.load(std::memory_order_acquire)) return;
            bool joined = false;
            while (!joined && (now & kOpen) != 0) {
                joined = state_.compare_exchange_weak(
                    now, now + 1, std::memory_order_acq_rel, std::memory_order_acquire);
            }
            seen = generation(now);
            if (!joined) continue;
            run_pieces(thread);
            leave();
        }
    }

    /// Holding `turn_`. Where the system refuses a thread, the pool goes on with those it has.
    void start_workers() {
        const int wanted = threads() - 1;
        if (shares_ != nullptr && static_cast<int>(workers_.size()) == wanted) return;
        shares_.reset(new Share[threads()]);
        const uint32_t seen = generation(state_.load(std::memory_order_relaxed));
        try {
            while (static_cast<int>(workers_.size()) < wanted) {
                const int thread = static_cast<int>(workers_.size()) + 1;
                workers_.emplace_back([this, thread, seen] { work(thread, seen); });
            }
        } catch (const std::system_error &) {
            threads_.store(static_cast<int>(workers_.size()) + 1, std::memory_order_relaxed);
        }
    }

    /// Holding `turn_`, so no loop runs.
    void stop_workers() {
        stopping_.store(true, std::memory_order_release);
        state_.fetch_add(kGeneration, std::memory_order_seq_cst);
        futex_wake(state_, INT_MAX);
        for (std::thread &worker : workers_) worker.join();
        workers_.clear();
        shares_.reset();
        stopping_.store(false, std::memory_order_relaxed);
    }

    std::mutex turn_;  // held by the thread whose loop runs
    std::atomic<int> threads_{thread_budget()};
    std::vector<std::thread> workers_;
    std::unique_ptr<Share[]> shares_;

    // The loop that runs: written before `state_` opens it, read by those who joined.
    Task task_ = nullptr;
    void *context_ = nullptr;
    int64_t count_ = 0;
    int shares_used_ = 1;

    alignas(64) std::atomic<uint32_t> state_{0};
    alignas(64) std::atomic<int> sleepers_{0};
    std::atomic<uint32_t> caller_sleeps_{0};
    std::atomic<bool> stopping_{false};
};

/// Never destroyed: at exit the workers still wait in it, and the system ends them.
Pool &pool() {
    static Pool *const shared = new Pool;
    return *shared;
}

}  // namespace
}  // namespace lamina

int lk_thread_count(void) { return lamina::pool().threads(); }

void lk_set_thread_count(int count) { lamina::pool().set_threads(count); }

void lk_parallel_for(int64_t count, void (*task)(void *, int64_t), void *context) {
    lamina::pool().run(count, task, context);
}
