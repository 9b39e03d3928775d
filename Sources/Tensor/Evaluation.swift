import LaminaGraph

/// Computes tensors now, together, in one plan.
///
/// Reading a value does this for the one tensor; `eval` is for several results that share work, and
/// for deciding when the work is done.
public func eval(_ tensors: Tensor...) { eval(tensors) }

/// Computes a list of tensors now, together, in one plan.
///
/// Where there is no memory for it, the program stops with the plan's largest tensors; inside
/// ``checked(_:)`` that error is thrown, and the tensors stay without values.
public func eval(_ tensors: [Tensor]) {
    do { try compute(tensors) } catch {
        guard let scope = FaultScope.current else { trap(error) }
        scope.keep(error)
    }
}

/// Gives tensors their values.
func compute(_ tensors: [Tensor]) throws(OpError) {
    if tensors.count == 1, try tensors[0].node.computeAlone() { return }
    let pending = tensors.map(\.node).filter { $0.value == nil }
    guard !pending.isEmpty else { return }
    var held: [Node] = []
    let recorded = RecordedGraph(results: pending, scalars: .inputs) { recorded in
        held = recorded.expensiveNodesInUse(besides: pending)
        return held
    }
    let program = Device.current.plans.program(for: recorded.graph)
    let results = pending + held
    if MemoryLimit.byteCount != nil {
        try program.requireRoom(forOutputs: results.reduce(0) { $0 + $1.spec.byteCount })
    }
    var outputs: [Buffer] = []
    outputs.reserveCapacity(results.count)
    for node in results { outputs.append(try Buffer(trying: node.spec.byteCount)) }
    try program.run(inputs: recorded.captured.map(\.buffer), outputs: outputs)
    for (node, buffer) in zip(results, outputs) { node.fulfil(buffer) }
}

extension Node {
    /// Computes a node whose operands all have values, by a program of this one operation: uncompiled
    /// code that reads every result would otherwise build a graph for each. False if it has more to
    /// compute.
    fileprivate func computeAlone() throws(OpError) -> Bool {
        guard !isTraced else { return false }
        let inputs = inputs
        var buffers: [Buffer] = []
        buffers.reserveCapacity(inputs.count)
        for input in inputs {
            guard let value = input.value else { return false }
            buffers.append(value)
        }
        // A node with its value has no operands any more, and neither has a leaf.
        guard !inputs.isEmpty else { return false }
        let program = Device.current.plans.program(for: self, inputs)
        if MemoryLimit.byteCount != nil { try program.requireRoom(forOutputs: spec.byteCount) }
        let output = try Buffer(trying: spec.byteCount)
        try program.run(inputs: buffers, outputs: [output])
        fulfil(output)
        return true
    }

    /// The value of a leaf, made on the spot for a number.
    var buffer: Buffer {
        if let value { return value }
        guard case .constant(let number) = primitive else {
            preconditionFailure("only leaves have buffers")
        }
        let buffer = Buffer(byteCount: spec.byteCount)
        buffer.store(number, as: spec.dtype)
        return buffer
    }

    /// Whether computing the node again would cost more than keeping its value.
    fileprivate var isExpensive: Bool {
        switch primitive {
        case .matmul, .convolution, .convolutionInputGradient, .convolutionFilterGradient, .reduce,
            .argReduce, .pool, .maxPoolGradient, .averagePoolGradient, .scatterRows, .argSort,
            .cumulative, .linearRecurrence, .randomBits, .fourier,
            .result:
            true
        case .matrix(let routine): routine.resultCount == 1
        // The results of one that has several are kept by themselves.
        case .composite(let composite): composite.body.outputs.count == 1
        case .conditional(let conditional): conditional.then.outputs.count == 1
        case .scan(let scan): !scan.keepsCarries && scan.body.outputs.count == 1
        case .whileLoop(let loop): loop.carryCount == 1
        case .parameter, .constant, .identity, .stopGradient, .unary, .binary, .compare, .select,
            .convert, .reshape, .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .iota,
            .gatherRows, .dynamicSlice, .dynamicUpdate, .barrier, .complexParts, .complexFromParts:
            false
        }
    }
}

extension RecordedGraph {
    /// Costly nodes that something outside the recorded graph refers to: their values are kept, so
    /// that a tensor in a variable is not computed twice. Guessing wrong costs time or a buffer and
    /// never changes a bit of a result.
    fileprivate func expensiveNodesInUse(besides results: [Node]) -> [Node] {
        var uses: [ObjectIdentifier: Int] = [:]
        for node in order where node.value == nil {
            for input in node.inputs { uses[ObjectIdentifier(input), default: 0] += 1 }
        }
        let asked = Set(results.map(ObjectIdentifier.init))
        var found: [Node] = []
        for index in order.indices {
            let key = ObjectIdentifier(order[index])
            guard order[index].isExpensive, order[index].value == nil, !asked.contains(key) else {
                continue
            }
            // One reference is `order`'s own.
            if Int(_getRetainCount(order[index])) > uses[key, default: 0] + 1 {
                found.append(order[index])
            }
        }
        return found
    }
}
