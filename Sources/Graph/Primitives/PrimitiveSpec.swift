extension Primitive {
    /// The shape rule: what the primitive yields for operands of these specs, or why it cannot.
    ///
    /// A primitive of several results is read through `result` alone.
    package func resultSpecs(of inputs: [TensorSpec]) throws(OpError) -> [TensorSpec] {
        switch self {
        case .composite(let composite): return try Self.compositeSpecs(composite, inputs)
        case .matrix(let routine): return try routine.resultSpecs(of: inputs)
        case .conditional(let conditional): return try conditional.resultSpecs(of: inputs)
        case .scan(let scan): return try scan.resultSpecs(of: inputs)
        case .whileLoop(let loop): return try loop.resultSpecs(of: inputs)
        default: return [try spec(of: inputs)]
        }
    }

    /// The same for one operand: element-wise operations are looked up without a list.
    package func spec(of x: TensorSpec) throws(OpError) -> TensorSpec {
        if case .unary(let op) = self { return try Self.unarySpec(op, x) }
        return try spec(of: [x])
    }

    /// The same for two operands.
    package func spec(of a: TensorSpec, _ b: TensorSpec) throws(OpError) -> TensorSpec {
        if case .binary(let op) = self { return try Self.binarySpec(op, a, b) }
        return try spec(of: [a, b])
    }

    /// The spec of the only result, or of the first.
    package func spec(of inputs: [TensorSpec]) throws(OpError) -> TensorSpec {
        guard let count = operandCount ?? Optional(inputs.count), inputs.count == count else {
            throw OpError(
                op: name, problem: "takes another number of operands, not \(inputs.count)",
                operands: [:], fix: "report this: an operation was recorded wrongly")
        }
        switch self {
        case .parameter, .constant:
            throw OpError(
                op: name, problem: "a leaf has no shape rule", operands: [:],
                fix: "add it with addInput(_:)")
        case .identity, .stopGradient, .barrier: return inputs[0]
        case .unary(let op): return try Self.unarySpec(op, inputs[0])
        case .binary(let op): return try Self.binarySpec(op, inputs[0], inputs[1])
        case .compare(let op): return try Self.compareSpec(op, inputs[0], inputs[1])
        case .select: return try Self.selectSpec(inputs[0], inputs[1], inputs[2])
        case .convert(let dtype): return TensorSpec(inputs[0].shape, dtype)
        case .reshape(let shape): return try Self.reshapeSpec(inputs[0], to: shape)
        case .broadcast(let shape, let axes):
            return try Self.broadcastSpec(inputs[0], to: shape, axes: axes)
        case .transpose(let axes): return try Self.transposeSpec(inputs[0], axes)
        case .reverse(let axes): return try Self.reverseSpec(inputs[0], axes)
        case .slice(let starts, let limits, let strides):
            return try Self.sliceSpec(inputs[0], starts, limits, strides)
        case .pad(let low, let high, _): return try Self.padSpec(inputs[0], low, high)
        case .concatenate(let axis): return try Self.concatenateSpec(inputs, axis: axis)
        case .iota(let spec, _): return spec
        case .reduce(let op, let axes): return try Self.reduceSpec(op, inputs[0], axes: axes)
        case .argReduce(_, let axis): return try Self.argReduceSpec(inputs[0], axis: axis)
        case .matmul(let transposeLHS, let transposeRHS):
            return try Self.matmulSpec(inputs[0], inputs[1], transposeLHS, transposeRHS)
        case .convolution(let window):
            return try Self.convolutionSpec(inputs[0], inputs[1], window)
        case .convolutionInputGradient(let window, let shape):
            let forward = try Self.convolutionSpec(
                TensorSpec(shape, inputs[0].dtype), inputs[1], window)
            try Self.requireEqual(name, forward, inputs[0])
            return TensorSpec(shape, inputs[0].dtype)
        case .convolutionFilterGradient(let window, let shape):
            let forward = try Self.convolutionSpec(
                inputs[0], TensorSpec(shape, inputs[0].dtype), window)
            try Self.requireEqual(name, forward, inputs[1])
            return TensorSpec(shape, inputs[0].dtype)
        case .pool(let kind, let window): return try Self.poolSpec(kind, inputs[0], window)
        case .maxPoolGradient(let window):
            try Self.requireEqual(name, try Self.poolSpec(.max, inputs[0], window), inputs[1])
            return inputs[0]
        case .averagePoolGradient(let window, let shape):
            let x = TensorSpec(shape, inputs[0].dtype)
            try Self.requireEqual(name, try Self.poolSpec(.average, x, window), inputs[0])
            return x
        case .gatherRows: return try Self.gatherRowsSpec(inputs[0], inputs[1])
        case .scatterRows(let mode):
            return try Self.scatterRowsSpec(inputs[0], inputs[1], inputs[2], mode)
        case .argSort(let axis, _, let count):
            return try Self.argSortSpec(inputs[0], axis: axis, count: count)
        case .cumulative(let op, let axis, _):
            return try Self.cumulativeSpec(op, inputs[0], axis: axis)
        case .linearRecurrence(let axis, _):
            return try Self.linearRecurrenceSpec(inputs[0], inputs[1], axis: axis)
        case .dynamicSlice(let sizes):
            return try Self.dynamicSliceSpec(inputs[0], inputs[1], sizes: sizes)
        case .dynamicUpdate:
            return try Self.dynamicUpdateSpec(inputs[0], inputs[1], inputs[2])
        case .complexParts: return try Self.complexPartsSpec(inputs[0])
        case .complexFromParts: return try Self.complexFromPartsSpec(inputs[0])
        case .fourier(let kind): return try Self.fourierSpec(kind, inputs[0])
        case .randomBits(let shape):
            try Self.requireEqual(name, inputs[0], TensorSpec([2], .uint32))
            return TensorSpec(shape, .uint32)
        case .result(_, let spec): return spec
        case .matrix, .composite, .conditional, .scan, .whileLoop:
            guard let first = try resultSpecs(of: inputs).first else {
                throw OpError(
                    op: name, problem: "there is no result", operands: [:],
                    fix: "return at least one tensor")
            }
            return first
        }
    }

    private static func compositeSpecs(
        _ composite: Composite, _ inputs: [TensorSpec]
    ) throws(OpError) -> [TensorSpec] {
        guard inputs == composite.body.inputSpecs else {
            throw OpError(
                op: composite.name, problem: "operands differ from the body's",
                operands: ["operands": "\(inputs)", "body": "\(composite.body.inputSpecs)"],
                fix: "trace the composite again for these operands")
        }
        return composite.body.outputSpecs
    }

    /// How many operands the primitive takes; nil for any number.
    private var operandCount: Int? {
        switch self {
        case .parameter, .constant, .iota: 0
        case .identity, .stopGradient, .unary, .convert, .reshape, .broadcast, .transpose, .slice,
            .reverse, .pad, .reduce, .argReduce, .pool, .averagePoolGradient, .randomBits, .result,
            .argSort, .cumulative, .complexParts, .complexFromParts, .fourier:
            1
        case .binary, .compare, .matmul, .convolution, .convolutionInputGradient,
            .convolutionFilterGradient, .maxPoolGradient, .gatherRows, .linearRecurrence,
            .dynamicSlice:
            2
        case .select, .scatterRows, .dynamicUpdate: 3
        case .matrix(let routine): routine.operandCount
        case .concatenate, .barrier, .composite, .conditional, .scan, .whileLoop: nil
        }
    }

    /// The primitive's name in printed graphs and messages.
    package var name: String {
        switch self {
        case .parameter: "parameter"
        case .constant: "constant"
        case .identity: "identity"
        case .stopGradient: "stopGradient"
        case .unary(let op): "\(op)"
        case .binary(let op): "\(op)"
        case .compare(let op): "\(op)"
        case .select: "select"
        case .convert: "convert"
        case .reshape: "reshape"
        case .broadcast: "broadcast"
        case .transpose: "transpose"
        case .slice: "slice"
        case .reverse: "reverse"
        case .pad: "pad"
        case .concatenate: "concatenate"
        case .iota: "iota"
        case .reduce(let op, _): "reduce \(op)"
        case .argReduce(let largest, _): largest ? "argMax" : "argMin"
        case .matmul: "matmul"
        case .convolution: "convolution"
        case .convolutionInputGradient: "convolutionInputGradient"
        case .convolutionFilterGradient: "convolutionFilterGradient"
        case .pool(let kind, _): "\(kind) pool"
        case .maxPoolGradient: "maxPoolGradient"
        case .averagePoolGradient: "averagePoolGradient"
        case .gatherRows: "gatherRows"
        case .scatterRows: "scatterRows"
        case .argSort: "argSort"
        case .cumulative(let op, _, _): "cumulative \(op)"
        case .linearRecurrence: "linearRecurrence"
        case .dynamicSlice: "dynamicSlice"
        case .dynamicUpdate: "dynamicUpdate"
        case .complexParts: "complexParts"
        case .complexFromParts: "complexFromParts"
        case .fourier: "fourier"
        case .randomBits: "randomBits"
        case .matrix(let routine): routine.name
        case .barrier: "barrier"
        case .composite(let composite): composite.name
        case .conditional: "cond"
        case .scan: "scan"
        case .whileLoop: "whileLoop"
        case .result(let number, _): "result \(number)"
        }
    }

    /// Whether each element of the result depends on the same element of each operand alone.
    package var isElementwise: Bool {
        switch self {
        case .identity, .stopGradient: true
        default: isArithmetic
        }
    }

    /// Whether it computes each element of the result from the operands' elements at its place: an
    /// instruction of a loop.
    package var isArithmetic: Bool {
        switch self {
        case .unary, .binary, .compare, .select, .convert: true
        default: false
        }
    }

    /// Whether the result is the first operand's memory, seen in another way.
    package var isView: Bool {
        switch self {
        case .identity, .stopGradient, .barrier, .reshape, .broadcast, .transpose, .slice, .reverse,
            .complexParts, .complexFromParts:
            true
        case .parameter, .constant, .unary, .binary, .compare, .select, .convert, .pad,
            .concatenate, .iota, .reduce, .argReduce, .matmul, .convolution,
            .convolutionInputGradient, .convolutionFilterGradient, .pool, .maxPoolGradient,
            .averagePoolGradient, .gatherRows, .scatterRows, .argSort, .cumulative,
            .linearRecurrence, .dynamicSlice, .dynamicUpdate, .randomBits, .matrix, .composite,
            .conditional, .scan, .whileLoop, .result, .fourier:
            false
        }
    }
}
