import LaminaGraph

extension Primitive {
    /// The forward rule: from the operands' tangents to the result's. `nil` stands for zero.
    ///
    /// Operations that are linear in each operand apply themselves to the tangents; the others
    /// multiply by their derivative. Rules are written in tensor operations, so that they can be
    /// differentiated again.
    func pushforward(_ x: [Tensor], results: [Tensor], tangents t: [Tensor?]) -> [Tensor?] {
        switch self {
        case .composite(let composite):
            composite.pushforward(x, results: results, tangents: t)
        case .matrix(let routine): routine.pushforward(x, results: results, tangents: t)
        case .conditional(let conditional): conditional.pushforward(x, tangents: t)
        case .scan(let scan): scan.pushforward(x, tangents: t)
        case .whileLoop(let loop): loop.pushforward(x, tangents: t)
        default: [pushforward(x, result: results[0], tangents: t)]
        }
    }

    /// The rule of a primitive of one result.
    private func pushforward(_ x: [Tensor], result y: Tensor, tangents t: [Tensor?]) -> Tensor? {
        switch self {
        case .parameter, .constant, .iota, .randomBits, .compare, .argReduce, .argSort,
            .stopGradient:
            return nil
        case .identity: return t[0]
        case .unary(let op): return t[0].flatMap { op.pullback(x[0], y, $0) }
        case .binary(let op): return op.pushforward(x[0], x[1], y, t[0], t[1])
        case .select:
            guard t[1] != nil || t[2] != nil else { return nil }
            let zero = Tensor.zeros(y.shape, dtype: y.dtype)
            return LaminaTensor.select(x[0], t[1] ?? zero, t[2] ?? zero)
        case .convert(let dtype):
            return dtype.isFloatingPoint ? t[0].map { $0.asType(dtype) } : nil
        case .reshape, .broadcast, .transpose, .slice, .reverse, .averagePoolGradient,
            .pool(.average, _), .complexParts, .complexFromParts, .fourier, .reduce(.sum, _):
            return t[0].map { .record(self, $0) }
        case .pad(let low, let high, _):
            return t[0].map { .record(.pad(low: low, high: high, value: 0), $0) }
        case .concatenate:
            guard t.contains(where: { $0 != nil }) else { return nil }
            return .record(self, zip(x, t).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) })
        case .reduce(let op, let axes): return t[0].flatMap { op.pushforward(x[0], axes, y, $0) }
        case .matmul, .convolution, .convolutionInputGradient, .convolutionFilterGradient:
            return sum(t[0].map { .record(self, $0, x[1]) }, t[1].map { .record(self, x[0], $0) })
        case .pool(.max, let window):
            return t[0].map { Self.atWindowMaximum(of: x[0], taking: $0, window) }
        case .maxPoolGradient: return t[1].map { .record(self, x[0], $0) }
        case .gatherRows, .dynamicSlice: return t[0].map { .record(self, $0, x[1]) }
        case .scatterRows(let mode): return mode.pushforward(x, y, t)
        case .cumulative(let op, let axis, let reversed):
            return t[0].map { op.pushforward(x[0], axis, reversed: reversed, y, $0) }
        case .linearRecurrence(let axis, let reversed):
            return recurrencePushforward(x[0], axis, reversed: reversed, y, t[0], t[1])
        case .dynamicUpdate:
            let parts = zip(x, t).prefix(2).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) }
            return .record(self, parts[0], parts[1], x[2])
        case .barrier: return t[0]
        case .matrix, .composite, .conditional, .scan, .whileLoop, .result:
            preconditionFailure("\(name) has a rule for all its results")
        }
    }
}

/// The sum of two terms of which either may be zero.
private func sum(_ a: Tensor?, _ b: Tensor?) -> Tensor? {
    guard let a, let b else { return a ?? b }
    return a + b
}

extension Binary {
    func pushforward(
        _ a: Tensor, _ b: Tensor, _ y: Tensor, _ da: Tensor?, _ db: Tensor?
    ) -> Tensor? {
        guard da != nil || db != nil else { return nil }
        switch self {
        case .add: return sum(da, db)
        case .subtract: return sum(da, db.map { -$0 })
        case .and, .or, .xor, .shiftLeft, .shiftRight, .nextAfter: return nil
        case .multiply, .divide, .power, .maximum, .minimum, .remainder, .atan2, .hypot, .copySign:
            // These act on each element alone, so that the reverse rule with a tangent in place of
            // the gradient gives that operand's part.
            let first = da.flatMap { pullback(a, b, y, $0, [true, false])[0] }
            let second = db.flatMap { pullback(a, b, y, $0, [false, true])[1] }
            return sum(first, second)
        }
    }
}

extension Reduction {
    func pushforward(_ x: Tensor, _ axes: InlineInts, _ y: Tensor, _ t: Tensor) -> Tensor? {
        // The reverse rule's factors do not depend on the gradient: with ones they are the row of
        // derivatives by which the tangent is weighted.
        guard let weights = pullback(x, axes, y, .ones(y.shape, dtype: y.dtype)) else { return nil }
        return (weights * t).sum(axes: Array(axes))
    }
}

/// The tangents of some results, given those of the points they are computed from: forward
/// accumulation over the recorded nodes, in the order of recording. `nil` stands for zero.
package func pushforward(
    of results: [Tensor], from points: [Tensor], along tangents: [Tensor?]
) -> [Tensor?] {
    // The types are those of the forward pass.
    autocast(to: nil) { accumulate(results, from: points, along: tangents) }
}

private func accumulate(
    _ results: [Tensor], from points: [Tensor], along tangents: [Tensor?]
) -> [Tensor?] {
    guard let first = points.map(\.node.id).min() else { return results.map { _ in nil } }
    var known: [ObjectIdentifier: Tensor] = [:]
    /// Of nodes that have several results.
    var several: [ObjectIdentifier: [Tensor?]] = [:]
    for (point, tangent) in zip(points, tangents) { known[ObjectIdentifier(point.node)] = tangent }
    let isPoint = Set(points.map { ObjectIdentifier($0.node) })
    for node in nodes(below: results.map(\.node), from: first)
    where !isPoint.contains(ObjectIdentifier(node)) {
        let inputs = node.inputs
        if case .result(let number, _) = node.primitive {
            known[ObjectIdentifier(node)] = several[ObjectIdentifier(inputs[0])]?[number]
            continue
        }
        let parts = inputs.map { known[ObjectIdentifier($0)] }
        guard parts.contains(where: { $0 != nil }) else { continue }
        let (results, _) = node.results
        guard results.contains(where: { $0.dtype.isDifferentiable }) else { continue }
        let tangents = node.primitive.pushforward(
            inputs.map(Tensor.init(node:)), results: results, tangents: parts)
        if results.count > 1 {
            several[ObjectIdentifier(node)] = tangents
        } else {
            known[ObjectIdentifier(node)] = tangents[0]
        }
    }
    return results.map { known[ObjectIdentifier($0.node)] }
}
