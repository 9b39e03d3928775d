// The windows that hold a column of the input: what a gradient gathers from.
#ifndef LAMINA_WINDOWS_OVER_COLUMNS_H
#define LAMINA_WINDOWS_OVER_COLUMNS_H

#include <cstdint>

#include "ScratchArray.h"

namespace lamina {

/// For each column of the input, the places of its windows in a row of `out_width` windows: window
/// q with the column at tap kw is at q * window_step + kw * tap_step. The tables are the thread's,
/// so only one of these may live on a thread.
class WindowsOverColumns {
public:
    WindowsOverColumns(int64_t width, int64_t pad_left, int64_t kernel, int64_t stride,
                       int64_t dilation, int64_t out_width, int64_t window_step,
                       int64_t tap_step) {
        static thread_local Scratch starts_memory, offsets_memory;
        starts_ = scratch_array<int64_t>(starts_memory, width + 1);
        offsets_ = scratch_array<int64_t>(offsets_memory, width * kernel);
        int64_t count = 0;
        for (int64_t column = 0; column < width; ++column) {
            starts_[column] = count;
            for (int64_t tap = 0; tap < kernel; ++tap) {
                const int64_t start = column + pad_left - tap * dilation;
                if (start < 0 || start % stride != 0 || start / stride >= out_width) continue;
                offsets_[count++] = start / stride * window_step + tap * tap_step;
            }
        }
        starts_[width] = count;
    }

    /// The places of column i are offsets()[starts()[i]..<starts()[i + 1]].
    const int64_t *starts() const { return starts_; }
    const int64_t *offsets() const { return offsets_; }

private:
    int64_t *starts_, *offsets_;
};

}  // namespace lamina

#endif
