// Convolutions as oneDNN primitives: made once per description and thread, then run on the
// caller's memory.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <unordered_map>

#include <dnnl.h>

#include "Handle.h"
#include "SingleThread.h"
#include "lamina_onednn.h"

namespace lamina {
namespace {

enum class Direction : int64_t { forward, input_gradient, filter_gradient };

struct Description {
    Direction direction;
    ldnn_conv conv;

    bool operator==(const Description &other) const {
        return std::memcmp(this, &other, sizeof *this) == 0;
    }
};
static_assert(sizeof(Description) == 18 * sizeof(int64_t), "compared as bytes: no gaps");

struct DescriptionHash {
    size_t operator()(const Description &description) const {
        int64_t words[18];
        std::memcpy(words, &description, sizeof words);
        uint64_t hash = 0;
        for (const int64_t word : words) hash = (hash ^ uint64_t(word)) * 0x9E3779B97F4A7C15u;
        return hash ^ hash >> 32;
    }
};

/// What oneDNN computes with, in the caller's layouts.
struct Layouts {
    dnnl_memory_desc_t source, weights, result;
};

dnnl_data_type_t factor_type(const ldnn_conv &c) {
    return c.type == LDNN_BFLOAT16 ? dnnl_bf16 : c.type == LDNN_INT8 ? dnnl_s8 : dnnl_f32;
}

/// What is written is float32, what is read has the convolution's own type.
Layouts user_layouts(Direction direction, const ldnn_conv &c) {
    const auto type = [&](bool is_written) { return is_written ? dnnl_f32 : factor_type(c); };
    const dnnl_data_type_t source_type = type(direction == Direction::input_gradient);
    const dnnl_data_type_t weight_type = type(direction == Direction::filter_gradient);
    const dnnl_data_type_t result_type = type(direction == Direction::forward);
    Layouts layouts;
    const dnnl_dims_t source = {c.batch, c.channels, c.height, c.width};
    const dnnl_dims_t result = {c.batch, c.out_channels, c.out_height, c.out_width};
    check(dnnl_memory_desc_init_by_tag(&layouts.source, 4, source, source_type, dnnl_nhwc), "layout");
    check(dnnl_memory_desc_init_by_tag(&layouts.result, 4, result, result_type, dnnl_nhwc), "layout");
    const int64_t in = c.channels / c.groups, out = c.out_channels / c.groups;
    const int64_t row = in * c.out_channels;
    if (c.groups == 1) {
        const dnnl_dims_t sizes = {out, in, c.kernel_h, c.kernel_w};
        const dnnl_dims_t steps = {1, out, c.kernel_w * row, row};
        check(dnnl_memory_desc_init_by_strides(&layouts.weights, 4, sizes, weight_type, steps),
              "layout");
    } else {
        const dnnl_dims_t sizes = {c.groups, out, in, c.kernel_h, c.kernel_w};
        const dnnl_dims_t steps = {out, 1, c.out_channels, c.kernel_w * row, row};
        check(dnnl_memory_desc_init_by_strides(&layouts.weights, 5, sizes, weight_type, steps),
              "layout");
    }
    return layouts;
}

/// The padding behind the last row or column that makes the sizes come out; negative where the last
/// rows of the input are not read.
int64_t padding_behind(int64_t size, int64_t out, int64_t kernel, int64_t stride, int64_t dilation,
                       int64_t before) {
    return (out - 1) * stride + (kernel - 1) * dilation + 1 - size - before;
}

dnnl_primitive_desc_t describe(Direction direction, const ldnn_conv &c, Layouts layouts,
                               dnnl_engine_t engine) {
    dnnl_memory_desc_t weights;  // in whatever order oneDNN likes best
    check(dnnl_memory_desc_init_by_tag(&weights, layouts.weights.ndims, layouts.weights.dims,
                                       layouts.weights.data_type, dnnl_format_tag_any),
          "layout");
    const dnnl_dims_t strides = {c.stride_h, c.stride_w};
    const dnnl_dims_t dilations = {c.dilation_h - 1, c.dilation_w - 1};
    const dnnl_dims_t before = {c.pad_top, c.pad_left};
    const dnnl_dims_t behind = {padding_behind(c.height, c.out_height, c.kernel_h, c.stride_h,
                                               c.dilation_h, c.pad_top),
                                padding_behind(c.width, c.out_width, c.kernel_w, c.stride_w,
                                               c.dilation_w, c.pad_left)};
    dnnl_convolution_desc_t forward, operation;
    // Beside gradients, the forward pass is a hint at what they belong to, in one type.
    Layouts own = layouts;
    dnnl_memory_desc_t own_weights = weights;
    if (direction != Direction::forward) {
        own.source.data_type = own.result.data_type = own_weights.data_type = factor_type(c);
    }
    check(dnnl_dilated_convolution_forward_desc_init(
              &forward,
              direction == Direction::forward ? dnnl_forward_inference : dnnl_forward_training,
              dnnl_convolution_direct, &own.source, &own_weights, nullptr, &own.result, strides,
              dilations, before, behind),
          "convolution");
    Attributes attributes;
    if (direction == Direction::forward) {
        return make_description(&forward, attributes, engine, nullptr);
    }
    if (direction == Direction::input_gradient) {
        check(dnnl_dilated_convolution_backward_data_desc_init(
                  &operation, dnnl_convolution_direct, &layouts.source, &weights, &layouts.result,
                  strides, dilations, before, behind),
              "convolution");
    } else {
        check(dnnl_dilated_convolution_backward_weights_desc_init(
                  &operation, dnnl_convolution_direct, &layouts.source, &weights, nullptr,
                  &layouts.result, strides, dilations, before, behind),
              "convolution");
    }
    Handle<dnnl_primitive_desc_t, dnnl_primitive_desc_destroy> hint(
        make_description(&forward, attributes, engine, nullptr));
    return make_description(&operation, attributes, engine, hint.get());
}

/// The calls whose weights are packed already, and those that no other call shares them with.
constexpr uint64_t packed = 0, alone = ~uint64_t(0);

/// A thread's one buffer for weights in oneDNN's order: a buffer for each primitive would hold the
/// filters of a whole network, in every direction and on every thread.
class ReorderedWeights {
public:
    ReorderedWeights() = default;
    ReorderedWeights(const ReorderedWeights &) = delete;
    ReorderedWeights &operator=(const ReorderedWeights &) = delete;
    ~ReorderedWeights() { std::free(data_); }

