import CLaminaKernels
import LaminaGraph

extension DType {
    var kernelType: lk_dtype { lk_dtype(rawValue: rawValue) }
}

extension Primitive {
    /// The instruction's operation. The kernels list theirs in the order of the graph's cases.
    var loopOperation: lk_op {
        switch self {
        case .unary(let op): lk_op(rawValue: LK_NEGATE.rawValue + op.rawValue)
        case .binary(let op): lk_op(rawValue: LK_ADD.rawValue + op.rawValue)
        case .compare(let op): lk_op(rawValue: LK_EQUAL.rawValue + op.rawValue)
        case .select: LK_SELECT
        case .convert: LK_CONVERT
        default: LK_COPY
        }
    }
}

/// Element-wise nodes as straight-line code on registers, each of which holds one tile.
struct LoopProgram {
    /// The most instructions in a loop; beyond it a longer program saves no memory traffic worth
    /// the while.
    static let instructionLimit = 128
    static let inputLimit = 32
    static let outputLimit = 16

    /// The nodes read from memory; register `i` holds input `i` at the start.
    var inputs: [Int] = []
    /// The nodes written to memory.
    var outputs: [Int] = []
    var instructions: [lk_instruction] = []
    /// The register that holds each output at the end.
    var sources: [UInt8] = []
    var registerCount = 0
}

/// Makes loop programs; the scratch tables, one entry for each node, serve all of them.
struct LoopAssembler {
    private let graph: Graph
    private let useCounts: [Int]
    /// Equal to `round` where the node is a member or an input of the program at hand.
    private var mark: [Int]
    private var round = 0
    private var register: [UInt8]
    private var lastUse: [Int]
    private var innerUses: [Int]

    init(_ graph: Graph) {
        self.graph = graph
        useCounts = graph.useCounts
        mark = Array(repeating: 0, count: graph.nodes.count)
        register = Array(repeating: 0, count: graph.nodes.count)
        lastUse = mark
        innerUses = mark
    }

    /// The program of the members, each after those it reads; nil where it breaks a limit.
    mutating func assemble(_ members: ArraySlice<Int>) -> LoopProgram? {
        var program = LoopProgram()
        guard members.count <= LoopProgram.instructionLimit, findInputs(members, &program),
            findOutputs(members, &program), assignRegisters(members, &program)
        else { return nil }
        return program
    }

    private mutating func findInputs(
        _ members: ArraySlice<Int>, _ program: inout LoopProgram
    ) -> Bool {
        round += 1
        for (time, node) in members.enumerated() {
            for operand in graph.nodes[node].inputs {
                if mark[operand] != round {
                    mark[operand] = round
                    innerUses[operand] = 0
                    program.inputs.append(operand)
                }
                innerUses[operand] += 1
                lastUse[operand] = time
            }
            mark[node] = round
            innerUses[node] = 0
            lastUse[node] = time
        }
        return program.inputs.count <= LoopProgram.inputLimit
    }

    private mutating func findOutputs(
        _ members: ArraySlice<Int>, _ program: inout LoopProgram
    ) -> Bool {
        for node in members where useCounts[node] > innerUses[node] {
            program.outputs.append(node)
            lastUse[node] = .max
        }
        return program.outputs.count <= LoopProgram.outputLimit
    }

    /// Linear scan: a register is free again after its last use.
    private mutating func assignRegisters(
        _ members: ArraySlice<Int>, _ program: inout LoopProgram
    ) -> Bool {
        for (index, input) in program.inputs.enumerated() { register[input] = UInt8(index) }
        program.registerCount = program.inputs.count
        var free = UInt64.max << UInt64(program.inputs.count)
        for (time, node) in members.enumerated() {
            let operands = graph.nodes[node].inputs
            let size = graph.nodes[node].spec.dtype.byteCount
            // A tile of wider elements would overwrite narrower ones not yet read.
            for operand in operands where lastUse[operand] == time {
                if graph.nodes[operand].spec.dtype.byteCount == size {
                    free |= 1 << UInt64(register[operand])
                }
            }
            guard free != 0 else { return false }
            let target = UInt8(free.trailingZeroBitCount)
            free &= ~(1 << UInt64(target))
            program.registerCount = max(program.registerCount, Int(target) + 1)
            program.instructions.append(instruction(node, operands, target))
            for operand in operands where lastUse[operand] == time {
                if graph.nodes[operand].spec.dtype.byteCount != size {
                    free |= 1 << UInt64(register[operand])
                }
            }
            register[node] = target
        }
        program.sources = program.outputs.map { register[$0] }
        return program.registerCount <= Int(LK_MAX_REGISTERS)
    }

    private func instruction(_ node: Int, _ operands: [Int], _ target: UInt8) -> lk_instruction {
        let node = graph.nodes[node]
        let registers = operands.map { register[$0] }
        let operand = graph.nodes[operands[0]].spec.dtype
        var instruction = lk_instruction(
            op: node.primitive.loopOperation, dtype: operand.kernelType, from: operand.kernelType,
            dst: target, a: registers[0], b: registers.count > 1 ? registers[1] : 0,
            c: registers.count > 2 ? registers[2] : 0)
        switch node.primitive {
        case .select, .convert: instruction.dtype = node.spec.dtype.kernelType
        // Every integer equals itself: it is finite, and a number.
        case .unary(.isFinite) where !operand.isFloatingPoint:
            (instruction.op, instruction.b) = (LK_EQUAL, instruction.a)
        case .unary(.isNaN) where !operand.isFloatingPoint:
            (instruction.op, instruction.b) = (LK_NOT_EQUAL, instruction.a)
        default: break
        }
        return instruction
    }
}
