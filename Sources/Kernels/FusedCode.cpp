#include "FusedCode.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <vector>

#include "FusedInstruction.h"
#include "VectorCode.h"

#if defined(__x86_64__)

#include "xbyak/xbyak_util.h"

namespace lamina {
namespace {

constexpr int kNever = 1 << 30;

/// Where a value is made and read: an input, or the result of an instruction.
struct Value {
    lk_dtype dtype;
    std::vector<int> uses;  // numbers of instructions; those of outputs are kNever
    size_t next_use = 0;    // index into `uses`
    int place = -1;         // the group of registers that holds it
    int spill = -1;         // its place on the stack, once it was written there
};

/// The code of one loop. Several vectors at a time go through each instruction, as many as the
/// registers allow, so that long chains of instructions overlap.
class FusedCompiler : private VectorCode {
public:
    FusedCompiler(const lk_fused_loop &loop, lk_code_set set) : VectorCode(set), loop_(loop) {}

    /// Whether all operations and types are among those that have code here.
    static bool can_compile(const lk_fused_loop &loop) {
        for (int i = 0; i < loop.input_count; ++i) {
            if (!is_known(loop.inputs[i].dtype)) return false;
        }
        for (int i = 0; i < loop.instruction_count; ++i) {
            if (!has_code(loop.instructions[i])) return false;
        }
        return true;
    }

    FusedFunction compile() {
        find_values();
        find_width();
        emit();
        lay_constants();
        // Throws where the system refuses memory that was writable to become executable.
        ready(Xbyak::CodeArray::PROTECT_RE);
        return getCode<FusedFunction>();
    }

    int64_t spill_bytes() const { return int64_t{64} * most_spills_ * width_; }

private:
    static bool is_known(lk_dtype dtype) { 
        return dtype == LK_FLOAT32 || dtype == LK_BOOL || dtype == LK_BFLOAT16;
    }

    static bool has_code(const lk_instruction &i) {
        if (i.op == LK_CONVERT) {
            return i.dtype == LK_FLOAT32 ? i.from == LK_BOOL || i.from == LK_BFLOAT16
                                         : i.dtype == LK_BFLOAT16 && i.from == LK_FLOAT32;
        }
        if (i.dtype == LK_BFLOAT16) return i.op == LK_SELECT;
        if (i.dtype == LK_BOOL) {
            return i.op == LK_AND || i.op == LK_OR || i.op == LK_XOR || i.op == LK_NOT;
        }
        if (i.dtype != LK_FLOAT32) return false;
        switch (i.op) {
        case LK_NEGATE: case LK_ABS: case LK_SIGN: case LK_EXP: case LK_LOG: case LK_SQRT:
        case LK_RSQRT: case LK_TANH: case LK_SIGMOID: case LK_RELU: case LK_ERF: case LK_FLOOR:
        case LK_CEIL: case LK_ROUND: case LK_TRUNC: case LK_IS_NAN: case LK_IS_FINITE:
        case LK_ADD: case LK_SUBTRACT: case LK_MULTIPLY: case LK_DIVIDE: case LK_MAXIMUM:
        case LK_MINIMUM: case LK_COPY_SIGN: case LK_EQUAL: case LK_NOT_EQUAL: case LK_LESS:
        case LK_LESS_EQUAL: case LK_GREATER: case LK_GREATER_EQUAL: case LK_SELECT:
            return true;
        default: return false;
        }
    }

    // ---- which values there are, and how long they live

    void find_values() {
        int value_of[LK_MAX_REGISTERS];
        for (int i = 0; i < loop_.input_count; ++i) {
            value_of[i] = i;
            values_.push_back({loop_.inputs[i].dtype, {}});
        }
        for (int i = 0; i < loop_.instruction_count; ++i) {
            const lk_instruction &instruction = loop_.instructions[i];
            const FusedOperation &operation = kFusedOperations.of[instruction.op];
            const uint8_t registers[] = {instruction.a, instruction.b, instruction.c};
            Operands operands = {-1, -1, -1};
            for (int o = 0; o < operation.operands; ++o) {
                operands.of[o] = value_of[registers[o]];
                values_[operands.of[o]].uses.push_back(i);
            }
            operands_.push_back(operands);
            value_of[instruction.dst] = static_cast<int>(values_.size());
            values_.push_back({operation.gives_bool ? LK_BOOL : instruction.dtype, {}});
        }
        for (int o = 0; o < loop_.output_count; ++o) {
            outputs_.push_back(value_of[loop_.outputs[o].source]);
            values_[outputs_.back()].uses.push_back(kNever);
        }
    }

