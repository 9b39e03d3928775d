// The native kernels: thread pool, fused element-wise loops, reductions, matrix-vector products,
// pooling, data movement and random bits. (lamina_attention.h has attention.)
//
// Rules that hold for every function here:
// - Tensors are contiguous and row-major unless a parameter gives strides (in elements).
// - The terms of a sum and their order follow from the shape alone: the same bits on any number of
//   threads. How the elements of a result are dealt out may depend on the threads.
// - Nothing is allocated on the heap in steady state (a thread's scratch memory is kept).
// - No arithmetic is contracted: a fused loop gives the bits that one loop per operation gives.
#ifndef LAMINA_KERNELS_H
#define LAMINA_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// ---- element types -------------------------------------------------------------------------

// The raw values equal LaminaGraph's DType.
typedef enum : uint8_t {
    LK_FLOAT32 = 0, LK_BFLOAT16, LK_FLOAT16, LK_FLOAT64, LK_COMPLEX64,
    LK_INT8, LK_INT16, LK_INT32, LK_INT64, LK_UINT8, LK_UINT16, LK_UINT32, LK_UINT64,
    LK_BOOL,  // one byte, 0 or 1
} lk_dtype;

// ---- processor -----------------------------------------------------------------------------

// Whether the processor has the vector instructions that the kernels are compiled for; without them
// the portable code runs.
bool lk_has_vector_code(void);

// ---- thread pool ---------------------------------------------------------------------------

// Threads that run pieces, the caller included; from LAMINA_THREADS, the affinity mask and the
// cgroup quota, at the first use.
int lk_thread_count(void);
// Changes the number (at least 1). Waits until no parallel loop runs.
void lk_set_thread_count(int count);
// Calls task(context, i) once for each i in 0..<count, on the pool and the caller, and returns when
// all are done. Workers spin for a short while, then park. A call from inside a task, or while
// another thread has the pool, runs its pieces on the caller alone.
void lk_parallel_for(int64_t count, void (*task)(void *context, int64_t index), void *context);

// ---- fused element-wise loops --------------------------------------------------------------

typedef enum : uint8_t {
    // unary: a
    LK_COPY = 0, LK_NEGATE, LK_ABS, LK_SIGN, LK_EXP, LK_LOG, LK_EXPM1, LK_LOG1P, LK_SQRT, LK_RSQRT,
    LK_TANH, LK_SIGMOID, LK_RELU, LK_SIN, LK_COS, LK_ERF, LK_FLOOR, LK_CEIL, LK_ROUND, LK_NOT,
    LK_IS_NAN, LK_IS_FINITE, LK_TAN, LK_ASIN, LK_ACOS, LK_ATAN, LK_SINH, LK_COSH, LK_ASINH, LK_ACOSH,
    LK_ATANH, LK_EXP2, LK_LOG2, LK_LOG10, LK_CBRT, LK_ERFC, LK_ERF_INVERSE, LK_LOG_GAMMA, LK_TRUNC,
    LK_POPULATION_COUNT,
    // binary: a, b
    LK_ADD, LK_SUBTRACT, LK_MULTIPLY, LK_DIVIDE, LK_POWER, LK_MAXIMUM, LK_MINIMUM, LK_REMAINDER,
    LK_AND, LK_OR, LK_XOR, LK_SHIFT_LEFT, LK_SHIFT_RIGHT, LK_ATAN2, LK_HYPOT, LK_COPY_SIGN,
    LK_NEXT_AFTER,
    // comparisons: a, b give bool
    LK_EQUAL, LK_NOT_EQUAL, LK_LESS, LK_LESS_EQUAL, LK_GREATER, LK_GREATER_EQUAL,
    // ternary: a (bool) ? b : c
    LK_SELECT,
    // a, of type `from`, to `dtype`
    LK_CONVERT,
} lk_op;

