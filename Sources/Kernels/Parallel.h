// The thread pool for C++ callers: loops over lambdas, and OpenMP held at one thread.
#ifndef LAMINA_PARALLEL_H
#define LAMINA_PARALLEL_H

#include <algorithm>
#include <cstdint>

#include "Parts.h"
#include "include/lamina_kernels.h"

extern "C" {
int omp_get_max_threads(void);
void omp_set_num_threads(int);
}

namespace lamina {

/// Calls `f(i)` once for each `i` in `0..<count`, on the pool and the caller.
template <class F>
void parallel_for(int64_t count, const F &f) {
    lk_parallel_for(
        count, [](void *context, int64_t i) { (*static_cast<const F *>(context))(i); },
        const_cast<F *>(&f));
}

/// Calls `f(begin, end)` for consecutive pieces of `grain` indices that cover `0..<total`. The
/// bounds depend on `total` and `grain` alone, never on the number of threads.
template <class F>
void parallel_pieces(int64_t total, int64_t grain, const F &f) {
    parallel_for(ceil_div(total, grain), [&](int64_t piece) {
        f(piece * grain, std::min(total, (piece + 1) * grain));
    });
}

/// While it lives, libraries that this thread calls get one OpenMP thread; what was set before
/// comes back. Our pool cuts the work, so an OpenMP team would only compete with it.
class SingleOpenMPThread {
public:
    SingleOpenMPThread() : before_(omp_get_max_threads()) {
        if (before_ != 1) omp_set_num_threads(1);
    }
    ~SingleOpenMPThread() {
        if (before_ != 1) omp_set_num_threads(before_);
    }
    SingleOpenMPThread(const SingleOpenMPThread &) = delete;
    SingleOpenMPThread &operator=(const SingleOpenMPThread &) = delete;

private:
    int before_;
};

}  // namespace lamina

#endif
