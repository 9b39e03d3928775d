import LaminaGraph

/// The gradients of the points, given the gradients of some results computed from them: reverse
/// accumulation over the recorded nodes, in falling order of recording.
///
/// A node recorded before the first point cannot depend on any, so the walk stops there. `nil`
/// stands for zero.
package func pullback(of results: [(Tensor, Tensor)], to points: [Tensor]) -> [Tensor?] {
    pullback(of: results, to: points, reading: StandIns())
}

/// The same with stand-ins for some nodes: the rules read these, and their gradients go on to the nodes.
func pullback(
    of results: [(Tensor, Tensor)], to points: [Tensor], reading standIns: StandIns
) -> [Tensor?] {
    // The types are those of the forward pass.
    autocast(to: nil) { accumulate(results, to: points, standIns) }
}

private func accumulate(
    _ results: [(Tensor, Tensor)], to points: [Tensor], _ standIns: StandIns
) -> [Tensor?] {
    guard let first = points.map(\.node.id).min() else { return [] }
    let order = nodes(
        below: results.map(\.0.node), from: first, inputs: standIns.inputs(of:))
    var dependsOnPoint = Set(points.map { ObjectIdentifier($0.node) })
    for node in order
    where standIns.inputs(of: node).contains(where: {
        dependsOnPoint.contains(ObjectIdentifier($0))
    }) {
        dependsOnPoint.insert(ObjectIdentifier(node))
    }
    /// What each node's gradient is the sum of.
    var gradients: [ObjectIdentifier: [Tensor]] = [:]
    /// Of nodes that have several results.
    var several: [ObjectIdentifier: [Int: Tensor]] = [:]
    func add(_ gradient: Tensor, to node: Node) {
        gradients[ObjectIdentifier(node), default: []].append(gradient)
    }
    for (result, gradient) in results where dependsOnPoint.contains(ObjectIdentifier(result.node)) {
        add(gradient.asType(result.dtype), to: result.node)
    }
    let isPoint = Set(points.map { ObjectIdentifier($0.node) })
    for node in order.reversed() where !isPoint.contains(ObjectIdentifier(node)) {
        let key = ObjectIdentifier(node)
        let inputs = standIns.inputs(of: node)
        if case .result(let number, _) = node.primitive {
            if let gradient = gradients.removeValue(forKey: key).map(sum) {
                // A derivative rule reads a result through a node of its own.
                let source = ObjectIdentifier(inputs[0])
                let other = several[source]?[number]
                several[source, default: [:]][number] = other.map { $0 + gradient } ?? gradient
            }
            continue
        }
        let own =
            several.removeValue(forKey: key)
            ?? gradients.removeValue(forKey: key).map { [0: sum($0)] }
        guard let own else { continue }
        let needed = inputs.map {
            dependsOnPoint.contains(ObjectIdentifier($0)) && $0.spec.dtype.isDifferentiable
        }
        guard needed.contains(true) else { continue }
        // What a module's backward pass costs is listed under its path.
        let parts = Recording.$scope.withValue(node.scope) {
            let (results, places) = node.results
            return node.primitive.pullback(
                inputs.map(Tensor.init(node:)), results: standIns.replacing(results, of: node),
                gradients: places.map { own[$0] }, needed: needed)
        }
        for (index, part) in parts.enumerated() where needed[index] {
            if let part { add(part, to: inputs[index]) }
        }
    }
    return points.map { gradients[ObjectIdentifier($0.node)].map(sum) }
}

/// The sum of at least one gradient.
private func sum(_ parts: [Tensor]) -> Tensor {
    joined(parts) ?? parts.dropFirst().reduce(parts[0], +)
}

/// The sum of the gradients of slices that lie beside each other along one axis, as of a layer's gates or of
/// queries, keys and values: they are joined, rather than added with zeros around each.
private func joined(_ parts: [Tensor]) -> Tensor? {
    var slices: [(start: Int, end: Int, part: Tensor)] = []
    var axis: Int?
    for part in parts {
        // A part that has its value already has let go of what it was computed from.
        guard parts.count > 1, case .pad(let low, let high, value: 0) = part.node.primitive,
            let inner = part.node.inputs.first
        else { return nil }
        let padded = low.indices.filter { low[$0] != 0 || high[$0] != 0 }
        guard padded.count == 1, low[padded[0]] >= 0, high[padded[0]] >= 0,
            axis ?? padded[0] == padded[0]
        else { return nil }
        axis = padded[0]
        let size = part.shape[padded[0]]
        slices.append((low[padded[0]], size - high[padded[0]], Tensor(node: inner)))
    }
    guard let axis else { return nil }
    let shape = parts[0].shape
    var (pieces, end): ([Tensor], Int) = ([], 0)
    func fill(to start: Int) {
        guard start > end else { return }
        let gap = Shape(shape.indices.map { $0 == axis ? start - end : shape[$0] })
        pieces.append(.zeros(gap, dtype: parts[0].dtype))
    }
    for slice in slices.sorted(by: { $0.start < $1.start }) {
        guard slice.start >= end else { return nil }
        fill(to: slice.start)
        pieces.append(slice.part)
        end = slice.end
    }
    fill(to: shape[axis])
    return .record(.concatenate(axis: axis), pieces)
}

/// The nodes that the results need and that were recorded from `first` on, in order of recording.
func nodes(
    below results: [Node], from first: UInt64, inputs: (Node) -> [Node] = { $0.inputs }
) -> [Node] {
    var seen: Set<ObjectIdentifier> = []
    var found: [Node] = []
    var pending = results
    while let node = pending.popLast() {
        guard node.id >= first, seen.insert(ObjectIdentifier(node)).inserted else { continue }
        found.append(node)
        pending.append(contentsOf: inputs(node))
    }
    return found.sorted { $0.id < $1.id }
}

extension Node {
    /// All results as tensors, with their numbers.
    var results: ([Tensor], Range<Int>) {
        let specs = try? primitive.resultSpecs(of: inputs.map(\.spec))
        guard let specs, specs.count > 1 else { return ([Tensor(node: self)], 0..<1) }
        let results = specs.enumerated().map {
            Tensor.record(.result($0, $1), Tensor(node: self))
        }
        return (results, results.indices)
    }
}
