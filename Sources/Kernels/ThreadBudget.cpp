#include "ThreadBudget.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace lamina {
namespace {

int affinity_count() {
    // With more than 1024 processors the call fails; then all that are online count.
    cpu_set_t mask;
    CPU_ZERO(&mask);
    if (sched_getaffinity(0, sizeof mask, &mask) == 0) return std::max(1, CPU_COUNT(&mask));
    return static_cast<int>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
}

/// The processors that `quota` microseconds in every `period` buy; no limit where either is absent.
int processors(long quota, long period) {
    if (quota <= 0 || period <= 0) return kMaxThreads;
    return static_cast<int>(std::clamp(quota / period, 1L, static_cast<long>(kMaxThreads)));
}

long number_in(const std::string &path) {
    long value = -1;
    std::ifstream(path) >> value;
    return value;
}

/// The quota of the group in one folder: `cpu.max` ("max 100000" or "150000 100000") in version 2,
/// two files in version 1.
int folder_limit(const std::string &folder) {
    std::ifstream file(folder + "/cpu.max");
    long quota = 0, period = 0;
    if (file >> quota >> period) return processors(quota, period);
    return processors(
        number_in(folder + "/cpu.cfs_quota_us"), number_in(folder + "/cpu.cfs_period_us"));
}

/// The smallest limit from `path` below `root` up to `root` itself.
int limit_upwards(const std::string &root, std::string path) {
    int limit = folder_limit(root);
    while (path.size() > 1) {
        limit = std::min(limit, folder_limit(root + path));
        path.resize(path.rfind('/'));
    }
    return limit;
}

int control_group_limit() {
    int limit = kMaxThreads;
    std::ifstream groups("/proc/self/cgroup");
    // Lines read "0::/path" in version 2 and "4:cpu,cpuacct:/path" in version 1.
    for (std::string line; std::getline(groups, line);) {
        const size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos || line.compare(second + 1, 1, "/") != 0) continue;
        const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const std::string path = line.substr(second + 1);
        if (controllers == ",,") {
            limit = std::min(limit, limit_upwards("/sys/fs/cgroup", path));
        } else if (controllers.find(",cpu,") != std::string::npos) {
            limit = std::min(limit, limit_upwards("/sys/fs/cgroup/cpu", path));
        }
    }
    return limit;
}

}  // namespace

int thread_budget() {
    const int found = std::min({affinity_count(), control_group_limit(), kMaxThreads});
    const char *text = std::getenv("LAMINA_THREADS");
    if (text == nullptr || *text == '\0') return found;
    char *end = nullptr;
    const long wanted = std::strtol(text, &end, 10);
    if (*end == '\0' && wanted >= 1 && wanted <= kMaxThreads) return static_cast<int>(wanted);
    std::fprintf(
        stderr, "warning: LAMINA_THREADS is '%s'; expected a number from 1 to %d; using %d\n", text,
        kMaxThreads, found);
    return found;
}

}  // namespace lamina