    /// The vectors that go through the code together: 4 where few values live at once, else 2 or 1.
    void find_width() {
        int live = 0, most = 0;
        std::vector<int> ends(loop_.instruction_count + 1, 0);
        for (const Value &value : values_) {
            if (!value.uses.empty() && value.uses.back() != kNever) ++ends[value.uses.back()];
        }
        // An input lives from its first use on.
        std::vector<int> starts(loop_.instruction_count + 1, 0);
        for (int i = 0; i < loop_.input_count; ++i) {
            if (!values_[i].uses.empty() && values_[i].uses[0] != kNever) {
                ++starts[values_[i].uses[0]];
            }
        }
        for (int i = 0; i < loop_.instruction_count; ++i) {
            live += starts[i];
            most = std::max(most, live + 1);
            live += 1 - ends[i];
        }
        const int registers = register_count() - first_value();
        width_ = most <= registers / 4 ? 4 : most <= registers / 2 ? 2 : 1;
        owner_.assign(registers / width_, -1);
    }

    // ---- the loop over blocks

    void emit() {
        Xbyak::Label next, fence, end;
        L(next);
        for (int first = 0; first < kBlock / lanes(); first += width_) emit_vectors(first);
        for (int slot = 0; slot < loop_.input_count + loop_.output_count; ++slot) {
            mov(rax, ptr[rsi + 8 * slot]);
            add(ptr[rdi + 8 * slot], rax);
        }
        dec(rdx);
        jnz(next, T_NEAR);
        for (int o = 0; o < loop_.output_count; ++o) {
            cmp(qword[rsi + 8 * flag(o)], 0);
            jne(fence, T_NEAR);
        }
        jmp(end, T_NEAR);
        L(fence);
        sfence();
        L(end);
        vzeroupper();
        ret();
    }

    int flag(int output) const { return loop_.input_count + loop_.output_count + output; }

    /// All instructions on vectors `first` ..< `first + width_` of a block.
    void emit_vectors(int first) {
        first_ = first;
        owner_.assign(owner_.size(), -1);
        for (Value &value : values_) {
            value.next_use = 0;
            value.place = value.spill = -1;
        }
        spills_ = 0;
        for (int i = 0; i < loop_.instruction_count; ++i) emit(i);
        for (int o = 0; o < loop_.output_count; ++o) store(o);
    }

    void emit(int number) {
        const Operands &operands = operands_[number];
        pinned_.clear();
        for (int operand : operands.of) {
            if (operand >= 0) hold(operand);
        }
        int groups[3];
        for (int o = 0; o < 3; ++o) {
            groups[o] = operands.of[o] < 0 ? 0 : values_[operands.of[o]].place;
        }
        for (int operand : operands.of) {
            if (operand < 0) continue;
            Value &value = values_[operand];
            while (value.next_use < value.uses.size() && value.uses[value.next_use] <= number) {
                ++value.next_use;
            }
            // The result may take the place of an operand that nobody reads again.
            if (value.next_use == value.uses.size() && value.place >= 0) {
                owner_[value.place] = -1;
                value.place = -1;
            }
        }
        const int result = loop_.input_count + number;
        if (values_[result].uses.empty()) return;
        place(result);
        for (int u = 0; u < width_; ++u) {
            emit(loop_.instructions[number], vector(values_[result].place, u),
                 vector(groups[0], u), vector(groups[1], u), vector(groups[2], u));
        }
    }

    // ---- registers

    Vector vector(int group, int u) const { return reg(first_value() + group * width_ + u); }

    /// Brings a value into registers and keeps it there during the instruction.
    void hold(int number) {
        Value &value = values_[number];
        if (value.place < 0) {
            place(number);
            if (value.spill >= 0) {
                for (int u = 0; u < width_; ++u) vmovups(vector(value.place, u), spill(value, u));
            } else {
                load(number);
            }
        }
        pinned_.push_back(value.place);
    }

    /// Finds registers for a value: free ones, or those of the value that is needed last.
    void place(int number) {
        int best = -1, farthest = -1;
        for (int group = 0; group < static_cast<int>(owner_.size()); ++group) {
            if (is_pinned(group)) continue;
            if (owner_[group] < 0) {
                best = group;
                break;
            }
            const Value &owner = values_[owner_[group]];
            const int use = owner.uses[owner.next_use];
            if (use > farthest) {
                farthest = use;
                best = group;
            }
        }
        if (owner_[best] >= 0) evict(owner_[best]);
        owner_[best] = number;
        values_[number].place = best;
    }

    bool is_pinned(int group) const {
        for (int pinned : pinned_) {
            if (pinned == group && owner_[group] >= 0) return true;
        }
        return false;
    }

    /// An input can be loaded again; another value goes to the stack.
    void evict(int number) {
        Value &value = values_[number];
        if (number >= loop_.input_count && value.spill < 0) {
            value.spill = spills_++;
            most_spills_ = std::max(most_spills_, spills_);
            for (int u = 0; u < width_; ++u) vmovups(spill(value, u), vector(value.place, u));
        }
        owner_[value.place] = -1;
        value.place = -1;
    }

