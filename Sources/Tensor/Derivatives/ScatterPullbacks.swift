import LaminaGraph

extension ScatterMode {
    /// The gradients of table and updates; `y` is the result.
    func pullback(
        _ table: Tensor, _ indices: Tensor, _ updates: Tensor, _ y: Tensor, _ g: Tensor,
        _ needed: [Bool]
    ) -> [Tensor?] {
        switch self {
        case .add: return [g, nil, needed[2] ? g.gatheredRows(indices) : nil]
        case .set:
            let covered = Tensor.zeros(updates.shape, dtype: g.dtype)
            return [
                needed[0] ? Tensor.record(.scatterRows(.set), g, indices, covered) : nil, nil,
                needed[2] ? Self.keepingLast(g.gatheredRows(indices), indices, table) : nil,
            ]
        case .multiply:
            return Self.productPullback(table, indices, updates, g)
        case .maximum, .minimum:
            // All that equal the result share its gradient.
            let wins = table.isEqual(to: y).asType(g.dtype)
            let updateWins = updates.isEqual(to: y.gatheredRows(indices)).asType(g.dtype)
            let share = g / Tensor.record(.scatterRows(.add), wins, indices, updateWins)
            return [wins * share, nil, updateWins * share.gatheredRows(indices)]
        }
    }

    /// The tangent of the result: each rule above multiplies by factors that do not depend on the
    /// gradient, so that with ones it yields the derivatives by which the tangents are weighted.
    func pushforward(
        _ x: [Tensor], _ y: Tensor, _ tangents: [Tensor?]
    ) -> Tensor? {
        let (dTable, dUpdates) = (tangents[0], tangents[2])
        guard dTable != nil || dUpdates != nil else { return nil }
        func orZeros(_ tangent: Tensor?, _ x: Tensor) -> Tensor {
            tangent ?? .zeros(x.shape, dtype: x.dtype)
        }
        switch self {
        case .set, .add:
            return .record(
                .scatterRows(self), orZeros(dTable, x[0]), x[1], orZeros(dUpdates, x[2]))
        case .multiply, .maximum, .minimum:
            let ones = Tensor.ones(y.shape, dtype: y.dtype)
            let needed = [dTable != nil, false, dUpdates != nil]
            let weights = pullback(x[0], x[1], x[2], y, ones, needed)
            var result = orZeros(nil, y)
            if let dTable, let weight = weights[0] { result = weight * dTable }
            if let dUpdates, let weight = weights[2] {
                result = .record(.scatterRows(.add), result, x[1], weight * dUpdates)
            }
            return result
        }
    }

    /// The rows of `g`, zero where a later update replaced the one they belong to.
    private static func keepingLast(_ g: Tensor, _ indices: Tensor, _ table: Tensor) -> Tensor {
        let number = Tensor.iota([indices.shape.elementCount]).reshaped(indices.shape)
        let none = Tensor.full(-1, [table.shape[0]], dtype: .int32)
        let last = Tensor.record(.scatterRows(.maximum), none, indices, number)
        let isLast = number.isEqual(to: last.gatheredRows(indices))
        let row = Shape(Array(indices.shape) + g.shape.dropFirst(indices.rank).map { _ in 1 })
        return LaminaTensor.select(
            isLast.reshaped(row).broadcast(to: g.shape), g, .zeros(g.shape, dtype: g.dtype))
    }

    /// Each factor's gradient is the product of the others, right also where factors are zero: then
    /// it is the product of the factors that are not, if no other one is zero.
    private static func productPullback(
        _ table: Tensor, _ indices: Tensor, _ updates: Tensor, _ g: Tensor
    ) -> [Tensor?] {
        let zeroUpdate = updates.isEqual(to: .zeros(updates.shape, dtype: updates.dtype))
        let zeroTable = table.isEqual(to: .zeros(table.shape, dtype: table.dtype))
        let safeUpdates = LaminaTensor.select(zeroUpdate, updates + 1, updates)
        let safeTable = LaminaTensor.select(zeroTable, table + 1, table)
        let others = Tensor.record(
            .scatterRows(.multiply), .ones(table.shape, dtype: table.dtype), indices, safeUpdates)
        let zeros = Tensor.record(
            .scatterRows(.add), zeroTable.asType(g.dtype), indices, zeroUpdate.asType(g.dtype))
        let none = Tensor.zeros(g.shape, dtype: g.dtype)
        let whole = g * others * safeTable
        // What a factor gets that is zero itself, and one that is not.
        let ifZero = LaminaTensor.select(zeros .< 1.5, whole, none)
        let ifNot = LaminaTensor.select(zeros .< 0.5, whole, none)
        return [
            LaminaTensor.select(zeroTable, ifZero, ifNot / safeTable), nil,
            LaminaTensor.select(
                zeroUpdate, ifZero.gatheredRows(indices),
                ifNot.gatheredRows(indices) / safeUpdates),
        ]
    }
}