    void *get(size_t size) {
        if (size <= size_) return data_;
        std::free(data_);
        size_ = (size + 4095) / 4096 * 4096;
        data_ = std::aligned_alloc(4096, size_);
        if (data_ == nullptr) std::abort();
        owner_ = 0;
        return data_;
    }

    /// Takes the buffer for a primitive's part in a call; gives whether it holds these weights already.
    bool take(uint64_t owner, uint64_t call) {
        const bool holds = owner_ == owner && call_ == call;
        owner_ = owner;
        call_ = call;
        return holds;
    }

private:
    void *data_ = nullptr;
    size_t size_ = 0;
    uint64_t owner_ = 0, call_ = 0;
};

/// A number that no other primitive of this thread has; none has 0.
uint64_t next_owner() {
    static thread_local uint64_t owners = 0;
    return ++owners;
}

/// A primitive with the memory objects through which this thread hands it buffers.
class Convolution {
public:
    Convolution(const Description &d, const Layouts &user, dnnl_engine_t engine)
        : Convolution(describe(d.direction, d.conv, user, engine), d.direction, user, engine) {}

    /// Runs on source, weights and result; the direction says which of them is written.
    void run(Direction direction, uint64_t call, void *source, void *user, void *result) {
        source_.point_at(source);
        result_.point_at(result);
        const Memory &weights = this->weights(direction, call, user);
        scratch_.point_at(thread_scratch(scratch_.size()));
        switch (direction) {
            case Direction::forward:
                return primitive_.run({{DNNL_ARG_SRC, source_},
                                       {DNNL_ARG_WEIGHTS, weights},
                                       {DNNL_ARG_DST, result_},
                                       {DNNL_ARG_SCRATCHPAD, scratch_}});
            case Direction::input_gradient:
                return primitive_.run({{DNNL_ARG_DIFF_SRC, source_},
                                       {DNNL_ARG_WEIGHTS, weights},
                                       {DNNL_ARG_DIFF_DST, result_},
                                       {DNNL_ARG_SCRATCHPAD, scratch_}});
            case Direction::filter_gradient:
                primitive_.run({{DNNL_ARG_SRC, source_},
                                {DNNL_ARG_DIFF_WEIGHTS, weights},
                                {DNNL_ARG_DIFF_DST, result_},
                                {DNNL_ARG_SCRATCHPAD, scratch_}});
                if (reorders_) {
                    reorder_.run({{DNNL_ARG_FROM, weights}, {DNNL_ARG_TO, user_weights_}});
                }
        }
    }

    /// Puts weights into oneDNN's order.
    void pack(void *weights, void *packed) {
        user_weights_.point_at(weights);
        weights_.point_at(packed);
        reorder_.run({{DNNL_ARG_FROM, user_weights_}, {DNNL_ARG_TO, weights_}});
    }

