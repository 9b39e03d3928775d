#include "FusedInstruction.h"

#include <cstdio>
#include <cstdlib>

namespace lamina {

FusedKernels::FusedKernels() {
    for (int t = 0; t < kFusedTypes; ++t) {
        const lk_dtype dtype = static_cast<lk_dtype>(t);
        for (int o = 0; o < kFusedOps; ++o) {
            const lk_op op = static_cast<lk_op>(o);
            by_op[o][t] = nullptr;
            for (const auto find : {float_kernel, special_kernel, integer_kernel, plain_kernel}) {
                if (by_op[o][t] == nullptr) by_op[o][t] = find(op, dtype);
            }
        }
        for (int f = 0; f < kFusedTypes; ++f) {
            convert[f][t] = convert_kernel(static_cast<lk_dtype>(f), dtype);
        }
    }
    for (int size = 0; size < 9; ++size) stream[size] = stream_kernel(size);
}

const FusedKernels &fused_kernels() {
    static const FusedKernels kernels;
    return kernels;
}

void fused_failure(const char *problem, int first, int second) {
    std::fprintf(stderr, "lk_fused: %s (%d, %d)\n", problem, first, second);
    std::abort();
}

}  // namespace lamina
