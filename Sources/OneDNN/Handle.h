// oneDNN's C objects as C++ values: freed once, with errors that say what was being made. (dnnl.hpp
// throws; nothing here may throw through a C face.)
#pragma once

#include <initializer_list>
#include <utility>

#include <dnnl.h>

namespace lamina {

/// Ends the program: oneDNN refuses only what its documentation rules out, so it is our fault.
void check(dnnl_status_t status, const char *what);

template <class T, dnnl_status_t (*destroy)(T)>
class Handle {
public:
    Handle() = default;
    explicit Handle(T value) : value_(value) {}
    Handle(Handle &&other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    Handle &operator=(Handle &&other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~Handle() {
        if (value_ != nullptr) destroy(value_);
    }
    T get() const { return value_; }

private:
    T value_ = nullptr;
};

/// A description of memory, and the buffer that it stands for at the moment.
class Memory {
public:
    Memory() = default;
    Memory(const dnnl_memory_desc_t &description, dnnl_engine_t engine);
    void point_at(void *data) { check(dnnl_memory_set_data_handle(memory_.get(), data), "memory"); }
    size_t size() const { return size_; }
    dnnl_memory_t get() const { return memory_.get(); }

private:
    size_t size_ = 0;
    Handle<dnnl_memory_t, dnnl_memory_destroy> memory_;
};

/// Scratch memory is the caller's, so that one thread needs a single buffer for all primitives.
class Attributes {
public:
    Attributes();
    dnnl_primitive_attr_t get() const { return attributes_.get(); }

private:
    Handle<dnnl_primitive_attr_t, dnnl_primitive_attr_destroy> attributes_;
};

class Primitive {
public:
    struct Argument {
        int name;
        const Memory &memory;
    };

    Primitive() = default;
    explicit Primitive(const_dnnl_primitive_desc_t description);
    /// At most four arguments, which is what convolutions need.
    void run(std::initializer_list<Argument> arguments);

private:
    Handle<dnnl_primitive_t, dnnl_primitive_destroy> primitive_;
};

dnnl_engine_t cpu_engine();
/// At least `size` bytes, kept by the thread.
void *thread_scratch(size_t size);
dnnl_primitive_desc_t make_description(const void *operation, const Attributes &attributes,
                                       dnnl_engine_t engine, const_dnnl_primitive_desc_t hint);
Primitive make_reorder(const dnnl_memory_desc_t &from, const dnnl_memory_desc_t &to,
                       dnnl_engine_t engine);
dnnl_memory_desc_t query(const_dnnl_primitive_desc_t description, dnnl_query_t what);

}  // namespace lamina
