// Fused loops over operands of which rows lie apart: slices, parts of a concatenation, rows that repeat.
#ifndef LAMINA_FUSED_ROWS_H
#define LAMINA_FUSED_ROWS_H

#include "FusedTileRunner.h"

namespace lamina {

/// Runs a loop row by row. Each row is read and written where it lies: nothing is copied together first.
class RowRunner {
public:
    /// Whether the loop has such operands, and rows that make it worth the while to find each.
    static bool suits(const FusedProgram &program) {
        // To find a row of every operand takes about as long as to copy this much of one.
        constexpr int64_t kLeastRow = 4 * kBlock;
        const lk_fused_loop &loop = *program.loop;
        const int last = loop.rank - 1;
        const int64_t row = loop.dims[last];
        if (last < 1 || program.across >= 0 || row < kLeastRow || row % kBlock != 0) return false;
        bool lie_apart = false;
        for (int i = 0; i < loop.input_count; ++i) {
            const int64_t stride = loop.inputs[i].strides[last];
            if (stride != 0 && stride != 1) return false;
            lie_apart |= program.inputs[i].way == Way::laid;
        }
        for (int o = 0; o < loop.output_count; ++o) {
            if (program.outputs[o].is_contiguous) continue;
            if (loop.output_strides[o * LK_MAX_RANK + last] != 1) return false;
            lie_apart = true;
        }
        return lie_apart;
    }

    explicit RowRunner(const FusedProgram &program)
        : program_(program), loop_(*program.loop), last_(loop_.rank - 1), row_(loop_.dims[last_]),
          // Machine code needs no buffers, so that a row is one tile.
          tile_(loop_.code == nullptr ? std::min(program.tile, row_) : row_) {}

    int64_t count() const { return program_.total / row_; }
    int64_t in_piece() const { return std::max<int64_t>(1, program_.piece / row_); }

    /// Runs rows `begin ..< end`.
    void run(int64_t begin, int64_t end) const {
        TileRunner tiles(program_);
        for (int64_t row = begin; row < end; ++row) {
            int64_t at[LK_MAX_RANK];
            int64_t index = row;
            for (int d = last_ - 1; d > 0; --d) {
                at[d] = index % loop_.dims[d];
                index /= loop_.dims[d];
            }
            at[0] = index;
            if (row + 1 < end && at[last_ - 1] + 1 < loop_.dims[last_ - 1]) fetch_next(at);
            for (int64_t column = 0; column < row_; column += tile_) {
                run_tile(tiles, at, row * row_ + column, column, std::min(tile_, row_ - column));
            }
        }
    }

private:
    /// Elements between an operand's start and that of a row.
    int64_t offset(const int64_t *at, const int64_t *strides) const {
        int64_t elements = 0;
        for (int d = 0; d < last_; ++d) elements += at[d] * strides[d];
        return elements;
    }

    /// Fetches the rows behind those at `at`: they begin on other pages, where hardware prefetchers do not look.
    void fetch_next(const int64_t *at) const {
        constexpr int64_t line = 64;
        for (int i = 0; i < loop_.input_count; ++i) {
            const FusedInput &input = program_.inputs[i];
            const int64_t *strides = loop_.inputs[i].strides;
            if (input.way != Way::laid || strides[last_] != 1) continue;
            const char *next =
                input.data + (offset(at, strides) + strides[last_ - 1]) * input.size;
            for (int64_t b = 0; b < row_ * input.size; b += line) __builtin_prefetch(next + b, 0, 2);
        }
        for (int o = 0; o < loop_.output_count; ++o) {
            const FusedOutput &output = program_.outputs[o];
            if (output.is_contiguous) continue;
            const int64_t *strides = loop_.output_strides + o * LK_MAX_RANK;
            const char *next =
                output.data + (offset(at, strides) + strides[last_ - 1]) * output.size;
            for (int64_t b = 0; b < row_ * output.size; b += line) __builtin_prefetch(next + b, 1, 2);
        }
    }

    void run_tile(TileRunner &tiles, const int64_t *at, int64_t start, int64_t column,
                  int64_t count) const {
        for (int i = 0; i < loop_.input_count; ++i) {
            const FusedInput &input = program_.inputs[i];
            Slot &slot = tiles.input_slot(i);
            if (input.way == Way::scalar) {
                slot = {input.shared, 0};
                continue;
            }
            const int64_t *strides = loop_.inputs[i].strides;
            const char *from = input.data + offset(at, strides) * input.size;
            if (strides[last_] == 0) {
                slot = {tiles.splat(i), 0};
                splat_block(input.size, from, slot.data);
                continue;
            }
            slot = {const_cast<char *>(from) + column * input.size, ~ptrdiff_t{0}};
            if (input.is_overwritten) {
                std::memcpy(tiles.buffer(i), slot.data, count * input.size);
                slot.data = tiles.buffer(i);
            }
        }
        for (int o = 0; o < loop_.output_count; ++o) {
            const FusedOutput &output = program_.outputs[o];
            const int64_t element =
                output.is_contiguous
                    ? start
                    : offset(at, loop_.output_strides + o * LK_MAX_RANK) + column;
            tiles.output_slot(o).data = output.data + element * output.size;
        }
        tiles.run_steps(count);
    }

    const FusedProgram &program_;
    const lk_fused_loop &loop_;
    int last_;
    int64_t row_, tile_;
};

}  // namespace lamina

#endif
