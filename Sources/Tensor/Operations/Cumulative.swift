import LaminaGraph

// Running reductions along one axis: each element becomes that of all elements up to it, or with
// `reversed`, from it on.

extension Tensor {
    /// The running sum, `yᵢ = x₀ + … + xᵢ`. NumPy and PyTorch: `cumsum`.
    ///
    /// - Shape: that of `x`.
    /// - dtypes: numbers; integers wrap, bool is counted in int32.
    /// - Precision: float32 and half types are carried in float64, so that the error does not grow
    ///   with the length.
    /// - Gradient: the running sum of the gradient from the other end.
    ///
    /// ```swift
    /// Tensor([1, 2, 3]).cumSum(axis: 0).array()                  // [1, 3, 6]
    /// Tensor([1, 2, 3]).cumSum(axis: 0, reversed: true).array()  // [6, 5, 3]
    /// ```
    public func cumSum(axis: Int, reversed: Bool = false) -> Tensor {
        cumulative(.sum, axis, reversed, op: "cumSum")
    }

    /// The running product, `yᵢ = x₀ ⋯ xᵢ`. NumPy and PyTorch: `cumprod`.
    ///
    /// - Shape: that of `x`.
    /// - dtypes: numbers; integers wrap, bool is taken as int32.
    /// - Precision: float32 and half types are carried in float64.
    /// - Gradient: right also where elements are zero, at every order.
    public func cumProduct(axis: Int, reversed: Bool = false) -> Tensor {
        cumulative(.product, axis, reversed, op: "cumProduct")
    }

    /// The running maximum, `yᵢ = max(x₀, …, xᵢ)`. NumPy: `maximum.accumulate`; PyTorch: `cummax`.
    ///
    /// - Shape: that of `x`.
    /// - dtypes: any but complex64.
    /// - Gradient: goes to the element that is the maximum, the latest of equal ones, as in PyTorch.
    /// - Special values: NaN from the first NaN on.
    public func cumMax(axis: Int, reversed: Bool = false) -> Tensor {
        cumulative(.max, axis, reversed, op: "cumMax")
    }

    /// The running minimum, `yᵢ = min(x₀, …, xᵢ)`. NumPy: `minimum.accumulate`; PyTorch: `cummin`.
    ///
    /// - Shape: that of `x`.
    /// - dtypes: any but complex64.
    /// - Gradient: goes to the element that is the minimum, the latest of equal ones, as in PyTorch.
    /// - Special values: NaN from the first NaN on.
    public func cumMin(axis: Int, reversed: Bool = false) -> Tensor {
        cumulative(.min, axis, reversed, op: "cumMin")
    }

    /// The running logarithm of a sum of exponentials, `yᵢ = ln(eˣ⁰ + … + eˣⁱ)`, without overflow.
    /// NumPy: `logaddexp.accumulate`; PyTorch: `logcumsumexp`.
    ///
    /// - Shape: that of `x`.
    /// - dtypes: floating point; others are converted to float32.
    /// - Gradient: sums of weights `eˣⁱ⁻ʸʲ`, none of which is above 1; 0 where the result is -∞.
    /// - Special values: -∞ as long as all elements are -∞.
    public func cumLogSumExp(axis: Int, reversed: Bool = false) -> Tensor {
        cumulative(.logSumExp, axis, reversed, op: "cumLogSumExp")
    }

