// Philox4x32-10: counter-based random bits, compiled for each instruction set.
//
// Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3"
// (SC 2011), section 3.3 and table 2.

#include <algorithm>

#include "Parallel.h"
#include "Philox.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Philox.cpp"
#include "hwy/foreach_target.h"

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

using D = hn::ScalableTag<uint32_t>;
using V = hn::Vec<D>;

/// The halves of the 64-bit products of all lanes with one number.
HWY_INLINE void Multiply(V x, uint32_t factor, V &high, V &low) {
    const D d;
    const hn::RepartitionToWide<D> dw;
    const V f = hn::Set(d, factor);
    const auto even = hn::MulEven(x, f);
    const auto odd = hn::MulEven(hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(dw, x))), f);
    high = hn::OddEven(hn::BitCast(d, odd), hn::BitCast(d, hn::ShiftRight<32>(even)));
    low = hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(odd)), hn::BitCast(d, even));
}

/// The words of counters `begin ..< end`, four each.
void Generate(const uint32_t *key, uint32_t *out, int64_t begin, int64_t end) {
    const D d;
    const size_t lanes = hn::Lanes(d);
    HWY_ALIGN uint32_t words[4 * hn::MaxLanes(D())];
    for (int64_t j = begin; j < end; j += static_cast<int64_t>(lanes)) {
        const uint64_t first = static_cast<uint64_t>(j);
        V x0 = hn::Iota(d, static_cast<uint32_t>(first));
        // The low words of a vector may run over once: those that did are below the first.
        const V low = hn::Set(d, static_cast<uint32_t>(first));
        const V high = hn::Set(d, static_cast<uint32_t>(first >> 32));
        V x1 = hn::IfThenElse(hn::Lt(x0, low), hn::Add(high, hn::Set(d, 1u)), high);
        V x2 = hn::Zero(d), x3 = hn::Zero(d);
        uint32_t key0 = key[0], key1 = key[1];
        for (int round = 0; round < 10; ++round) {
            V high0, low0, high1, low1;
            Multiply(x0, 0xD2511F53u, high0, low0);
            Multiply(x2, 0xCD9E8D57u, high1, low1);
            x0 = hn::Xor(hn::Xor(high1, x1), hn::Set(d, key0));
            x2 = hn::Xor(hn::Xor(high0, x3), hn::Set(d, key1));
            x1 = low1;
            x3 = low0;
            key0 += 0x9E3779B9u;
            key1 += 0xBB67AE85u;
        }
        const int64_t count = std::min<int64_t>(end - j, static_cast<int64_t>(lanes));
        if (count == static_cast<int64_t>(lanes)) {
            hn::StoreInterleaved4(x0, x1, x2, x3, d, out);
        } else {
            hn::StoreInterleaved4(x0, x1, x2, x3, d, words);
            std::copy_n(words, 4 * count, out);
        }
        out += 4 * count;
    }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(Generate);

void philox_words(const uint32_t *key, uint32_t *out, int64_t begin, int64_t end) {
    HWY_DYNAMIC_DISPATCH(Generate)(key, out, begin, end);
}

}  // namespace lamina

void lk_philox(const uint32_t key[2], uint32_t *out, int64_t count) {
    using namespace lamina;
    const auto generate = HWY_DYNAMIC_DISPATCH(Generate);
    const int64_t whole = count / 4, rest = count % 4;
    parallel_pieces(whole, 8192, [&](int64_t begin, int64_t end) {
        generate(key, out + 4 * begin, begin, end);
    });
    if (rest == 0) return;
    // The last counter gives more words than are wanted.
    uint32_t words[4];
    generate(key, words, whole, whole + 1);
    std::copy_n(words, rest, out + 4 * whole);
}
#endif
