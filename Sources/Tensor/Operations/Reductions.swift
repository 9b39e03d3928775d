import LaminaGraph

// Reductions over some axes, or all. Negative axes count from the end; `keepDims` leaves an axis
// of size 1 in place of each.

extension Tensor {
    /// `op` over the axes; `name` is the public operation's, for messages.
    func reduced(_ op: Reduction, _ axes: [Int]?, _ keepDims: Bool, name: String) -> Tensor {
        operation { () throws(OpError) in
            let axes = try shape.resolve(axes: axes, op: name)
            let result = axes.isEmpty ? self : Tensor.record(.reduce(op, axes: axes), self)
            return keepDims ? result.reshaped(shape.reduced(axes: axes, keepDims: true)) : result
        }
    }

    /// Integers in at least 32 bits, and a truth value as 0 or 1: a sum of 256 bytes in a byte
    /// would be of little use.
    private var widened: Tensor {
        switch dtype {
        case .bool, .int8, .int16: asType(.int32)
        case .uint8, .uint16: asType(.uint32)
        default: self
        }
    }

    /// The sum over axes, `Σ xᵢ`, of all of them by default; 0 over nothing.
    ///
    /// - dtypes: bool and integers of fewer than 32 bits are summed as int32, unsigned ones as
    ///   uint32, as in JAX; integers wrap.
    /// - Precision: pairwise, and half types in float32, rounded at the end.
    public func sum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        widened.reduced(.sum, axes, keepDims, name: "sum")
    }
    /// The sum over one axis.
    public func sum(axis: Int, keepDims: Bool = false) -> Tensor {
        sum(axes: [axis], keepDims: keepDims)
    }

    /// The product over axes, `Π xᵢ`; 1 over nothing. NumPy, PyTorch: `prod`.
    ///
    /// - dtypes: as of ``sum(axes:keepDims:)``.
    /// - Gradient: the product of the other elements, right where some are 0 as well.
    public func product(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        widened.reduced(.product, axes, keepDims, name: "product")
    }
    /// The product over one axis.
    public func product(axis: Int, keepDims: Bool = false) -> Tensor {
        product(axes: [axis], keepDims: keepDims)
    }

    /// The largest element over axes; NaN if there is one. NumPy, PyTorch: `max`, `amax`.
    ///
    /// - Gradient: ties share it equally.
    /// - Traps: when an axis is empty.
    public func max(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.max, axes, keepDims, name: "max")
    }
    /// The largest element along one axis.
    public func max(axis: Int, keepDims: Bool = false) -> Tensor {
        max(axes: [axis], keepDims: keepDims)
    }

    /// The smallest element over axes; NaN if there is one. NumPy, PyTorch: `min`, `amin`.
    ///
    /// - Gradient: ties share it equally.
    /// - Traps: when an axis is empty.
    public func min(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        reduced(.min, axes, keepDims, name: "min")
    }
    /// The smallest element along one axis.
    public func min(axis: Int, keepDims: Bool = false) -> Tensor {
        min(axes: [axis], keepDims: keepDims)
    }

    /// The distance from the smallest to the largest element, `max x - min x`. NumPy: `ptp`.
    ///
    /// - Gradient: 1 at the largest and -1 at the smallest; ties share it equally.
    /// - Traps: when an axis is empty.
    public func peakToPeak(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            try requireElements(axes, op: "peakToPeak")
            return max(axes: axes, keepDims: keepDims) - min(axes: axes, keepDims: keepDims)
        }
    }
    /// The distance from the smallest to the largest element along one axis.
    public func peakToPeak(axis: Int, keepDims: Bool = false) -> Tensor {
        peakToPeak(axes: [axis], keepDims: keepDims)
    }

    /// Whether any element is true; false over nothing.
    ///
    /// - dtypes: numbers count as true unless they are 0; NaN is true.
    public func any(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        asType(.bool).reduced(.any, axes, keepDims, name: "any")
    }
    /// Whether any element along one axis is true.
    public func any(axis: Int, keepDims: Bool = false) -> Tensor {
        any(axes: [axis], keepDims: keepDims)
    }

    /// Whether all elements are true; true over nothing.
    ///
    /// - dtypes: numbers count as true unless they are 0; NaN is true.
    public func all(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        asType(.bool).reduced(.all, axes, keepDims, name: "all")
    }
    /// Whether all elements along one axis are true.
    public func all(axis: Int, keepDims: Bool = false) -> Tensor {
        all(axes: [axis], keepDims: keepDims)
    }

    /// How many elements differ from 0, as int32; NaN does. NumPy, PyTorch: `count_nonzero`.
    public func countNonzero(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        asType(.bool).asType(.int32).reduced(.sum, axes, keepDims, name: "countNonzero")
    }
    /// How many elements along one axis differ from 0, as int32.
    public func countNonzero(axis: Int, keepDims: Bool = false) -> Tensor {
        countNonzero(axes: [axis], keepDims: keepDims)
    }

    /// Refuses a reduction over no elements of an operation that has no value for it.
    func requireElements(_ axes: [Int]?, op: String) throws(OpError) {
        let resolved = try shape.resolve(axes: axes, op: op)
        guard let empty = resolved.first(where: { shape[$0] == 0 }) else { return }
        throw OpError(
            op: op, problem: "axis \(empty) of \(shape) is empty, and nothing has no \(op)",
            operands: ["x": "\(spec)"], fix: "skip empty batches")
    }
}
