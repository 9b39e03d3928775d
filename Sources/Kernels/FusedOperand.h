// How an input of a fused loop comes into tiles.
#ifndef LAMINA_FUSED_OPERAND_H
#define LAMINA_FUSED_OPERAND_H

#include "FusedTile.h"

namespace lamina {

/// A strided view of an input over the loop, with its dimensions merged as far as its own strides
/// allow (the loop's are merged as far as all operands' allow).
struct StridedView {
    int rank;
    int64_t dims[LK_MAX_RANK];
    int64_t strides[LK_MAX_RANK];  // in elements

    StridedView() = default;
    StridedView(int rank, const int64_t *dims, const int64_t *strides);

    bool is_scalar() const { return rank == 0; }
    bool is_contiguous() const { return rank == 1 && strides[0] == 1; }
    int64_t row() const { return rank == 0 ? 1 : dims[rank - 1]; }
    /// Elements after which the view repeats, or 0 where it never does.
    int64_t period() const;
};

/// Where an element lies: its distance from the view's start, and how much of its row follows it.
struct RowPosition {
    int64_t offset;
    int64_t left;
};
RowPosition find_row(const StridedView &view, int64_t index);

/// Writes elements `start ..< start + count` of the view, one after the other. `dst` needs room for
/// one block more: whole vectors are written.
void lay(const StridedView &view, int size, const char *src, int64_t start, int64_t count,
         char *dst);

/// The other way: writes `count` elements that follow each other to where the view has those from `start` on.
void spread(const StridedView &view, int size, const char *src, int64_t start, int64_t count,
            char *dst);

/// Writes a box of `rows` x `columns` elements, row by row without gaps. `dst` as above.
void lay_box(int size, const char *src, int64_t row_stride, int64_t column_stride, int64_t rows,
             int64_t columns, char *dst);

/// Fills one block with copies of one element.
void splat_block(int size, const char *element, char *dst);

}  // namespace lamina

#endif