// One instruction on tile registers: dst = op(a, b, c). `dtype` is the type of the arithmetic: of
// the operands for comparisons, of b and c for SELECT, of the result for CONVERT (`from` is the
// operand's). Registers hold one tile each; inputs occupy registers 0..<inputs.
typedef struct {
    lk_op op;
    lk_dtype dtype;
    lk_dtype from;
    uint8_t dst, a, b, c;
} lk_instruction;

#define LK_MAX_RANK 8
#define LK_MAX_REGISTERS 64

// An input of a fused loop: its strides over the loop's dimensions (0 where it is broadcast).
typedef struct {
    lk_dtype dtype;
    int64_t strides[LK_MAX_RANK];
} lk_operand;

// An output, from register `source`.
typedef struct {
    lk_dtype dtype;
    uint8_t source;
} lk_result;

struct lk_fused_code;

// A loop over dims[0..<rank] (already collapsed where strides allow), made once per plan step.
typedef struct {
    int32_t rank;
    int64_t dims[LK_MAX_RANK];
    int32_t input_count;
    const lk_operand *inputs;
    int32_t instruction_count;
    const lk_instruction *instructions;
    int32_t output_count;
    const lk_result *outputs;
    int32_t register_count;
    const struct lk_fused_code *code;  // from lk_fused_compile, or null: the instructions are interpreted
    // LK_MAX_RANK for each output, in elements; null where all are contiguous over the loop's dimensions.
    const int64_t *output_strides;
} lk_fused_loop;

// The loop's machine code, shared by loops with the same instructions; null where the processor or
// one of the operations has none. To be released with the loop.
const struct lk_fused_code *lk_fused_compile(const lk_fused_loop *loop);

// The same, also for one instruction, in the code of a set; null where the processor lacks it.
typedef enum : uint8_t { LK_CODE_NONE = 0, LK_CODE_AVX2, LK_CODE_AVX512 } lk_code_set;
const struct lk_fused_code *lk_fused_compile_for(lk_code_set set, const lk_fused_loop *loop);
void lk_fused_release(const struct lk_fused_code *code);

// Runs the loop. An output may be the same memory as an input that has the output's element size
// and is contiguous over the loop's dimensions.
void lk_fused(const lk_fused_loop *loop, const void *const *inputs, void *const *outputs);

// Whether the loop can run on its elements in their order, part by part, with all outputs contiguous.
bool lk_fused_is_linear(const lk_fused_loop *loop);

// A linear loop that runs inside another kernel, part by part. Behind a product or a convolution it runs
// on each part of the result as soon as that is there; one of its outputs is the memory of the result, which
// it reads as an input.
typedef struct {
    const lk_fused_loop *loop;
    const void *const *inputs;
    void *const *outputs;
} lk_tail;

// ---- reductions ----------------------------------------------------------------------------

typedef enum : uint8_t { LK_SUM = 0, LK_PRODUCT, LK_MAX, LK_MIN, LK_ANY, LK_ALL } lk_reduction;

// out[o, i] = reduction over j of in[o, j, i], for in [outer, n, inner]. float32 and float64 sums are
// blocked (pairwise over blocks); NaN propagates through max and min. n = 0 gives the identity.
void lk_reduce(lk_reduction op, lk_dtype dtype, const void *in, void *out,
               int64_t outer, int64_t n, int64_t inner);
// A linear loop with reductions of some of its outputs, which are not written anywhere: in their places among
// the pointers to outputs lie the reductions' results, the same bits as lk_reduce's. All are of one type
// and of the same [outer, n, inner], which are the loop's elements in their order.
typedef struct {
    lk_reduction op;
    int32_t output;
} lk_reduced_output;
void lk_reduced_loop(const lk_tail *loop, const lk_reduced_output *reduced, int32_t count,
                     lk_dtype dtype, int64_t outer, int64_t n, int64_t inner);
