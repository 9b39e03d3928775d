import LaminaGraph

// Reductions over some axes, or all. Negative axes count from the end; `keepDims` leaves an axis
// of size 1 in place of each.

extension Tensor {
    private func reduced(
        _ op: Reduction, _ axes: [Int]?, _ keepDims: Bool, name: String
    ) -> Tensor {
        let axes = orTrap { () throws(OpError) in try shape.resolve(axes: axes, op: name) }
        let result = axes.isEmpty ? self : Tensor.record(.reduce(op, axes: axes), self)
        return keepDims ? result.reshaped(shape.reduced(axes: axes, keepDims: true)) : result
    }

    /// The sum; 0 over nothing. Half types are accumulated in float32.
    public func sum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.sum, axes, keepDims, name: "sum")
    }
    /// The sum over one axis.
    public func sum(axis: Int, keepDims: Bool = false) -> Tensor {
        sum(axes: [axis], keepDims: keepDims)
    }

    /// The product; 1 over nothing.
    public func product(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.product, axes, keepDims, name: "product")
    }

    /// The arithmetic mean; integers are converted to float32 first, and no elements give NaN.
    public func mean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        let x = dtype.isFloatingPoint ? self : asType(.float32)
        let resolved = orTrap { () throws(OpError) in try shape.resolve(axes: axes, op: "mean") }
        let count = resolved.reduce(1) { $0 * shape[$1] }
        return x.sum(axes: axes, keepDims: keepDims) / Double(count)
    }
    /// The arithmetic mean over one axis.
    public func mean(axis: Int, keepDims: Bool = false) -> Tensor {
        mean(axes: [axis], keepDims: keepDims)
    }

    /// The largest element; NaN if there is one. Ties share the gradient equally.
    public func max(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.max, axes, keepDims, name: "max")
    }
    /// The largest element along one axis.
    public func max(axis: Int, keepDims: Bool = false) -> Tensor {
        max(axes: [axis], keepDims: keepDims)
    }

    /// The smallest element; NaN if there is one. Ties share the gradient equally.
    public func min(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.min, axes, keepDims, name: "min")
    }
    /// The smallest element along one axis.
    public func min(axis: Int, keepDims: Bool = false) -> Tensor {
        min(axes: [axis], keepDims: keepDims)
    }

    /// Whether any element is true, of a bool tensor.
    public func any(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.any, axes, keepDims, name: "any")
    }
    /// Whether all elements are true, of a bool tensor.
    public func all(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.all, axes, keepDims, name: "all")
    }

    /// The index of the largest element along one axis, the first of ties; int32.
    public func argMax(axis: Int) -> Tensor {
        let axis = orTrap { () throws(OpError) in try shape.resolve(axis: axis, op: "argMax") }
        return .record(.argReduce(largest: true, axis: axis), self)
    }
    /// The index of the smallest element along one axis, the first of ties; int32.
    public func argMin(axis: Int) -> Tensor {
        let axis = orTrap { () throws(OpError) in try shape.resolve(axis: axis, op: "argMin") }
        return .record(.argReduce(largest: false, axis: axis), self)
    }
}
