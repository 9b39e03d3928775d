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
            let (ofTable, ofUpdates) = Self.productPullback(table, indices, updates, y, g)
            return [ofTable, nil, ofUpdates]
        case .maximum, .minimum:
            let (ofTable, ofUpdates) = Self.extremePullback(table, indices, updates, y, g)
            return [ofTable, nil, ofUpdates]
        }
    }

    /// The tangent of the result. The rules of products and extremes multiply by factors that do not
    /// depend on the gradient, so that with ones they yield the derivatives by which the tangents are
    /// weighted.
    func pushforward(_ x: [Tensor], _ y: Tensor, _ tangents: [Tensor?]) -> Tensor {
        let (dTable, dUpdates) = (tangents[0], tangents[2])
        let ones = Tensor.ones(y.shape, dtype: y.dtype)
        func orZeros(_ tangent: Tensor?, _ x: Tensor) -> Tensor {
            tangent ?? .zeros(x.shape, dtype: x.dtype)
        }
        func weighted(_ weights: (table: Tensor, updates: Tensor)) -> Tensor {
            let ofTable = weights.table * orZeros(dTable, x[0])
            let ofUpdates = weights.updates * orZeros(dUpdates, x[2])
            return .record(.scatterRows(.add), ofTable, x[1], ofUpdates)
        }
        switch self {
        case .set, .add:
            return .record(
                .scatterRows(self), orZeros(dTable, x[0]), x[1], orZeros(dUpdates, x[2]))
        case .multiply: return weighted(Self.productPullback(x[0], x[1], x[2], y, ones))
        case .maximum, .minimum:
            return weighted(Self.extremePullback(x[0], x[1], x[2], y, ones))
        }
    }

    /// All that equal the result share its gradient.
    private static func extremePullback(
        _ table: Tensor, _ indices: Tensor, _ updates: Tensor, _ y: Tensor, _ g: Tensor
    ) -> (table: Tensor, updates: Tensor) {
        let wins = table.isEqual(to: y).asType(g.dtype)
        let updateWins = updates.isEqual(to: y.gatheredRows(indices)).asType(g.dtype)
        let share = g / Tensor.record(.scatterRows(.add), wins, indices, updateWins)
        return (wins * share, updateWins * share.gatheredRows(indices))
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

    /// Each factor's gradient is the product of the others. Of a factor that is not zero that is the
    /// result divided by it; of one that is, the product of the factors that are not, if no other one
    /// is zero.
    private static func productPullback(
        _ table: Tensor, _ indices: Tensor, _ updates: Tensor, _ y: Tensor, _ g: Tensor
    ) -> (table: Tensor, updates: Tensor) {
        let ones = Tensor.ones(updates.shape, dtype: updates.dtype)
        let zeroUpdate = updates.isEqual(to: .zeros(updates.shape, dtype: updates.dtype))
        let zeroTable = table.isEqual(to: .zeros(table.shape, dtype: table.dtype))
        let safeUpdates = LaminaTensor.select(zeroUpdate, ones, updates)
        let safeTable = LaminaTensor.select(
            zeroTable, .ones(table.shape, dtype: table.dtype), table)
        let others = Tensor.record(.scatterRows(.multiply), safeTable, indices, safeUpdates)
        let zeros = Tensor.record(
            .scatterRows(.add), zeroTable.asType(g.dtype), indices, zeroUpdate.asType(g.dtype))
        let none = Tensor.zeros(g.shape, dtype: g.dtype)
        let ofZero = LaminaTensor.select(zeros .< 1.5, g * others, none)
        let product = g * y
        return (
            LaminaTensor.select(zeroTable, ofZero, product / safeTable),
            LaminaTensor.select(
                zeroUpdate, ofZero.gatheredRows(indices),
                product.gatheredRows(indices) / safeUpdates)
        )
    }
}
