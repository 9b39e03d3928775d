import LaminaGraph

extension Primitive {
    /// The reverse rule: from the gradients of the results to the gradients of the operands. `nil`
    /// stands for zero; `needed` says which operands matter.
    ///
    /// Rules are written in tensor operations, so that they can be differentiated again.
    func pullback(
        _ x: [Tensor], results: [Tensor], gradients: [Tensor?], needed: [Bool]
    ) -> [Tensor?] {
        let y = results[0]
        let g = gradients[0] ?? .zeros(y.shape, dtype: y.dtype)
        switch self {
        case .parameter, .constant, .iota, .randomBits, .compare, .argReduce, .argSort:
            return x.map { _ in nil }
        case .identity: return [g]
        case .stopGradient: return [nil]
        case .unary(let op): return [op.pullback(x[0], y, g)]
        case .binary(let op): return op.pullback(x[0], x[1], y, g, needed)
        case .select:
            let zero = Tensor.zeros(g.shape, dtype: g.dtype)
            return [nil, LaminaTensor.select(x[0], g, zero), LaminaTensor.select(x[0], zero, g)]
        case .convert:
            return [x[0].dtype.isFloatingPoint ? g.asType(x[0].dtype) : nil]
        case .reshape: return [g.reshaped(x[0].shape)]
        case .broadcast(_, let axes): return [Self.broadcastPullback(x[0].shape, axes, g)]
        case .transpose(let axes):
            var inverse = [Int](repeating: 0, count: axes.count)
            for (position, axis) in axes.enumerated() { inverse[axis] = position }
            return [g.transposed(inverse)]
        case .slice(let starts, _, let strides):
            return [Self.slicePullback(x[0].shape, starts, strides, g)]
        case .reverse: return [.record(self, g)]
        case .pad(let low, _, _):
            let limits = InlineInts(zip(low, x[0].shape).map { $0 + $1 })
            let ones = InlineInts(low.map { _ in 1 })
            return [.record(.slice(starts: low, limits: limits, strides: ones), g)]
        case .concatenate(let axis):
            var start = 0
            return x.map { part in
                defer { start += part.shape[axis] }
                return g.slice(start..<start + part.shape[axis], axis: axis)
            }
        case .reduce(let op, let axes): return [op.pullback(x[0], axes, y, g)]
        case .matmul(let left, let right):
            return Self.matmulPullback(x[0], x[1], g, left, right, needed)
        case .convolution(let window):
            return [
                needed[0]
                    ? .record(.convolutionInputGradient(window, x[0].shape), g, x[1]) : nil,
                needed[1]
                    ? .record(.convolutionFilterGradient(window, x[1].shape), x[0], g) : nil,
            ]
        case .convolutionInputGradient(let window, _):
            return [
                needed[0] ? .record(.convolution(window), g, x[1]) : nil,
                needed[1]
                    ? .record(.convolutionFilterGradient(window, x[1].shape), g, x[0]) : nil,
            ]
        case .convolutionFilterGradient(let window, _):
            return [
                needed[0]
                    ? .record(.convolutionInputGradient(window, x[0].shape), x[1], g) : nil,
                needed[1] ? .record(.convolution(window), x[0], g) : nil,
            ]
        case .pool(.max, let window): return [.record(.maxPoolGradient(window), x[0], g)]
        case .pool(.average, let window):
            return [.record(.averagePoolGradient(window, x[0].shape), g)]
        case .maxPoolGradient(let window):
            return [nil, needed[1] ? Self.atWindowMaximum(of: x[0], taking: g, window) : nil]
        case .averagePoolGradient(let window, _): return [.record(.pool(.average, window), g)]
        case .gatherRows:
            let zeros = Tensor.zeros(x[0].shape, dtype: g.dtype)
            return [.record(.scatterRows(.add), zeros, x[1], g), nil]
        case .scatterRows(let mode): return mode.pullback(x[0], x[1], x[2], y, g, needed)
        case .cumulative(let op, let axis, let reversed):
            return [op.pullback(x[0], axis, reversed: reversed, y, g)]
        case .linearRecurrence(let axis, let reversed):
            return recurrencePullback(x[0], axis, reversed: reversed, y, g)
        case .dynamicSlice:
            let zeros = Tensor.zeros(x[0].shape, dtype: g.dtype)
            return [.record(.dynamicUpdate, zeros, g, x[1]), nil]
        case .dynamicUpdate:
            let zeros = Tensor.zeros(x[1].shape, dtype: g.dtype)
            return [
                needed[0] ? .record(.dynamicUpdate, g, zeros, x[2]) : nil,
                needed[1] ? .record(.dynamicSlice(sizes: x[1].shape.sizes), g, x[2]) : nil, nil,
            ]
        // The gradient of a real function of x + i y is ∂/∂x - i ∂/∂y.
        case .complexParts: return [.record(.complexFromParts, g.conjugatingPairs())]
        case .complexFromParts: return [Tensor.record(.complexParts, g).conjugatingPairs()]
        case .fourier(let kind): return [kind.transpose(g, of: x[0].shape)]
        case .composite(let composite):
            return composite.pullback(x, results: results, gradients: gradients, needed: needed)
        case .barrier: return [g] + x.dropFirst().map { _ in nil }
        case .matrix(let routine):
            return routine.pullback(x, results: results, gradients: gradients, needed: needed)
        case .conditional(let conditional):
            return conditional.pullback(x, gradients: gradients, results: results, needed: needed)
        case .scan(let scan):
            return scan.pullback(x, results: results, gradients: gradients, needed: needed)
        case .whileLoop(let loop): return loop.pullback(x, gradients: gradients, needed: needed)
        case .result: preconditionFailure("the walk hands results to the node that has them")
        }
    }

