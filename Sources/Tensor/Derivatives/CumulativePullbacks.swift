import LaminaGraph

extension Cumulation {
    func pullback(
        _ x: Tensor, _ axis: Int, reversed: Bool, _ y: Tensor, _ g: Tensor
    ) -> Tensor {
        switch self {
        case .sum: return .record(.cumulative(.sum, axis: axis, reversed: !reversed), g)
        case .product, .logSumExp:
            let (carried, taken) = factors(x, axis, reversed: reversed, y)
            let sums = Tensor.record(
                .linearRecurrence(axis: axis, reversed: !reversed),
                carried.shifted(axis, reversed: !reversed), g)
            return taken * sums
        case .max, .min:
            let rows = positions(x, axis, reversed: reversed, y)
            let zeros = Tensor.zeros([x.shape.elementCount], dtype: g.dtype)
            return Tensor.record(.scatterRows(.add), zeros, rows, g).reshaped(x.shape)
        }
    }

    func pushforward(
        _ x: Tensor, _ axis: Int, reversed: Bool, _ y: Tensor, _ t: Tensor
    ) -> Tensor {
        switch self {
        case .sum: return .record(.cumulative(.sum, axis: axis, reversed: reversed), t)
        case .product, .logSumExp:
            let (carried, taken) = factors(x, axis, reversed: reversed, y)
            return .record(
                .linearRecurrence(axis: axis, reversed: reversed), carried, taken * t)
        case .max, .min:
            let rows = positions(x, axis, reversed: reversed, y)
            return t.reshaped([x.shape.elementCount]).gatheredRows(rows)
        }
    }

    /// The derivative of a result to the one before it and to its own element. The tangents follow
    /// the recurrence `dyᵢ = carriedᵢ dyᵢ₋₁ + takenᵢ dxᵢ`: no division by elements that may be zero,
    /// no difference of large numbers.
    private func factors(
        _ x: Tensor, _ axis: Int, reversed: Bool, _ y: Tensor
    ) -> (carried: Tensor, taken: Tensor) {
        if self == .product {
            return (x, y.shifted(axis, reversed: reversed, filling: 1))
        }
        // A result of -∞ has no derivative; -∞ - (-∞) would make it NaN.
        let zero = Tensor.zeros(y.shape, dtype: y.dtype)
        let isNothing = y.isEqual(to: .full(-.infinity, y.shape, dtype: y.dtype))
        let safe = LaminaTensor.select(isNothing, zero, y)
        let before = y.shifted(axis, reversed: reversed, filling: -.infinity)
        return (
            LaminaTensor.select(isNothing, zero, exp(before - safe)),
            LaminaTensor.select(isNothing, zero, exp(x - safe))
        )
    }

    /// Where each running extreme stands, the latest of equal ones, as numbers of elements.
    private func positions(
        _ x: Tensor, _ axis: Int, reversed: Bool, _ y: Tensor
    ) -> Tensor {
        let place = Tensor.iota(x.shape, axis: axis)
        let start = Tensor.full(
            reversed ? Double(x.shape[axis] - 1) : 0, x.shape, dtype: .int32)
        let attained = LaminaTensor.select(x.isEqual(to: y), place, start)
        return Tensor.record(
            .cumulative(reversed ? .min : .max, axis: axis, reversed: reversed), attained
        ).elementNumbers(in: x.shape, along: axis)
    }
}

extension Tensor {
    /// Each element's neighbour: the one before along an axis, or behind where `reversed`; `value` at
    /// the end that has none.
    func shifted(_ axis: Int, reversed: Bool, filling value: Double = 0) -> Tensor {
        let n = shape[axis]
        guard n > 0 else { return self }
        var (low, high) = (shape.map { _ in 0 }, shape.map { _ in 0 })
        if reversed { high[axis] = 1 } else { low[axis] = 1 }
        return slice(reversed ? 1..<n : 0..<n - 1, axis: axis)
            .padded(low: low, high: high, value: value)
    }

    /// Positions along one axis as numbers of elements of a tensor of this shape; the positions'
    /// other axes are its own.
    func elementNumbers(in shape: Shape, along axis: Int) -> Tensor {
        let strides = shape.strides
        var numbers = self * strides[axis]
        for other in shape.indices where other != axis && shape[other] > 1 {
            numbers = numbers + Tensor.iota(self.shape, axis: other) * strides[other]
        }
        return numbers
    }
}

/// The gradients of `z[i] = a[i] z[i - 1] + b[i]`: what reaches `z[i]` is its own and, by
/// `a[i + 1]`, what reaches the next one.
func recurrencePullback(
    _ a: Tensor, _ axis: Int, reversed: Bool, _ z: Tensor, _ g: Tensor
) -> [Tensor?] {
    let sums = Tensor.record(
        .linearRecurrence(axis: axis, reversed: !reversed),
        a.shifted(axis, reversed: !reversed), g)
    return [sums * z.shifted(axis, reversed: reversed), sums]
}

/// The tangent of the same: the recurrence of `a[i] dz[i - 1] + (da[i] z[i - 1] + db[i])`.
func recurrencePushforward(
    _ a: Tensor, _ axis: Int, reversed: Bool, _ z: Tensor, _ da: Tensor?, _ db: Tensor?
) -> Tensor? {
    let change = da.map { $0 * z.shifted(axis, reversed: reversed) }
    guard let first = change ?? db else { return nil }
    let terms = change != nil && db != nil ? first + (db ?? first) : first
    return .record(.linearRecurrence(axis: axis, reversed: reversed), a, terms)
}
