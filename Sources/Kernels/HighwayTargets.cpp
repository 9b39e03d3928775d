// What Highway's dispatch asks its library: which of the compiled instruction sets this processor has.
//
// Answered here, because the library holds nothing else that the kernels use and measures the clock
// for its benchmarks while it is loaded, which every start of a program would pay for.

#include "Targets.h"

#include "hwy/targets.h"

#include "include/lamina_kernels.h"

#if HWY_ARCH_X86
#include "xbyak/xbyak_util.h"
#endif

namespace hwy {
namespace {

int64_t find_targets() {
    int64_t found = HWY_ENABLED_BASELINE;
#if HWY_ARCH_X86
    // These tell of wide registers only where the system saves them.
    using Xbyak::util::Cpu;
    const Cpu cpu;
    if (cpu.has(Cpu::tAVX2) && cpu.has(Cpu::tFMA) && cpu.has(Cpu::tF16C) && cpu.has(Cpu::tBMI1) &&
        cpu.has(Cpu::tBMI2) && cpu.has(Cpu::tLZCNT)) {
        found |= HWY_AVX2;
        if (cpu.has(Cpu::tAVX512F) && cpu.has(Cpu::tAVX512VL) && cpu.has(Cpu::tAVX512DQ) &&
            cpu.has(Cpu::tAVX512BW) && cpu.has(Cpu::tAVX512CD)) {
            found |= HWY_AVX3;
        }
    }
#endif
    return found;
}

}  // namespace

int64_t SupportedTargets() {
    static const int64_t targets = find_targets();
    return targets;
}

ChosenTarget &GetChosenTarget() {
    static ChosenTarget chosen;
    return chosen;
}

}  // namespace hwy

bool lk_has_vector_code(void) {
#if HWY_ARCH_X86
    return (hwy::SupportedTargets() & HWY_AVX2) != 0;
#else
    return true;
#endif
}
