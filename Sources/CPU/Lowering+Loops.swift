import CLaminaKernels
import LaminaGraph

/// Element-wise loops.
extension Lowering {
    /// One step for a whole program. Operands that are broadcast, transposed or cut are read where
    /// they lie.
    mutating func lower(_ program: LoopProgram) {
        let shape = graph.nodes[program.outputs[0]].spec.shape
        let inputs = program.inputs.map { (view($0), graph.nodes[$0].spec.dtype) }
        let outputs = zip(program.outputs, program.sources).map { node, source in
            (
                define(node),
                lk_result(dtype: graph.nodes[node].spec.dtype.kernelType, source: source)
            )
        }
        emitLoop(
            shape, inputs, program.instructions, registerCount: program.registerCount, outputs)
    }

    /// Converts a view's elements into contiguous ones of another type.
    mutating func emitConversion(
        _ view: View, _ from: DType, to target: DraftStep.Operand, _ dtype: DType
    ) {
        let instruction = lk_instruction(
            op: LK_CONVERT, dtype: dtype.kernelType, from: from.kernelType, dst: 1, a: 0, b: 0, c: 0
        )
        emitLoop(
            view.shape, [(view, from)], [instruction], registerCount: 2,
            [(target, lk_result(dtype: dtype.kernelType, source: 1))])
    }

    private mutating func emitLoop(
        _ shape: Shape, _ inputs: [(view: View, dtype: DType)], _ instructions: [lk_instruction],
        registerCount: Int, _ outputs: [(operand: DraftStep.Operand, result: lk_result)]
    ) {
        guard !shape.contains(0) else { return }
        let axes = Self.merged(shape, inputs.map(\.view.strides))
        let operands = inputs.enumerated().map { index, input in
            var operand = lk_operand()
            operand.dtype = input.dtype.kernelType
            withUnsafeMutableBytes(of: &operand.strides) { bytes in
                let strides = bytes.bindMemory(to: Int64.self)
                for (place, axis) in axes.enumerated() {
                    strides[place] = Int64(axis.strides[index])
                }
            }
            return operand
        }
        var loop = lk_fused_loop()
        loop.rank = Int32(axes.count)
        withUnsafeMutableBytes(of: &loop.dims) { bytes in
            let dims = bytes.bindMemory(to: Int64.self)
            for (place, axis) in axes.enumerated() { dims[place] = Int64(axis.size) }
        }
        loop.input_count = Int32(operands.count)
        loop.inputs = storage.store(operands)
        loop.instruction_count = Int32(instructions.count)
        loop.instructions = storage.store(instructions)
        loop.output_count = Int32(outputs.count)
        loop.outputs = storage.store(outputs.map(\.result))
        loop.register_count = Int32(registerCount)

        var pointwise: UInt64 = 0
        for (index, input) in inputs.enumerated() where input.view.isContiguous {
            let byteCount = shape.elementCount * input.dtype.byteCount
            if input.view.offset == 0, values[input.view.value].byteCount == byteCount {
                pointwise |= 1 << UInt64(index)
            }
        }
        emit(
            .loop(storage.store(loop)),
            inputs.map {
                DraftStep.Operand(
                    value: $0.view.value, byteOffset: $0.view.offset * $0.dtype.byteCount)
            }, outputs.map(\.operand), pointwise: pointwise)
    }

    /// The axes of a loop: those of size 1 left out, neighbours made one where every operand's
    /// strides run on from one to the other. Never empty.
    private static func merged(
        _ shape: Shape, _ strides: [InlineInts]
    ) -> [(size: Int, strides: [Int])] {
        var axes: [(size: Int, strides: [Int])] = []
        for axis in shape.indices where shape[axis] != 1 {
            let size = shape[axis]
            let own = strides.map { $0[axis] }
            if let outer = axes.last,
                zip(outer.strides, own).allSatisfy({ $0 == $1 * size })
            {
                axes[axes.count - 1] = (outer.size * size, own)
            } else {
                axes.append((size, own))
            }
        }
        return axes.isEmpty ? [(1, strides.map { _ in 0 })] : axes
    }
}
