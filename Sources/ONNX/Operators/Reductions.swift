import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Reductions over axes, extremes' places and running sums.
    static let reductions: [OnnxOperator] = [
        reduction("ReduceSum", [1, 11, 13], axesFrom: 13) { $0.sum(axes: $1, keepDims: $2) },
        reduction("ReduceMean") { $0.mean(axes: $1, keepDims: $2) },
        reduction("ReduceProd") { $0.product(axes: $1, keepDims: $2) },
        reduction("ReduceMax", [1, 11, 12, 13, 18, 20]) { x, axes, keepDims in
            guard x.holdsNothing(axes) else { return x.max(axes: axes, keepDims: keepDims) }
            return x.nothing(axes, keepDims, -.infinity)
        },
        reduction("ReduceMin", [1, 11, 12, 13, 18, 20]) { x, axes, keepDims in
            guard x.holdsNothing(axes) else { return x.min(axes: axes, keepDims: keepDims) }
            return x.nothing(axes, keepDims, .infinity)
        },
        reduction("ReduceL1") { abs($0).sum(axes: $1, keepDims: $2) },
        reduction("ReduceL2") { sqrt($0.square().sum(axes: $1, keepDims: $2)) },
        reduction("ReduceSumSquare") { $0.square().sum(axes: $1, keepDims: $2) },
        reduction("ReduceLogSum", [1, 11, 13, 18, 28]) { log($0.sum(axes: $1, keepDims: $2)) },
        reduction("ReduceLogSumExp", [1, 11, 13, 18, 28]) { x, axes, keepDims in
            guard x.holdsNothing(axes) else { return x.logSumExp(axes: axes, keepDims: keepDims) }
            return x.nothing(axes, keepDims, -.infinity)
        },
        extreme("ArgMax", largest: true),
        extreme("ArgMin", largest: false),
        running("CumSum", [11, 14], empty: 0) { $0.cumSum(axis: $1, reversed: $2) },
        running("CumProd", [26], empty: 1) { $0.cumProduct(axis: $1, reversed: $2) },
    ]

    /// Axes are an attribute up to `axesFrom`, an input from there on; none means all, or nothing with
    /// `noop_with_empty_axes`.
    private static func reduction(
        _ name: String, _ versions: [Int] = [1, 11, 13, 18], axesFrom: Int = 18,
        _ function: @escaping @Sendable (Tensor, [Int]?, Bool) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            let x = try call.tensor(0)
            let keepDims = try call.flag("keepdims", true)
            var axes = call.opset >= axesFrom ? try call.optionalInts(1) : try call.ints("axes")
            if axes?.isEmpty == true { axes = nil }
            if axes == nil, try call.flag("noop_with_empty_axes") {
                // What happens to single elements still does.
                return function(x.expandedDims(axis: 0), [0], false).asType(x.dtype)
            }
            let resolved = try axes.map { try call.axes($0, rank: x.rank) }
            guard x.isChannelsFirstView, !x.holdsNothing(resolved) else {
                return function(x, resolved, keepDims).asType(x.dtype)
            }
            return overPositions(x, resolved, keepDims, function).asType(x.dtype)
        }
    }

    /// Reduces a picture as it is stored, so that it need not be turned round.
    private static func overPositions(
        _ x: Tensor, _ axes: [Int]?, _ keepDims: Bool,
        _ function: (Tensor, [Int]?, Bool) -> Tensor
    ) -> Tensor {
        let axes = axes ?? Array(x.shape.indices)
        let stored = axes.map { $0 == 0 ? 0 : $0 == 1 ? x.rank - 1 : $0 - 1 }
        let y = function(x.channelsLast, stored, true).channelsFirst
        return keepDims ? y : y.squeezed(axes: axes)
    }

    private static func extreme(_ name: String, largest: Bool) -> OnnxOperator {
        OnnxOperator(name, [1, 11, 12, 13]) { call in
            let x = try call.tensor(0)
            let axis = try call.axis(call.int("axis", 0), rank: x.rank)
            let keepDims = try call.flag("keepdims", true)
            let takesLast = try call.flag("select_last_index")
            let source = takesLast ? x.flipped(axis: axis) : x
            let places =
                largest
                ? source.argMax(axis: axis, keepDims: keepDims)
                : source.argMin(axis: axis, keepDims: keepDims)
            let wide = places.asType(.int64)
            return takesLast ? (x.shape[axis] - 1) - wide : wide
        }
    }

    private static func running(
        _ name: String, _ versions: [Int], empty: Double,
        _ function: @escaping @Sendable (Tensor, Int, Bool) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            let x = try call.tensor(0)
            let axis = try call.axis(call.integer(1), rank: x.rank)
            let isReversed = try call.flag("reverse")
            let sums = function(x, axis, isReversed).asType(x.dtype)
            guard try call.flag("exclusive"), x.shape[axis] > 0 else { return sums }
            var (low, high) = (x.shape.map { _ in 0 }, x.shape.map { _ in 0 })
            let kept = isReversed ? 1..<x.shape[axis] : 0..<x.shape[axis] - 1
            if isReversed { high[axis] = 1 } else { low[axis] = 1 }
            return sums.slice(kept, axis: axis).padded(low: low, high: high, value: empty)
        }
    }
}

extension Tensor {
    fileprivate func holdsNothing(_ axes: [Int]?) -> Bool {
        (axes ?? Array(shape.indices)).contains { shape[$0] == 0 }
    }

    /// The result of reducing no elements.
    fileprivate func nothing(_ axes: [Int]?, _ keepDims: Bool, _ value: Double) -> Tensor {
        let shape = shape.reduced(
            axes: InlineInts(axes ?? Array(shape.indices)), keepDims: keepDims)
        let isWhole = dtype.isInteger
        let bits = Double(dtype.byteCount * 8 - (dtype.isUnsigned ? 0 : 1))
        let largest = (0..<Int(bits)).reduce(1.0) { size, _ in size * 2 } - 1
        let bound =
            value > 0 ? largest : dtype.isUnsigned ? 0 : -largest - 1
        if dtype == .bool { return .full(value > 0 ? 1 : 0, shape, dtype: dtype) }
        return .full(isWhole ? bound : value, shape, dtype: dtype)
    }
}