    /// A repeated element's gradient is the sum over its copies.
    private static func broadcastPullback(_ shape: Shape, _ axes: InlineInts, _ g: Tensor) -> Tensor
    {
        let repeated = g.shape.indices.filter { axis in
            guard let own = axes.firstIndex(of: axis) else { return true }
            return shape[own] == 1 && g.shape[axis] != 1
        }
        return g.sum(axes: repeated).reshaped(shape)
    }

    /// Puts the gradient back where the slice was taken, among zeros.
    private static func slicePullback(
        _ shape: Shape, _ starts: InlineInts, _ strides: InlineInts, _ g: Tensor
    ) -> Tensor {
        var spread = g
        // A stride s leaves s - 1 zeros after each element: an axis of s of which one is taken.
        for axis in shape.indices where strides[axis] > 1 {
            let column = spread.expandedDims(axis: axis + 1)
            var high = [Int](repeating: 0, count: column.rank)
            high[axis + 1] = strides[axis] - 1
            var sizes = spread.shape.sizes
            sizes[axis] *= strides[axis]
            spread = column.padded(low: high.map { _ in 0 }, high: high).reshaped(Shape(sizes))
            let room = shape[axis] - starts[axis]
            if spread.shape[axis] > room { spread = spread.slice(0..<room, axis: axis) }
        }
        let high = shape.indices.map { shape[$0] - starts[$0] - spread.shape[$0] }
        return spread.padded(low: Array(starts), high: high)
    }

    private static func matmulPullback(
        _ a: Tensor, _ b: Tensor, _ g: Tensor, _ left: Bool, _ right: Bool, _ needed: [Bool]
    ) -> [Tensor?] {
        var (da, db): (Tensor?, Tensor?)
        if needed[0] {
            da =
                left
                ? .matmul(b, g, transposeLHS: right, transposeRHS: true)
                : .matmul(g, b, transposeRHS: !right)
        }
        if needed[1] {
            db =
                right
                ? .matmul(g, a, transposeLHS: true, transposeRHS: left)
                : .matmul(a, g, transposeLHS: !left)
        }
        return [da, db]
    }

    /// From each window of `t`, the element where `x` has its first maximum; 0 where it has a NaN.
    static func atWindowMaximum(
        of x: Tensor, taking t: Tensor, _ window: PoolWindow
    ) -> Tensor {
        let peak = Tensor.record(.pool(.max, window), x)
        let padding = window.padding
        let (low, high) = (
            [0, padding.top, padding.left, 0], [0, padding.bottom, padding.right, 0]
        )
        // NaN equals nothing: a window of -∞ must not find its maximum in the padding.
        let x = x.padded(low: low, high: high, value: .nan)
        let t = t.padded(low: low, high: high)
        let (rows, columns) = (peak.shape[1], peak.shape[2])
        var taken = Tensor.zeros(peak.shape, dtype: peak.dtype)
        var isFound = Tensor.full(0, peak.shape, dtype: .bool)
        for i in 0..<window.size[0] {
            for j in 0..<window.size[1] {
                let limits: InlineInts = [
                    x.shape[0], i + (rows - 1) * window.strides[0] + 1,
                    j + (columns - 1) * window.strides[1] + 1, x.shape[3],
                ]
                let part = Primitive.slice(
                    starts: [0, i, j, 0], limits: limits,
                    strides: [1, window.strides[0], window.strides[1], 1])
                let isPeak = Tensor.record(part, x).isEqual(to: peak)
                taken = LaminaTensor.select(
                    Tensor.binary(.and, isPeak, .record(.unary(.not), isFound)),
                    .record(part, t), taken)
                isFound = .binary(.or, isFound, isPeak)
            }
        }
        return taken
    }
}

extension Composite {
    /// The composite's own rule where it has one, else its body's derivative.
    func pullback(
        _ x: [Tensor], results y: [Tensor], gradients g: [Tensor?], needed: [Bool]
    ) -> [Tensor?] {
        switch pullback {
        case .rule(let rule, let places):
            let gradients = zip(y, g).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) }
            var parts = [Tensor?](repeating: nil, count: x.count)
            for (place, part) in zip(places, Tensor.replay(rule, x + y + gradients)) {
                parts[place] = part
            }
            return parts
        case .ofBody:
            let points = x.map { $0.marked() }
            let results = Tensor.replay(body, points)
            let reached = zip(results, g).compactMap { result, gradient in
                gradient.map { (result, $0) }
            }
            return LaminaTensor.pullback(of: reached, to: points)
        case .missing:
            return operation(count: x.count) { () throws(OpError) in
                throw missing("vjp", "reverse")
            }
        }
    }

    /// The composite's own forward rule where it has one, else its body's derivative.
    func pushforward(_ x: [Tensor], results y: [Tensor], tangents t: [Tensor?]) -> [Tensor?] {
        switch pushforward {
        case .rule(let rule, _):
            let tangents = zip(x, t).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) }
            return Tensor.replay(rule, x + y + tangents)
        case .ofBody:
            let points = x.map { $0.marked() }
            let results = Tensor.replay(body, points)
            return LaminaTensor.pushforward(of: results, from: points, along: t)
        case .missing:
            return operation(count: y.count) { () throws(OpError) in
                throw missing("jvp", "forward")
            }
        }
    }

    private func missing(_ rule: String, _ mode: String) -> OpError {
        OpError(
            op: name, problem: "the operation has no \(mode) derivative", operands: [:],
            fix: "give CustomOp a \(rule) rule, or stop the gradient at its operands")
    }
}