// Whether such a reduction of the loop's output takes no longer than the loop and lk_reduce.
bool lk_reduces_loop(const lk_fused_loop *loop, lk_reduction op, lk_dtype dtype, int64_t outer,
                     int64_t n, int64_t inner);
// The index of the first extreme (the first NaN, if any) as int32.
void lk_arg_reduce(bool largest, lk_dtype dtype, const void *in, int32_t *out,
                   int64_t outer, int64_t n, int64_t inner);
// Softmax or its logarithm over the last axis of [rows, n], float32 or float64.
void lk_softmax(bool logarithm, lk_dtype dtype, const void *in, void *out, int64_t rows, int64_t n);

// y = (x - mean) / sqrt(variance + eps) of each row of [rows, n], times weight[n] plus bias[n] where
// they are not null. float32 or float64.
void lk_normalize(lk_dtype dtype, const void *in, const void *weight, const void *bias, void *out,
                  int64_t rows, int64_t n, double eps);

// ---- products ------------------------------------------------------------------------------

// c[b, m, n] = a[b, m, k] * b[b, k, n] for float32; `transpose_a` means a is stored [b, k, m],
// `transpose_b` that b is stored [b, n, k]. Chooses among loops over rows and register tiles by shape.
// Any other dtype runs a plain blocked loop.
void lk_matmul(lk_dtype dtype, bool transpose_a, bool transpose_b, int64_t batch,
               int64_t m, int64_t n, int64_t k, const void *a, const void *b, void *c);

// A b that serves many products is put into the kernel's own order once: its size in bytes, 0 where the
// kernel reads it as it is (then the other two may not be called).
// `dtype` is LK_FLOAT32, or a type with narrow products.
int64_t lk_matmul_packed_size(lk_dtype dtype, int64_t m, int64_t n, int64_t k);
void lk_matmul_pack(lk_dtype dtype, bool transpose_b, int64_t n, int64_t k, const void *b,
                    void *packed);
// `tail` may be null; only where the product is cut into rows may it be something else.
void lk_matmul_packed(lk_dtype dtype, int64_t m, int64_t n, int64_t k, const void *a,
                      const void *packed, float *c, const lk_tail *tail);
bool lk_matmul_packed_cuts_rows(lk_dtype dtype, int64_t m, int64_t n, int64_t k);

// Narrow products: of bfloat16 with float32 sums, in which denormal numbers count as 0, and of int8 with
// int32 sums that wrap. The results are float32. Whether this processor multiplies such operands at once;
// where it does not, none of the functions here may be called for the type.
bool lk_has_narrow_products(lk_dtype dtype);
void lk_matmul_narrow(lk_dtype dtype, bool transpose_a, bool transpose_b, int64_t m, int64_t n,
                      int64_t k, const void *a, const void *b, float *c);

// ---- convolution and pooling, NHWC ----------------------------------------------------------

// How a float32 convolution is computed: as the shape says, by register tiles, by oneDNN, by Winograd's way.
typedef enum : uint8_t {
    LK_CONV_BY_SHAPE = 0, LK_CONV_TILES, LK_CONV_LIBRARY, LK_CONV_WINOGRAD,
} lk_conv_way;

// Weights are [kernel_h, kernel_w, channels / groups, out_channels].
typedef struct {
    int64_t batch, height, width, channels;
    int64_t out_height, out_width, out_channels;
    int64_t kernel_h, kernel_w;
    int64_t stride_h, stride_w;
    int64_t dilation_h, dilation_w;
    int64_t pad_top, pad_left;  // the bottom and right follow from out_height and out_width
    int64_t groups;
    // 0: channels lie side by side. Otherwise x has a plane for each, so many elements from one to the
    // next, without gaps where there are several images; for float32 forward, not packed, in one group.
    int64_t plane_step;
    lk_conv_way way;  // by the shape, or one that lk_conv_has_way allows
} lk_conv;

