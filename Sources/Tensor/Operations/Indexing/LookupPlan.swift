import LaminaGraph

/// How the index tensors of a subscript pick elements from the sliced tensor, and how updates find
/// their way back: the looked-up axes are brought together, looked up as one, and the tensors' common
/// shape is moved to its place in the result.
struct LookupPlan {
    /// The shape of the picked elements.
    let resultShape: Shape
    /// The sliced tensor's shape without the axes that single positions took.
    private let partShape: Shape
    /// The order that brings the looked-up axes together.
    private let gatheringOrder: [Int]
    private let lookup: RowLookup
    /// From the gathered axes to the result's, new axes aside.
    private let resultOrder: [Int]

    init(_ plan: IndexPlan, op: String) throws(OpError) {
        let kept = plan.keptAxes
        let part = Shape(kept.map { plan.ranges[$0].count })
        var lookedUp: [Int] = []
        for lookup in plan.lookups {
            let first = kept.firstIndex(of: lookup.axes.lowerBound) ?? 0
            lookedUp += first..<first + lookup.axes.count
        }
        let first = lookedUp[0]
        let isTogether = lookedUp == Array(first..<first + lookedUp.count)
        let rest = part.indices.filter { !lookedUp.contains($0) }
        let before = isTogether ? first : 0
        let order = Array(rest[..<before] + lookedUp + rest[before...])
        let gathered = Shape(order.map { part[$0] })
        (partShape, gatheringOrder) = (part, order)
        let positions = try Self.positions(plan, op: op)
        lookup = try RowLookup(
            positions, in: gathered, axis: before, count: lookedUp.count, op: op)
        let resultRank = plan.resultShape(lookups: []).rank + positions.rank
        guard resultRank <= InlineInts.capacity else {
            throw OpError(
                op: op, problem: "the result would have \(resultRank) axes",
                operands: ["x": "\(plan.source)"],
                fix: "a tensor has at most \(InlineInts.capacity): flatten the index tensors")
        }
        resultShape = plan.resultShape(lookups: positions.shape)
        // The lookups' block of axes moves, and all other axes keep their order.
        let block = Array(before..<before + positions.rank)
        let others = (0..<rest.count + positions.rank).filter { !block.contains($0) }
        let target = plan.axesBeforeLookups
        resultOrder = Array(others[..<target] + block + others[target...])
    }

    /// All lookups' positions broadcast together, as positions on their axes taken as one.
    private static func positions(_ plan: IndexPlan, op: String) throws(OpError) -> Tensor {
        var shape: Shape = []
        for lookup in plan.lookups {
            shape = try Shape.broadcast(shape, lookup.positions.shape, op: op)
        }
        var flat: Tensor?
        for lookup in plan.lookups {
            let size = plan.source.shape[lookup.axes].reduce(1, *)
            let next = lookup.positions.resolved(size: size).broadcast(to: shape)
            guard let known = flat else {
                flat = next
                continue
            }
            // Outside on one axis is outside.
            let isOutside = Tensor.compare(.less, minimum(known, next), .whole(0))
            flat = select(isOutside, .whole(-1), known * size + next)
        }
        return flat ?? Tensor([] as [Int32])
    }

    /// The picked elements of the sliced tensor.
    func gather(_ part: Tensor) -> Tensor {
        lookup.gather(part.reshaped(partShape).transposed(gatheringOrder))
            .transposed(resultOrder).reshaped(resultShape)
    }

    /// The sliced tensor with values of the result's shape joined to the elements they belong to.
    func scatter(_ mode: ScatterMode, _ values: Tensor, into part: Tensor) -> Tensor {
        let unordered = Shape(resultOrder.map { lookup.resultShape[$0] })
        let updates = values.reshaped(unordered).transposed(Self.inverse(resultOrder))
        let table = part.reshaped(partShape).transposed(gatheringOrder)
        return lookup.scatter(mode, updates, into: table)
            .transposed(Self.inverse(gatheringOrder)).reshaped(part.shape)
    }

    private static func inverse(_ order: [Int]) -> [Int] {
        var inverse = order
        for (place, axis) in order.enumerated() { inverse[axis] = place }
        return inverse
    }
}
