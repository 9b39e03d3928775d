// Working memory that a thread keeps from call to call.
#ifndef LAMINA_SCRATCH_H
#define LAMINA_SCRATCH_H

#include <cstddef>
#include <cstdlib>
#include <new>

namespace lamina {

/// A growing block, aligned to cache lines; meant for `thread_local` variables. A kernel asks for
/// the bytes that it needs now, and only a larger wish than ever before allocates.
class Scratch {
public:
    Scratch() = default;
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;
    ~Scratch() { std::free(data_); }

    /// At least `bytes` bytes. What the last call gave is no longer valid. New memory is zero.
    char *get(size_t bytes) {
        if (bytes > capacity_) grow(bytes);
        return data_;
    }

private:
    void grow(size_t bytes) {
        const size_t rounded = (bytes + 4095) / 4096 * 4096;
        std::free(data_);
        capacity_ = 0;
        data_ = static_cast<char *>(std::aligned_alloc(4096, rounded));
        if (data_ == nullptr) throw std::bad_alloc();
        for (size_t i = 0; i < rounded; ++i) data_[i] = 0;
        capacity_ = rounded;
    }

    char *data_ = nullptr;
    size_t capacity_ = 0;
};

}  // namespace lamina

#endif