typedef enum : uint8_t {
    LK_CONV_FORWARD = 0, LK_CONV_INPUT_GRADIENT, LK_CONV_FILTER_GRADIENT,
} lk_conv_direction;

// Whether a float32 convolution without an empty axis can be computed so.
bool lk_conv_has_way(const lk_conv *conv, lk_conv_direction direction, lk_conv_way way);

// Whether a convolution multiplies elements of a narrow type at once on this processor, bfloat16 with float32
// sums or int8 (forward only) with int32 sums. Where it does, the functions below take this type for what they
// read; what they write is float32.
bool lk_conv_is_narrow(const lk_conv *conv, lk_dtype dtype, lk_conv_direction direction);

// Cross-correlation: y [batch, out_height, out_width, out_channels]. float32, float64 or narrow.
void lk_conv_forward(const lk_conv *conv, lk_dtype dtype, const void *x, const void *w, void *y);
// The same for a shape without zeros, with a tail; not float64.
void lk_conv_forward_tail(const lk_conv *conv, lk_dtype dtype, const void *x, const void *w,
                          float *y, const lk_tail *tail);
// A filter that serves many calls is put into the kernel's own order once: its size in bytes, 0 where
// the kernel reads filters as they are (then the other two may not be called).
int64_t lk_conv_packed_size(const lk_conv *conv, lk_dtype dtype);
void lk_conv_pack(const lk_conv *conv, lk_dtype dtype, const void *w, void *packed);
// `tail` may be null.
void lk_conv_forward_packed(const lk_conv *conv, lk_dtype dtype, const void *x,
                            const void *packed, float *y, const lk_tail *tail);
// dx from dy and w.
void lk_conv_input_gradient(const lk_conv *conv, lk_dtype dtype, const void *dy, const void *w, void *dx);
// dw from x and dy.
void lk_conv_filter_gradient(const lk_conv *conv, lk_dtype dtype, const void *x, const void *dy, void *dw);

typedef struct {
    int64_t batch, height, width, channels;
    int64_t out_height, out_width;
    int64_t size_h, size_w;
    int64_t stride_h, stride_w;
    int64_t pad_top, pad_left;
    bool count_padding;  // average: divide by size_h * size_w also at the border
} lk_pool;

// Max pooling; padding never wins. NaN propagates.
void lk_max_pool(const lk_pool *pool, lk_dtype dtype, const void *x, void *y);
// dx: each dy goes to the first element (row by row) of its window that equals the maximum.
void lk_max_pool_gradient(const lk_pool *pool, lk_dtype dtype, const void *x, const void *dy, void *dx);
void lk_average_pool(const lk_pool *pool, lk_dtype dtype, const void *x, void *y);
void lk_average_pool_gradient(const lk_pool *pool, lk_dtype dtype, const void *dy, void *dx);

// ---- Fourier transforms --------------------------------------------------------------------

typedef enum : uint8_t {
    // [n, 2] to [n, 2]: y[k] = sum over j of x[j] exp(-2 pi i j k / n), and with +2 pi i.
    LK_FOURIER_FORWARD = 0, LK_FOURIER_INVERSE,
    // [n] to [n / 2 + 1, 2]: the first half of the forward transform of real numbers.
    LK_FOURIER_REAL_FORWARD,
    // [n / 2 + 1, 2] to [n]: the inverse of a transform whose other half mirrors the given one. The
    // imaginary parts that a real signal's transform lacks are not read.
    LK_FOURIER_REAL_INVERSE,
} lk_fourier_kind;

// `lines` transforms of length n, any n from 1 on, one after the other and not normalised; complex
// numbers are pairs. float32 or float64, computed in float64.
void lk_fourier(lk_fourier_kind kind, lk_dtype dtype, int64_t lines, int64_t n,
                const void *in, void *out);

// ---- data movement -------------------------------------------------------------------------

