// Holds OpenMP at one thread while oneDNN runs, since callers cut their problems themselves and a
// team per calling thread costs tens of microseconds a call.
#pragma once

extern "C" int omp_get_max_threads(void);
extern "C" void omp_set_num_threads(int count);

namespace lamina {

// The setting belongs to the calling thread; the caller's value comes back at the end.
class SingleThread {
public:
    SingleThread() : before(omp_get_max_threads()) {
        if (before != 1) omp_set_num_threads(1);
    }
    ~SingleThread() {
        if (before != 1) omp_set_num_threads(before);
    }
    SingleThread(const SingleThread &) = delete;
    SingleThread &operator=(const SingleThread &) = delete;

private:
    const int before;
};

}  // namespace lamina