    Xbyak::Address spill(const Value &value, int u) {
        return ptr[rcx + (value.spill * width_ + u) * 64];
    }

    // ---- memory

    void load(int number) {
        const Value &value = values_[number];
        mov(rax, ptr[rdi + 8 * number]);
        for (int u = 0; u < width_; ++u) {
            const Vector x = vector(value.place, u);
            const int element = (first_ + u) * lanes();
            switch (value.dtype) {
            case LK_BOOL: load_bools(x, ptr[rax + element]); break;
            case LK_BFLOAT16: load_bfloat16(x, ptr[rax + 2 * element]); break;
            default: vmovups(x, ptr[rax + 4 * element]);
            }
        }
    }

    void store(int output) {
        const int number = outputs_[output];
        pinned_.clear();
        hold(number);
        const Value &value = values_[number];
        const int slot = loop_.input_count + output;
        mov(rax, ptr[rdi + 8 * slot]);
        if (value.dtype == LK_BOOL || value.dtype == LK_BFLOAT16) {
            for (int u = 0; u < width_; ++u) {
                const Vector x = vector(value.place, u);
                const int element = (first_ + u) * lanes();
                if (value.dtype == LK_BOOL) store_bools(ptr[rax + element], x);
                else store_bfloat16(ptr[rax + 2 * element], x);
            }
            return;
        }
        Xbyak::Label past, done;
        cmp(qword[rsi + 8 * flag(output)], 0);
        jne(past, T_NEAR);
        for (int u = 0; u < width_; ++u) {
            vmovups(ptr[rax + 4 * (first_ + u) * lanes()], vector(value.place, u));
        }
        jmp(done, T_NEAR);
        L(past);
        for (int u = 0; u < width_; ++u) {
            vmovntps(ptr[rax + 4 * (first_ + u) * lanes()], vector(value.place, u));
        }
        L(done);
    }

    // ---- instructions

    void test(const Vector &result, const Vector &a, const Xbyak::Operand &b, Predicate predicate) {
        compare(a, b, predicate);
        take_mask(result);
    }

    void emit(const lk_instruction &i, const Vector &result, const Vector &a, const Vector &b,
              const Vector &c) {
        switch (i.op) {
        case LK_NEGATE: return bit_xor(result, a, bits(kSignBit));
        case LK_ABS: return bit_and(result, a, bits(~kSignBit));
        case LK_SIGN: return sign(result, a);
        case LK_EXP: return exp(result, a);
        case LK_LOG: return log(result, a);
        case LK_SQRT: return vsqrtps(result, a);
        case LK_RSQRT:
            vsqrtps(reg(0), a);
            set(reg(1), 1);
            return vdivps(result, reg(1), reg(0));
        case LK_TANH: return tanh(result, a);
        case LK_SIGMOID: return sigmoid(result, a);
        case LK_RELU:
            // Of two zeros, and beside NaN, the machine gives the second operand.
            set_zero(reg(0));
            return vmaxps(result, reg(0), a);
        case LK_ERF: return erf(result, a);
        case LK_FLOOR: return round(result, a, 9);
        case LK_CEIL: return round(result, a, 10);
        case LK_ROUND: return round(result, a, 8);
        case LK_TRUNC: return round(result, a, 11);
        case LK_IS_NAN: return test(result, a, a, kUnordered);
        case LK_IS_FINITE:
            bit_and(reg(0), a, bits(~kSignBit));
            return test(result, reg(0), bits(0x7F800000u), kLess);
        case LK_ADD: return vaddps(result, a, b);
        case LK_SUBTRACT: return vsubps(result, a, b);
        case LK_MULTIPLY: return vmulps(result, a, b);
        case LK_DIVIDE: return vdivps(result, a, b);
        case LK_MAXIMUM: return maximum(result, a, b);
        case LK_MINIMUM: return minimum(result, a, b);
        case LK_COPY_SIGN: return copy_sign(result, a, b);
        case LK_EQUAL: return test(result, a, b, kEqual);
        case LK_NOT_EQUAL: return test(result, a, b, kNotEqual);
        case LK_LESS: return test(result, a, b, kLess);
        case LK_LESS_EQUAL: return test(result, a, b, kLessOrEqual);
        case LK_GREATER: return test(result, a, b, kGreater);
        case LK_GREATER_EQUAL: return test(result, a, b, kGreaterOrEqual);
        case LK_SELECT:
            set_mask(a);
            return choose(result, c, b);
        case LK_AND: return bit_and(result, a, b);
        case LK_OR: return bit_or(result, a, b);
        case LK_XOR: return bit_xor(result, a, b);
        case LK_NOT: return bit_xor(result, a, bits(~0u));
        case LK_CONVERT:
            if (i.dtype == LK_BFLOAT16) return round_to_bfloat16(result, a);
            if (i.from == LK_BFLOAT16) return vmovaps(result, a);
            return bit_and(result, a, number(1));
        default: return;
        }
    }

