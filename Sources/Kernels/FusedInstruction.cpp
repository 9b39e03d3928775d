#include "FusedInstruction.h"

#include <cstdio>
#include <cstdlib>

namespace lamina {
namespace {

constexpr int kOps = LK_CONVERT + 1, kTypes = LK_BOOL + 1;

/// Every kernel, found once: a look-up then costs a nanosecond.
struct KernelTable {
    TileKernel by_op[kOps][kTypes];
    TileKernel convert[kTypes][kTypes];
    TileKernel stream[9];

    KernelTable() {
        for (int t = 0; t < kTypes; ++t) {
            const lk_dtype dtype = static_cast<lk_dtype>(t);
            for (int o = 0; o < kOps; ++o) {
                const lk_op op = static_cast<lk_op>(o);
                const TileKernel floating = float_kernel(op, dtype);
                by_op[o][t] = floating != nullptr ? floating : plain_kernel(op, dtype);
            }
            for (int f = 0; f < kTypes; ++f) {
                convert[f][t] = convert_kernel(static_cast<lk_dtype>(f), dtype);
            }
        }
        for (int size = 0; size < 9; ++size) stream[size] = stream_kernel(size);
    }
};

const KernelTable &kernels() {
    static const KernelTable table;
    return table;
}

}  // namespace

FusedSignature::FusedSignature(const lk_instruction &i)
    : operands(2), a(i.dtype), b(i.dtype), result(i.dtype) {
    if (i.op <= LK_IS_FINITE || i.op == LK_CONVERT) operands = 1;
    if (i.op == LK_SELECT) {
        operands = 3;
        a = LK_BOOL;
    }
    if (i.op == LK_CONVERT) a = i.from;
    const bool compares = i.op >= LK_EQUAL && i.op <= LK_GREATER_EQUAL;
    if (compares || i.op == LK_IS_NAN || i.op == LK_IS_FINITE) result = LK_BOOL;
}

TileKernel kernel_for(const lk_instruction &i) {
    if (i.op >= kOps || i.dtype >= kTypes || i.from >= kTypes) {
        fused_failure("no such operation or type", i.op, i.dtype);
    }
    const TileKernel kernel =
        i.op == LK_CONVERT ? kernels().convert[i.from][i.dtype] : kernels().by_op[i.op][i.dtype];
    if (kernel == nullptr) {
        fused_failure("the operation does not exist for the type", i.op, i.dtype);
    }
    return kernel;
}

TileKernel copy_kernel(lk_dtype dtype) { return kernels().by_op[LK_COPY][dtype]; }

TileKernel streaming_copy_kernel(int size) { return kernels().stream[size]; }

int fused_weight(lk_op op) {
    switch (op) {
    case LK_EXP: case LK_LOG: case LK_EXPM1: case LK_LOG1P: case LK_TANH: case LK_SIGMOID:
    case LK_SIN: case LK_COS: case LK_ERF:
        return 8;
    case LK_POWER: case LK_REMAINDER:
        return 24;
    case LK_DIVIDE: case LK_SQRT: case LK_RSQRT:
        return 2;
    default:
        return 1;
    }
}

void fused_failure(const char *problem, int first, int second) {
    std::fprintf(stderr, "lk_fused: %s (%d, %d)\n", problem, first, second);
    std::abort();
}

}  // namespace lamina
