// How many threads this process should use.
#ifndef LAMINA_THREAD_BUDGET_H
#define LAMINA_THREAD_BUDGET_H

namespace lamina {

constexpr int kMaxThreads = 1023;

/// The number in `LAMINA_THREADS` where that is set; else the processors of the affinity mask, cut
/// to the CPU quota of this process's control group and of its ancestors (version 2 or 1), rounded
/// down: a fraction of a processor would leave spinning threads throttled. At least 1.
int thread_budget();

}  // namespace lamina

#endif