    struct Operands {
        int of[3];
    };

    const lk_fused_loop &loop_;
    std::vector<Value> values_;
    std::vector<Operands> operands_;  // of each instruction
    std::vector<int> outputs_;
    std::vector<int> owner_;  // the value in each group of registers, or -1
    std::vector<int> pinned_;
    int width_ = 1, first_ = 0, spills_ = 0, most_spills_ = 0;
};

bool machine_has(lk_code_set set) {
    using Xbyak::util::Cpu;
    static const Cpu cpu;
    switch (set) {
    case LK_CODE_NONE: return true;
    case LK_CODE_AVX2: return cpu.has(Cpu::tAVX2) && cpu.has(Cpu::tFMA);
    case LK_CODE_AVX512:
        return cpu.has(Cpu::tAVX512F) && cpu.has(Cpu::tAVX512BW) && cpu.has(Cpu::tAVX512DQ) &&
               cpu.has(Cpu::tAVX512VL);
    }
    return false;
}

/// The best set of this processor, as far as `LAMINA_JIT` allows: "0" for none, "avx2" for no better one.
lk_code_set usual_set() {
    static const lk_code_set result = [] {
        const char *text = std::getenv("LAMINA_JIT");
        const std::string limit = text == nullptr ? "" : text;
        if (limit == "0") return LK_CODE_NONE;
        if (limit != "avx2" && machine_has(LK_CODE_AVX512)) return LK_CODE_AVX512;
        return machine_has(LK_CODE_AVX2) ? LK_CODE_AVX2 : LK_CODE_NONE;
    }();
    return result;
}

/// Everything that a loop's code depends on.
std::string key_of(const lk_fused_loop &loop, lk_code_set set) {
    std::string key = {static_cast<char>(set), static_cast<char>(loop.input_count),
                       static_cast<char>(loop.output_count)};
    for (int i = 0; i < loop.input_count; ++i) key += static_cast<char>(loop.inputs[i].dtype);
    for (int o = 0; o < loop.output_count; ++o) key += static_cast<char>(loop.outputs[o].source);
    for (int i = 0; i < loop.instruction_count; ++i) {
        const lk_instruction &in = loop.instructions[i];
        for (uint8_t part : {uint8_t(in.op), uint8_t(in.dtype), uint8_t(in.from), in.dst, in.a,
                             in.b, in.c}) {
            key += static_cast<char>(part);
        }
    }
    return key;
}

std::mutex lock;

/// By key. Never destroyed: plans may end after static objects do.
std::map<std::string, lk_fused_code> &codes() {
    static auto *result = new std::map<std::string, lk_fused_code>;
    return *result;
}

/// Systems that allow no memory to be written and then run have no code: said once.
void say_refused() {
    static std::once_flag flag;
    std::call_once(flag, [] {
        std::fputs("lamina: this system refuses executable memory; fused loops are interpreted\n",
                   stderr);
    });
}

}  // namespace
}  // namespace lamina

const lk_fused_code *lk_fused_compile(const lk_fused_loop *loop) {
    return loop->instruction_count < 2 ? nullptr : lk_fused_compile_for(lamina::usual_set(), loop);
}

const lk_fused_code *lk_fused_compile_for(lk_code_set set, const lk_fused_loop *loop) {
    using namespace lamina;
    if (set == LK_CODE_NONE || !machine_has(set)) return nullptr;
    if (!FusedCompiler::can_compile(*loop)) return nullptr;
    const std::lock_guard<std::mutex> guard(lock);
    const std::string key = key_of(*loop, set);
    lk_fused_code &code = codes()[key];
    if (code.function == nullptr) {
        const auto compiler = std::make_shared<FusedCompiler>(*loop, set);
        try {
            code.function = compiler->compile();
        } catch (const Xbyak::Error &) {
            codes().erase(key);
            say_refused();
            return nullptr;
        }
        code.spill_bytes = compiler->spill_bytes();
        code.memory = compiler;
        code.key = key;
    }
    ++code.uses;
    return &code;
}

void lk_fused_release(const lk_fused_code *code) {
    using namespace lamina;
    const std::lock_guard<std::mutex> guard(lock);
    const auto found = codes().find(code->key);
    if (--found->second.uses == 0) codes().erase(found);
}

#else

const lk_fused_code *lk_fused_compile(const lk_fused_loop *) { return nullptr; }
const lk_fused_code *lk_fused_compile_for(lk_code_set, const lk_fused_loop *) { return nullptr; }
void lk_fused_release(const lk_fused_code *) {}

#endif
