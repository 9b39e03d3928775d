#include "Handle.h"

#include <cstdio>
#include <cstdlib>

namespace lamina {

void check(dnnl_status_t status, const char *what) {
    if (status == dnnl_success) return;
    std::fprintf(stderr, "lamina: oneDNN refused a %s with status %d\n", what, int(status));
    std::abort();
}

Memory::Memory(const dnnl_memory_desc_t &description, dnnl_engine_t engine)
    : size_(dnnl_memory_desc_get_size(&description)) {
    dnnl_memory_t memory;
    check(dnnl_memory_create(&memory, &description, engine, DNNL_MEMORY_NONE), "memory");
    memory_ = Handle<dnnl_memory_t, dnnl_memory_destroy>(memory);
}

Attributes::Attributes() {
    dnnl_primitive_attr_t attributes;
    check(dnnl_primitive_attr_create(&attributes), "attribute");
    attributes_ = Handle<dnnl_primitive_attr_t, dnnl_primitive_attr_destroy>(attributes);
    check(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
          "attribute");
}

Primitive::Primitive(const_dnnl_primitive_desc_t description) {
    dnnl_primitive_t primitive;
    check(dnnl_primitive_create(&primitive, description), "primitive");
    primitive_ = Handle<dnnl_primitive_t, dnnl_primitive_destroy>(primitive);
}

void Primitive::run(std::initializer_list<Argument> arguments) {
    static thread_local Handle<dnnl_stream_t, dnnl_stream_destroy> stream;
    if (stream.get() == nullptr) {
        dnnl_stream_t made;
        check(dnnl_stream_create(&made, cpu_engine(), dnnl_stream_default_flags), "stream");
        stream = Handle<dnnl_stream_t, dnnl_stream_destroy>(made);
    }
    dnnl_exec_arg_t list[4];
    int count = 0;
    for (const Argument &argument : arguments) {
        list[count++] = {argument.name, argument.memory.get()};
    }
    check(dnnl_primitive_execute(primitive_.get(), stream.get(), count, list), "call");
}

dnnl_engine_t cpu_engine() {
    // Never freed: threads may still hold primitives when the program ends.
    static const dnnl_engine_t engine = [] {
        dnnl_engine_t made;
        check(dnnl_engine_create(&made, dnnl_cpu, 0), "engine");
        return made;
    }();
    return engine;
}

void *thread_scratch(size_t size) {
    struct Buffer {
        void *data = nullptr;
        size_t size = 0;
        ~Buffer() { std::free(data); }
    };
    static thread_local Buffer buffer;
    if (size > buffer.size) {
        std::free(buffer.data);
        buffer.size = (size + 4095) / 4096 * 4096;
        buffer.data = std::aligned_alloc(4096, buffer.size);
        if (buffer.data == nullptr) std::abort();
    }
    return buffer.data;
}

dnnl_primitive_desc_t make_description(const void *operation, const Attributes &attributes,
                                       dnnl_engine_t engine, const_dnnl_primitive_desc_t hint) {
    dnnl_primitive_desc_t description;
    check(dnnl_primitive_desc_create(&description, operation, attributes.get(), engine, hint),
          "primitive");
    return description;
}

Primitive make_reorder(const dnnl_memory_desc_t &from, const dnnl_memory_desc_t &to,
                       dnnl_engine_t engine) {
    dnnl_primitive_desc_t description;
    check(dnnl_reorder_primitive_desc_create(&description, &from, engine, &to, engine, nullptr),
          "reorder");
    Handle<dnnl_primitive_desc_t, dnnl_primitive_desc_destroy> owner(description);
    return Primitive(description);
}

dnnl_memory_desc_t query(const_dnnl_primitive_desc_t description, dnnl_query_t what) {
    return *dnnl_primitive_desc_query_md(description, what, 0);
}

}  // namespace lamina