    private func cumulative(
        _ op: Cumulation, _ axis: Int, _ reversed: Bool, op name: String
    ) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: name)
            guard !dtype.isComplex else {
                throw OpError(
                    op: name, problem: "\(dtype) is not supported", operands: ["x": "\(spec)"],
                    fix: "take the real and imaginary parts one by one")
            }
            var x = self
            switch op {
            case .sum, .product: if dtype == .bool { x = asType(.int32) }
            case .max, .min: break
            case .logSumExp: if !dtype.isFloatingPoint { x = asType(.float32) }
            }
            return .record(.cumulative(op, axis: axis, reversed: reversed), x)
        }
    }

    /// The difference of neighbours, `yᵢ = xᵢ₊₁ - xᵢ`, taken `order` times. NumPy and PyTorch: `diff`.
    ///
    /// - Shape: one element less along `axis` for each time; none are left at the latest when the
    ///   axis is empty.
    /// - dtypes: any; of bool it says whether neighbours differ. Unsigned integers wrap.
    ///
    /// ```swift
    /// Tensor([1, 4, 9, 16]).diff(order: 2).array()  // [2, 2]
    /// ```
    public func diff(order: Int = 1, axis: Int = -1) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "diff")
            guard order >= 0 else {
                throw OpError(
                    op: "diff", problem: "order \(order) is negative", operands: ["x": "\(spec)"],
                    fix: "take differences 0 times or more; cumSum(axis:) undoes one")
            }
            var x = self
            for _ in 0..<Swift.min(order, shape[axis]) {
                let n = x.shape[axis]
                let (ahead, behind) = (
                    x.slice(1..<n, axis: axis), x.slice(0..<n - 1, axis: axis)
                )
                x = dtype == .bool ? ahead.isNotEqual(to: behind) : ahead - behind
            }
            return x
        }
    }

    /// The integral along one axis by the trapezoidal rule, `Σ (xᵢ + xᵢ₊₁) / 2 · spacing`. NumPy and
    /// PyTorch: `trapezoid`.
    ///
    /// - Parameter spacing: the distance of neighbours.
    /// - Shape: that of `x` without `axis`; 0 for fewer than two elements.
    /// - dtypes: floating point; others are converted to float32.
    public func trapezoid(spacing: Double = 1, axis: Int = -1) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "trapezoid")
            return neighbourSums(axis).sum(axis: axis) * (spacing / 2)
        }
    }

    /// The integral along one axis by the trapezoidal rule at these places: `Σ (xᵢ + xᵢ₊₁) / 2 ·
    /// (pᵢ₊₁ - pᵢ)`.
    ///
    /// - Parameter places: a vector with a place for each element along `axis`, or a tensor of the
    ///   shape of `x`.
    public func trapezoid(at places: Tensor, axis: Int = -1) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "trapezoid")
            guard places.shape == shape || places.shape == [shape[axis]] else {
                throw OpError(
                    op: "trapezoid",
                    problem:
                        "\(places.shape) places for \(shape[axis]) elements along axis \(axis)",
                    operands: ["x": "\(spec)", "places": "\(places.spec)"],
                    fix: "give a vector [\(shape[axis])], or a tensor \(shape)")
            }
            var column = Shape(shape.indices.map { $0 == axis ? shape[axis] : 1 })
            if places.shape == shape { column = shape }
            let steps = places.reshaped(column).diff(axis: axis)
            return (neighbourSums(axis) * steps * 0.5).sum(axis: axis)
        }
    }

    private func neighbourSums(_ axis: Int) -> Tensor {
        let x = dtype.isFloatingPoint ? self : asType(.float32)
        let n = Swift.max(shape[axis], 1)
        let last = Swift.min(shape[axis], n - 1)
        return x.slice(Swift.min(1, shape[axis])..<shape[axis], axis: axis)
            + x.slice(0..<last, axis: axis)
    }
}

/// The first-order recurrence `zᵢ = aᵢ zᵢ₋₁ + bᵢ` along one axis, from `z₀ = b₀`: exponential
/// averages, discounted returns (`reversed`), state-space models. JAX: `associative_scan`.
///
/// - Shape: `a` and `b` broadcast to one shape, which is the result's.
/// - dtypes: floating point; others are converted to float32.
/// - Precision: float32 and half types are carried in float64.
/// - Gradient: to both; the first `a` of a line has none, since nothing comes before it.
///
/// ```swift
/// let rewards = Tensor([1, 0, 2])
/// linearRecurrence(Tensor(0.5), rewards, axis: 0, reversed: true).array()  // [1.5, 1, 2]
/// ```
public func linearRecurrence(
    _ a: Tensor, _ b: Tensor, axis: Int, reversed: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        let shape = try Shape.broadcast(
            a.shape, b.shape, op: "linearRecurrence", dtypes: (a.dtype, b.dtype))
        let axis = try shape.resolve(axis: axis, op: "linearRecurrence")
        var dtype = DType.promoted(a.dtype, b.dtype)
        guard !dtype.isComplex else {
            throw OpError(
                op: "linearRecurrence", problem: "\(dtype) is not supported",
                operands: ["a": "\(a.spec)", "b": "\(b.spec)"], fix: "use real numbers")
        }
        if !dtype.isFloatingPoint { dtype = .float32 }
        return .record(
            .linearRecurrence(axis: axis, reversed: reversed),
            a.asType(dtype).broadcast(to: shape), b.asType(dtype).broadcast(to: shape))
    }
}
