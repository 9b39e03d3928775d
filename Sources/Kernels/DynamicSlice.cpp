// Boxes whose position is read from memory.

#include <algorithm>

#include "Parallel.h"

namespace lamina {
namespace {

/// Where the elements of one lane lie.
struct Place {
    int64_t strides[LK_MAX_RANK];
    int64_t count = 1;

    Place(int32_t rank, const int64_t *dims) {
        for (int d = rank - 1; d >= 0; --d) {
            strides[d] = count;
            count *= dims[d];
        }
    }

    /// The first element of the box that starts at `starts`, moved inside.
    int64_t offset(const lk_box &box, const int32_t *starts) const {
        int64_t offset = 0;
        for (int d = 0; d < box.rank; ++d) {
            const int64_t last = box.dims[d] - box.sizes[d];
            offset += std::clamp<int64_t>(starts[d], 0, last) * strides[d];
        }
        return offset;
    }
};

}  // namespace
}  // namespace lamina

void lk_dynamic_slice(const lk_box *box, const void *source, const int32_t *starts, void *target) {
    using namespace lamina;
    const Place whole(box->rank, box->dims), part(box->rank, box->sizes);
    const char *from = static_cast<const char *>(source);
    char *to = static_cast<char *>(target);
    parallel_for(box->lanes, [&](int64_t lane) {
        const int64_t offset = lane * whole.count + whole.offset(*box, starts + lane * box->rank);
        lk_copy(box->rank, box->sizes, box->size, from + offset * box->size, whole.strides,
                to + lane * part.count * box->size, part.strides);
    });
}

void lk_dynamic_update(const lk_box *box, const void *update, const int32_t *starts, void *target) {
    using namespace lamina;
    const Place whole(box->rank, box->dims), part(box->rank, box->sizes);
    const char *from = static_cast<const char *>(update);
    char *to = static_cast<char *>(target);
    parallel_for(box->lanes, [&](int64_t lane) {
        const int64_t offset = lane * whole.count + whole.offset(*box, starts + lane * box->rank);
        lk_copy(box->rank, box->sizes, box->size, from + lane * part.count * box->size,
                part.strides, to + offset * box->size, whole.strides);
    });
}
