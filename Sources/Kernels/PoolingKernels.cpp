#include "PoolingKernels.h"

#include <algorithm>

#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "PoolingKernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Places = hn::RebindToSigned<Floats>;
using V = hn::Vec<Floats>;

// A NaN wins over every number, and the first of equals stays.
HWY_INLINE hn::Mask<Floats> wins(V challenger, V best) {
    return hn::AndNot(hn::Le(challenger, best), hn::Eq(best, best));
}

struct Max {
    V operator()(V best, V x) const { return hn::IfThenElse(wins(x, best), x, best); }
};

struct Sum {
    V operator()(V sum, V x) const { return hn::Add(sum, x); }
};

// First down the rows, in whole vectors whatever the number of channels, then along the result.
template <class Combine, class Finish>
void combine(const WindowRow &w, float *rows_combined, float *out, Combine combine,
             Finish finish) {
    const Floats d;
    const int64_t lanes = hn::Lanes(d), elements = w.width * w.channels;
    const float *from = w.rows[0];
    if (w.row_count > 1) {
        for (int64_t i = 0; i < elements; i += lanes) {
            const auto mask = hn::FirstN(d, std::min(lanes, elements - i));
            V sum = hn::MaskedLoad(mask, d, w.rows[0] + i);
            for (int64_t r = 1; r < w.row_count; ++r) {
                sum = combine(sum, hn::MaskedLoad(mask, d, w.rows[r] + i));
            }
            hn::BlendedStore(sum, mask, d, rows_combined + i);
        }
        from = rows_combined;
    }
    for (int64_t j = 0; j < w.channels; j += lanes) {
        const auto mask = hn::FirstN(d, std::min(lanes, w.channels - j));
        for (int64_t q = 0; q < w.windows; ++q) {
            const float *x = from + w.begins[q] * w.channels + j;
            V sum = hn::MaskedLoad(mask, d, x);
            for (int64_t column = w.begins[q] + 1; column < w.ends[q]; ++column) {
                x += w.channels;
                sum = combine(sum, hn::MaskedLoad(mask, d, x));
            }
            hn::BlendedStore(finish(sum, q), mask, d, out + q * w.channels + j);
        }
    }
}

void max(const WindowRow &row, float *rows_combined, float *out) {
    combine(row, rows_combined, out, Max(), [](V x, int64_t) HWY_ATTR { return x; });
}

void average(const WindowRow &row, const float *divisors, float *rows_combined, float *out) {
    const Floats d;
    combine(row, rows_combined, out, Sum(), [&](V sum, int64_t q) HWY_ATTR {
        return hn::Div(sum, hn::Set(d, divisors[q]));
    });
}

void divide(const float *in, const float *divisors, int64_t windows, int64_t channels,
            float *out) {
    const Floats d;
    const int64_t lanes = hn::Lanes(d);
    for (int64_t j = 0; j < channels; j += lanes) {
        const auto mask = hn::FirstN(d, std::min(lanes, channels - j));
        for (int64_t q = 0; q < windows; ++q) {
            const int64_t at = q * channels + j;
            const V share = hn::Div(hn::MaskedLoad(mask, d, in + at), hn::Set(d, divisors[q]));
            hn::BlendedStore(share, mask, d, out + at);
        }
    }
}

void place_of_max(const WindowRow &w, int64_t first_row, int32_t *out) {
    const Floats d;
    const Places places;
    const int64_t lanes = hn::Lanes(d);
    for (int64_t j = 0; j < w.channels; j += lanes) {
        const auto mask = hn::FirstN(d, std::min(lanes, w.channels - j));
        const auto place_mask = hn::FirstN(places, std::min(lanes, w.channels - j));
        for (int64_t q = 0; q < w.windows; ++q) {
            const int64_t begin = w.begins[q], end = w.ends[q];
            V best = hn::MaskedLoad(mask, d, w.rows[0] + begin * w.channels + j);
            auto place = hn::Set(places, int32_t(first_row * w.width + begin));
            for (int64_t r = 0; r < w.row_count; ++r) {
                for (int64_t column = begin; column < end; ++column) {
                    const V x = hn::MaskedLoad(mask, d, w.rows[r] + column * w.channels + j);
                    const auto won = wins(x, best);
                    const auto here =
                        hn::Set(places, int32_t((first_row + r) * w.width + column));
                    best = hn::IfThenElse(won, x, best);
                    place = hn::IfThenElse(hn::RebindMask(places, won), here, place);
                }
            }
            hn::BlendedStore(place, place_mask, places, out + q * w.channels + j);
        }
    }
}

void gather_placed(const int32_t *const *places, const float *const *dy, int64_t row_count,
                   const int64_t *starts, const int64_t *offsets, int64_t count, int64_t channels,
                   int32_t first_place, float *to) {
    const Floats d;
    const Places tag;
    const int64_t lanes = hn::Lanes(d);
    for (int64_t j = 0; j < channels; j += lanes) {
        const auto mask = hn::FirstN(d, std::min(lanes, channels - j));
        const auto place_mask = hn::FirstN(tag, std::min(lanes, channels - j));
        for (int64_t i = 0; i < count; ++i) {
            const auto here = hn::Set(tag, first_place + int32_t(i));
            V sum = hn::Zero(d);
            for (int64_t row = 0; row < row_count; ++row) {
                for (int64_t t = starts[i]; t < starts[i + 1]; ++t) {
                    const int64_t at = offsets[t] + j;
                    const auto place = hn::MaskedLoad(place_mask, tag, places[row] + at);
                    const auto x = hn::MaskedLoad(mask, d, dy[row] + at);
                    sum = hn::Add(sum, hn::IfThenElseZero(
                                           hn::RebindMask(d, hn::Eq(place, here)), x));
                }
            }
            hn::BlendedStore(sum, mask, d, to + i * channels + j);
        }
    }
}

PoolingKernels make_pooling() { return {max, average, divide, place_of_max, gather_placed}; }

}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(make_pooling);

const PoolingKernels &pooling_kernels() {
    static const PoolingKernels kernels = HWY_DYNAMIC_DISPATCH(make_pooling)();
    return kernels;
}

}  // namespace lamina
#endif
