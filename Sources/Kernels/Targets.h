// The instruction sets that kernels are compiled for; include it before any of Highway's headers.
#ifndef LAMINA_TARGETS_H
#define LAMINA_TARGETS_H

// Processors without AVX2 run the portable code: they are too rare to pay for in build time.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4)

#endif
