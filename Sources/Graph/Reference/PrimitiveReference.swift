extension Primitive {
    /// All results, of a primitive that may have several.
    package func references(
        inputs: [[Double]], specs: [TensorSpec], output: TensorSpec
    ) -> [[Double]] {
        switch self {
        case .composite(let composite): composite.body.reference(inputs: inputs)
        case .matrix(let routine): routine.references(inputs, specs)
        case .conditional(let conditional): conditional.reference(inputs)
        case .scan(let scan): scan.reference(inputs)
        case .whileLoop(let loop): loop.reference(inputs)
        default: [reference(inputs: inputs, specs: specs, output: output)]
        }
    }

    /// The definition in plain loops over `Double`; it shares no code with any backend.
    ///
    /// `inputs` hold the operands' elements row by row, `specs` their shapes and types; the result
    /// is rounded to the output's type, as a backend's would be. Arithmetic on integers is exact and
    /// wraps, but a `Double` holds only 53 bits: elements of `int64` and `uint64` beyond 2^53 come
    /// out rounded. Complex elements are both parts by turns.
    ///
    /// The operands must fit the shape rule; `parameter` has no value of its own and traps.
    package func reference(
        inputs: [[Double]], specs: [TensorSpec], output: TensorSpec
    ) -> [Double] {
        if output.dtype.isComplex, let parts = referenceOfParts(inputs, specs, output) {
            return parts
        }
        switch self {
        case .parameter(let number):
            preconditionFailure("input \(number) has no value of its own")
        case .constant(let value):
            return Array(
                repeating: output.dtype.rounded(value), count: output.shape.elementCount)
        case .identity, .stopGradient, .barrier, .reshape: return inputs[0]
        case .unary(let op): return Self.unaryReference(op, inputs[0], output.dtype)
        case .binary(let op):
            return Self.binaryReference(op, inputs[0], inputs[1], output.dtype)
        case .compare(let op): return Self.compareReference(op, inputs[0], inputs[1])
        case .select: return Self.selectReference(inputs[0], inputs[1], inputs[2])
        case .convert: return Self.convertReference(inputs[0], from: specs[0].dtype, output.dtype)
        case .broadcast(let shape, let axes):
            return Self.broadcastReference(inputs[0], specs[0].shape, to: shape, axes: axes)
        case .transpose(let axes):
            return Self.transposeReference(inputs[0], specs[0].shape, axes, output.shape)
        case .slice(let starts, _, let strides):
            return Self.sliceReference(inputs[0], specs[0].shape, starts, strides, output.shape)
        case .reverse(let axes): return Self.reverseReference(inputs[0], output.shape, axes)
        case .pad(let low, _, let value):
            return Self.padReference(
                inputs[0], specs[0].shape, low, output.dtype.rounded(value), output.shape)
        case .concatenate(let axis):
            return Self.concatenateReference(inputs, specs.map(\.shape), axis, output.shape)
        case .iota(_, let axis): return Self.iotaReference(axis, output)
        case .reduce(let op, let axes):
            return Self.reduceReference(op, inputs[0], specs[0], axes, output)
        case .argReduce(let largest, let axis):
            return Self.argReduceReference(largest, inputs[0], specs[0].shape, axis)
        case .matmul(let transposeLHS, let transposeRHS):
            return Self.matmulReference(inputs, specs, transposeLHS, transposeRHS, output)
        case .convolution(let window):
            return Self.convolutionReference(inputs[0], inputs[1], specs, window, output)
        case .convolutionInputGradient(let window, _):
            return Self.convolutionInputGradientReference(
                inputs[0], inputs[1], specs, window, output)
        case .convolutionFilterGradient(let window, _):
            return Self.convolutionFilterGradientReference(
                inputs[0], inputs[1], specs, window, output)
        case .pool(.max, let window):
            return Self.maxPoolReference(inputs[0], specs[0].shape, window, output)
        case .pool(.average, let window):
            return Self.averagePoolReference(inputs[0], specs[0].shape, window, output)
        case .maxPoolGradient(let window):
            return Self.maxPoolGradientReference(inputs[0], inputs[1], specs, window, output)
        case .averagePoolGradient(let window, _):
            return Self.averagePoolGradientReference(inputs[0], specs[0].shape, window, output)
        case .gatherRows:
            return Self.gatherRowsReference(inputs[0], specs[0].shape, indices: inputs[1])
        case .scatterRows(let mode):
            return Self.scatterRowsReference(
                mode, inputs[0], indices: inputs[1], updates: inputs[2], output)
        case .argSort(let axis, let descending, _):
            return Self.argSortReference(
                inputs[0], specs[0].shape, axis, descending: descending, output.shape)
        case .cumulative(let op, let axis, let reversed):
            return Self.cumulativeReference(op, inputs[0], axis, reversed: reversed, output)
        case .linearRecurrence(let axis, let reversed):
            return Self.linearRecurrenceReference(
                inputs[0], inputs[1], axis, reversed: reversed, output)
        case .dynamicSlice:
            return Self.dynamicSliceReference(
                inputs[0], specs[0].shape, starts: inputs[1], specs[1].shape, output.shape)
        case .dynamicUpdate:
            return Self.dynamicUpdateReference(
                inputs[0], output.shape, inputs[1], specs[1].shape, starts: inputs[2],
                specs[2].shape)
        case .complexParts, .complexFromParts: return inputs[0]
        case .fourier(let kind):
            return Self.fourierReference(kind, inputs[0], specs[0].shape, output)
        case .randomBits: return Self.randomBitsReference(key: inputs[0], output.shape.elementCount)
        case .matrix, .composite, .conditional, .scan, .whileLoop:
            return references(inputs: inputs, specs: specs, output: output)[0]
        case .result: preconditionFailure("the graph knows the results of its nodes")
        }
    }
}
