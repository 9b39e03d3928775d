import CLaminaKernels
import LaminaGraph

/// Element-wise loops.
extension Lowering {
    /// One step for a whole program. Operands that are broadcast, transposed or cut are read where
    /// they lie.
    mutating func lower(_ program: LoopProgram) {
        let shape = graph.nodes[program.outputs[0]].spec.shape
        let views = program.inputs.map { view($0) }
        let types = program.inputs.map { graph.nodes[$0].spec.dtype }
        let results = zip(program.outputs, program.sources).map { node, source in
            lk_result(dtype: graph.nodes[node].spec.dtype.kernelType, source: source)
        }
        // What follows from steady operands alone is kept from run to run, in values of its own.
        let isSteady = views.allSatisfy { values[$0.value].isSteady }
        let writes = program.outputs.map { isSteady ? define($0) : defineResult($0) }
        let places = program.outputs.map { view($0) }
        let axes = Self.merged(shape, (views + places).map(\.strides))
        let operands = views.indices.map { index in
            var operand = lk_operand()
            operand.dtype = types[index].kernelType
            Self.fill(&operand.strides, axes.map { $0.strides[index] })
            return operand
        }
        var loop = lk_fused_loop()
        loop.rank = Int32(axes.count)
        Self.fill(&loop.dims, axes.map(\.size))
        loop.input_count = Int32(operands.count)
        loop.inputs = storage.store(operands)
        loop.instruction_count = Int32(program.instructions.count)
        loop.instructions = storage.store(program.instructions)
        loop.output_count = Int32(results.count)
        loop.outputs = storage.store(results)
        if !places.allSatisfy(\.isContiguous) {
            loop.output_strides = storage.store(
                places.indices.flatMap { place in
                    (0..<Int(LK_MAX_RANK)).map {
                        $0 < axes.count ? Int64(axes[$0].strides[views.count + place]) : 0
                    }
                })
        }
        loop.register_count = Int32(program.registerCount)
        loop.code = storage.compile(loop)

        // In a concatenation an element lies elsewhere than in an operand of as many bytes.
        let wholes = program.outputs.indices.filter { parts[program.outputs[$0]] != nil }
            .map { values[writes[$0].value].byteCount }
        var pointwise: UInt64 = 0
        for (index, view) in views.enumerated() where view.isContiguous && view.offset == 0 {
            let byteCount = shape.elementCount * types[index].byteCount
            if values[view.value].byteCount == byteCount, !wholes.contains(byteCount) {
                pointwise |= 1 << UInt64(index)
            }
        }
        let reads = zip(views, types).map { view, dtype in
            DraftStep.Operand(value: view.value, byteOffset: view.offset * dtype.byteCount)
        }
        emit(.loop(storage.store(loop)), reads, writes, pointwise: pointwise)
    }

    /// Sets the first elements of a C array.
    private static func fill<T>(_ array: inout T, _ numbers: [Int]) {
        withUnsafeMutableBytes(of: &array) { bytes in
            let elements = bytes.bindMemory(to: Int64.self)
            for (index, number) in numbers.enumerated() { elements[index] = Int64(number) }
        }
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
            if let outer = axes.last, zip(outer.strides, own).allSatisfy({ $0 == $1 * size }) {
                axes[axes.count - 1] = (outer.size * size, own)
            } else {
                axes.append((size, own))
            }
        }
        return axes.isEmpty ? [(1, strides.map { _ in 0 })] : axes
    }
}