    /// The weights' order where it isn't the caller's.
    const dnnl_memory_desc_t *packed_order() const { return reorders_ ? &order_ : nullptr; }

private:
    Convolution(dnnl_primitive_desc_t description, Direction direction, const Layouts &user,
                dnnl_engine_t engine)
        : description_(description),
          source_(user.source, engine),
          result_(user.result, engine),
          user_weights_(user.weights, engine),
          scratch_(query(description, dnnl_query_scratchpad_md), engine),
          order_(query(description, direction == Direction::filter_gradient
                                        ? dnnl_query_diff_weights_md
                                        : dnnl_query_weights_md)),
          weights_(order_, engine),
          primitive_(description) {
        reorders_ = !dnnl_memory_desc_equal(&order_, &user.weights);
        if (!reorders_) return;
        reorder_ = direction == Direction::filter_gradient
                       ? make_reorder(order_, user.weights, engine)
                       : make_reorder(user.weights, order_, engine);
    }

    const Memory &weights(Direction direction, uint64_t call, void *user) {
        if (!reorders_ || call == packed) {
            weights_.point_at(user);
            return weights_;
        }
        static thread_local ReorderedWeights buffer;
        weights_.point_at(buffer.get(weights_.size()));
        user_weights_.point_at(user);
        const bool holds = buffer.take(owner_, call);
        if (direction != Direction::filter_gradient && !holds) {
            reorder_.run({{DNNL_ARG_FROM, user_weights_}, {DNNL_ARG_TO, weights_}});
        }
        return weights_;
    }

    Handle<dnnl_primitive_desc_t, dnnl_primitive_desc_destroy> description_;
    Memory source_, result_, user_weights_, scratch_;
    dnnl_memory_desc_t order_;
    /// Weights in oneDNN's order.
    Memory weights_;
    Primitive primitive_, reorder_;
    bool reorders_ = false;
    const uint64_t owner_ = next_owner();
};

/// More descriptions than any one network has; past it the thread starts over.
constexpr size_t most_cached = 512;

/// This thread's primitive for a description; until the next call of this function.
Convolution &convolution(Direction direction, const ldnn_conv &conv) {
    static thread_local std::unordered_map<Description, std::unique_ptr<Convolution>,
                                           DescriptionHash>
        cache;
    if (cache.size() > most_cached) cache.clear();
    const Description description = {direction, conv};
    auto &entry = cache[description];
    if (!entry) {
        entry = std::make_unique<Convolution>(
            description, user_layouts(direction, conv), cpu_engine());
    }
    return *entry;
}

void run(Direction direction, const ldnn_conv &conv, uint64_t call, const void *source,
         const void *weights, const void *result) {
    SingleThread guard;
    // oneDNN's memory objects are not const; which buffer is written follows from the direction.
    convolution(direction, conv)
        .run(direction, call, const_cast<void *>(source), const_cast<void *>(weights),
             const_cast<void *>(result));
}

}  // namespace
}  // namespace lamina

bool ldnn_has(ldnn_type type) {
    const unsigned isa = dnnl_get_effective_cpu_isa();
    const auto covers = [&](unsigned needed) { return (isa & needed) == needed; };
    switch (type) {
        case LDNN_FLOAT32: return true;
        case LDNN_BFLOAT16: return covers(dnnl_cpu_isa_avx512_core_bf16);
        case LDNN_INT8: return covers(dnnl_cpu_isa_avx512_core_vnni);
    }
    return false;
}

void ldnn_conv_forward(const ldnn_conv *conv, uint64_t call, const void *x, const void *w,
                       float *y) {
    lamina::run(lamina::Direction::forward, *conv, call, x, w, y);
}

int64_t ldnn_conv_packed_size(const ldnn_conv *conv) {
    lamina::SingleThread guard;
    const dnnl_memory_desc_t *order =
        lamina::convolution(lamina::Direction::forward, *conv).packed_order();
    return order == nullptr ? 0 : dnnl_memory_desc_get_size(order);
}

bool ldnn_conv_packs_alike(const ldnn_conv *a, const ldnn_conv *b) {
    lamina::SingleThread guard;
    const dnnl_memory_desc_t first =
        *lamina::convolution(lamina::Direction::forward, *a).packed_order();
    const dnnl_memory_desc_t *second =
        lamina::convolution(lamina::Direction::forward, *b).packed_order();
    return second != nullptr && dnnl_memory_desc_equal(&first, second);
}

void ldnn_conv_pack(const ldnn_conv *conv, const void *w, void *to) {
    lamina::SingleThread guard;
    lamina::convolution(lamina::Direction::forward, *conv)
        .pack(const_cast<void *>(w), to);
}

void ldnn_conv_forward_packed(const ldnn_conv *conv, const void *x, const void *weights,
                              float *y) {
    lamina::run(lamina::Direction::forward, *conv, lamina::packed, x, weights, y);
}

void ldnn_conv_input_gradient(const ldnn_conv *conv, uint64_t call, const void *dy, const void *w,
                              float *dx) {
    lamina::run(lamina::Direction::input_gradient, *conv, call, dx, w, dy);
}

void ldnn_conv_filter_gradient(const ldnn_conv *conv, const void *x, const void *dy, float *dw) {
    lamina::run(lamina::Direction::filter_gradient, *conv, lamina::alone, x, dw, dy);
}
