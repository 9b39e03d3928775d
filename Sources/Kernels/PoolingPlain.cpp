#include "PoolingPlain.h"

#include <limits>
#include <type_traits>

#include "Parallel.h"
#include "PoolingWindows.h"

namespace lamina {
namespace {

template <class T>
bool wins(T challenger, T best) {
    if constexpr (std::is_floating_point_v<T>) {
        if (challenger != challenger) return best == best;
    }
    return challenger > best;
}

template <class T>
T lowest() {
    return std::numeric_limits<T>::has_infinity ? -std::numeric_limits<T>::infinity()
                                                : std::numeric_limits<T>::lowest();
}

/// Calls visit(rows, columns, index of the output) for the windows of one image, row by row.
template <class Visit>
void each_window(const lk_pool &p, int64_t image, Visit visit) {
    for (int64_t o = 0; o < p.out_height; ++o) {
        for (int64_t q = 0; q < p.out_width; ++q) {
            const int64_t output = ((image * p.out_height + o) * p.out_width + q) * p.channels;
            visit(pool_rows(p, o), pool_columns(p, q), output);
        }
    }
}

/// The index in x of the maximum of a window, -1 if the window holds nothing.
template <class T>
int64_t place_of_max(const lk_pool &p, int64_t image, Span rows, Span columns, int64_t channel,
                     const T *x) {
    int64_t place = -1;
    for (int64_t row = rows.begin; row < rows.end; ++row) {
        for (int64_t column = columns.begin; column < columns.end; ++column) {
            const int64_t at =
                ((image * p.height + row) * p.width + column) * p.channels + channel;
            if (place < 0 || wins(x[at], x[place])) place = at;
        }
    }
    return place;
}

template <class T>
void max_pool(const lk_pool &p, const T *x, T *y) {
    parallel_for(p.batch, [&](int64_t image) {
        each_window(p, image, [&](Span rows, Span columns, int64_t output) {
            for (int64_t j = 0; j < p.channels; ++j) {
                const int64_t place = place_of_max(p, image, rows, columns, j, x);
                y[output + j] = place < 0 ? lowest<T>() : x[place];
            }
        });
    });
}

template <class T>
void max_pool_gradient(const lk_pool &p, const T *x, const T *dy, T *dx) {
    const int64_t elements = p.height * p.width * p.channels;
    parallel_for(p.batch, [&](int64_t image) {
        std::fill(dx + image * elements, dx + (image + 1) * elements, T{});
        each_window(p, image, [&](Span rows, Span columns, int64_t output) {
            for (int64_t j = 0; j < p.channels; ++j) {
                const int64_t place = place_of_max(p, image, rows, columns, j, x);
                if (place >= 0) dx[place] = T(dx[place] + dy[output + j]);
            }
        });
    });
}

template <class T>
void average_pool(const lk_pool &p, const T *x, T *y) {
    parallel_for(p.batch, [&](int64_t image) {
        each_window(p, image, [&](Span rows, Span columns, int64_t output) {
            const int64_t count = pool_count(p, rows, columns);
            for (int64_t j = 0; j < p.channels; ++j) {
                T sum = 0;
                for (int64_t row = rows.begin; row < rows.end; ++row) {
                    for (int64_t column = columns.begin; column < columns.end; ++column) {
                        sum += x[((image * p.height + row) * p.width + column) * p.channels + j];
                    }
                }
                y[output + j] = count == 0 ? 0 : sum / T(count);
            }
        });
    });
}

template <class T>
void average_pool_gradient(const lk_pool &p, const T *dy, T *dx) {
    const int64_t elements = p.height * p.width * p.channels;
    parallel_for(p.batch, [&](int64_t image) {
        std::fill(dx + image * elements, dx + (image + 1) * elements, T{});
        each_window(p, image, [&](Span rows, Span columns, int64_t output) {
            const T count = T(pool_count(p, rows, columns));
            for (int64_t row = rows.begin; row < rows.end; ++row) {
                for (int64_t column = columns.begin; column < columns.end; ++column) {
                    T *target = dx + ((image * p.height + row) * p.width + column) * p.channels;
                    for (int64_t j = 0; j < p.channels; ++j) target[j] += dy[output + j] / count;
                }
            }
        });
    });
}

template <class T, class Body>
void as(Body body) {
    body(static_cast<T *>(nullptr));
}

/// Calls body with a null pointer of the dtype's C++ type.
template <class Body>
void with_type(lk_dtype dtype, Body body) {
    switch (dtype) {
        case LK_FLOAT32: return as<float>(body);
        case LK_FLOAT64: return as<double>(body);
        case LK_INT8: return as<int8_t>(body);
        case LK_INT16: return as<int16_t>(body);
        case LK_INT32: return as<int32_t>(body);
        case LK_INT64: return as<int64_t>(body);
        case LK_UINT8:
        case LK_BOOL: return as<uint8_t>(body);
        case LK_UINT16: return as<uint16_t>(body);
        case LK_UINT32: return as<uint32_t>(body);
        case LK_UINT64: return as<uint64_t>(body);
        case LK_BFLOAT16:
        case LK_FLOAT16:
        case LK_COMPLEX64: return;
    }
}

}  // namespace

void plain_max_pool(const lk_pool &p, lk_dtype dtype, const void *x, void *y) {
    with_type(dtype, [&](auto *type) {
        using T = std::remove_pointer_t<decltype(type)>;
        max_pool(p, static_cast<const T *>(x), static_cast<T *>(y));
    });
}

void plain_max_pool_gradient(const lk_pool &p, lk_dtype dtype, const void *x, const void *dy,
                             void *dx) {
    with_type(dtype, [&](auto *type) {
        using T = std::remove_pointer_t<decltype(type)>;
        max_pool_gradient(p, static_cast<const T *>(x), static_cast<const T *>(dy),
                          static_cast<T *>(dx));
    });
}

void plain_average_pool(const lk_pool &p, lk_dtype dtype, const void *x, void *y) {
    if (dtype == LK_FLOAT64) {
        average_pool(p, static_cast<const double *>(x), static_cast<double *>(y));
    } else {
        average_pool(p, static_cast<const float *>(x), static_cast<float *>(y));
    }
}

void plain_average_pool_gradient(const lk_pool &p, lk_dtype dtype, const void *dy, void *dx) {
    if (dtype == LK_FLOAT64) {
        average_pool_gradient(p, static_cast<const double *>(dy), static_cast<double *>(dx));
    } else {
        average_pool_gradient(p, static_cast<const float *>(dy), static_cast<float *>(dx));
    }
}

}  // namespace lamina
