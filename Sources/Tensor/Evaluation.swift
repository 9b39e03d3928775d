import LaminaGraph

/// Computes a tensor now, as reading its value does; does nothing where it has one.
public func eval(_ tensor: Tensor) {
    guard !tensor.node.hasValue else { return }
    do {
        if try !tensor.node.computeAlone() { try compute([tensor]) }
    } catch { note(error) }
}

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
    do { try compute(tensors) } catch { note(error) }
}

/// Keeps the error for ``checked(_:)``; outside of it the program stops.
private func note(_ error: OpError) {
    guard let scope = FaultScope.current else { trap(error) }
    scope.keep(error)
}

/// Gives tensors their values.
func compute(_ tensors: [Tensor]) throws(OpError) {
    let pending = tensors.map(\.node).filter { !$0.hasValue }
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
    /// Computes a node of one or two operands that have their values, by a program of this one operation:
    /// uncompiled code that reads every result would otherwise build a graph for each. False if it has
    /// more to compute.
    fileprivate func computeAlone() throws(OpError) -> Bool {
        guard !isTraced else { return false }
        return try fulfil { first, second throws(OpError) in
            guard let a = first.memory else { return nil }
            let b = second?.memory
            guard second == nil || b != nil else { return nil }
            let operation = Device.current.plans.operation(self, first.spec, second?.spec)
            if MemoryLimit.byteCount != nil {
                try operation.program.requireRoom(forOutputs: spec.byteCount)
            }
            let output = try Buffer(trying: spec.byteCount)
            if !operation.program.run(a, b, to: output.pointer) {
                let inputs = [first, second].compactMap { $0?.buffer }
                try operation.program.run(inputs: inputs, outputs: [output])
            }
            return output
        }
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
        for node in order where !node.hasValue {
            for input in node.inputs { uses[ObjectIdentifier(input), default: 0] += 1 }
        }
        let asked = Set(results.map(ObjectIdentifier.init))
        var found: [Node] = []
        for index in order.indices {
            let key = ObjectIdentifier(order[index])
            guard order[index].isExpensive, !order[index].hasValue, !asked.contains(key) else {
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