// Copies a box of `dims` elements of `size` bytes; strides in elements, negative ones allowed.
void lk_copy(int32_t rank, const int64_t *dims, int32_t size,
             const void *source, const int64_t *source_strides,
             void *target, const int64_t *target_strides);
// Fills `count` elements of `size` bytes (1, 2, 4 or 8) with the value at `value`.
void lk_fill(void *target, int32_t size, const void *value, int64_t count);
// out[i] = i along the middle axis of [outer, n, inner].
void lk_iota(lk_dtype dtype, void *out, int64_t outer, int64_t n, int64_t inner);
// out[i, :] = table[indices[i], :], rows of `row_bytes`; an index outside 0..<rows gives zeros.
void lk_gather_rows(const void *table, int64_t rows, int64_t row_bytes,
                    const int32_t *indices, int64_t count, void *out);

typedef enum : uint8_t {
    LK_SCATTER_SET = 0, LK_SCATTER_ADD, LK_SCATTER_MULTIPLY, LK_SCATTER_MAXIMUM, LK_SCATTER_MINIMUM,
} lk_scatter;

// table[indices[i], :] = join(table[indices[i], :], updates[i, :]) in order of i, for a table
// [rows, width]; an index outside 0..<rows is skipped. NaN wins as maximum and as minimum. Half
// types can be set only, complex64 set and added.
void lk_scatter_rows(lk_scatter mode, lk_dtype dtype, const void *updates, const int32_t *indices,
                     int64_t count, void *table, int64_t rows, int64_t width);

// Boxes of `sizes` elements of `size` bytes in each of `lanes` tensors of `dims`.
typedef struct {
    int32_t rank;
    int32_t size;
    int64_t lanes;
    int64_t dims[LK_MAX_RANK];
    int64_t sizes[LK_MAX_RANK];
} lk_box;

// target[lane] = the box of source[lane] from starts[lane, 0 ..< rank] on; a box that would lie
// partly outside is moved inside.
void lk_dynamic_slice(const lk_box *box, const void *source, const int32_t *starts, void *target);
// The box of target[lane] from starts[lane] on = update[lane].
void lk_dynamic_update(const lk_box *box, const void *update, const int32_t *starts, void *target);

// ---- order along an axis -------------------------------------------------------------------

// out[o, 0 ..< count, i] = where the first `count` of in[o, :, i] in order stand, for in
// [outer, n, inner]; equal elements in the order in which they stand, NaN last. No half types.
void lk_arg_sort(bool descending, lk_dtype dtype, const void *in, int32_t *out, int64_t outer,
                 int64_t n, int64_t inner, int64_t count);

typedef enum : uint8_t {
    LK_CUMULATIVE_SUM = 0, LK_CUMULATIVE_PRODUCT, LK_CUMULATIVE_MAX, LK_CUMULATIVE_MIN,
    LK_CUMULATIVE_LOG_SUM_EXP,
} lk_cumulation;

// out[o, j, i] = in[o, 0, i] joined with all up to in[o, j, i], or from the other end; integers wrap.
// No half types; float32 is carried in double. LOG_SUM_EXP takes float32 and float64.
void lk_cumulative(lk_cumulation op, lk_dtype dtype, bool reversed, const void *in, void *out,
                   int64_t outer, int64_t n, int64_t inner);
// out[o, j, i] = a[o, j, i] * out[o, j - 1, i] + b[o, j, i], or from the other end; out[o, 0, i] is
// b[o, 0, i]. float32 (carried in double) or float64.
void lk_linear_recurrence(lk_dtype dtype, bool reversed, const void *a, const void *b, void *out,
                          int64_t outer, int64_t n, int64_t inner);

// ---- random --------------------------------------------------------------------------------

// out[4 j .. 4 j + 3] = Philox4x32-10 with key (key[0], key[1]) and counter (j low, j high, 0, 0).
void lk_philox(const uint32_t key[2], uint32_t *out, int64_t count);

#ifdef __cplusplus
}
#endif

#endif
