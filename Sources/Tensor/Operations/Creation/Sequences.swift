public import LaminaGraph

// Evenly spaced numbers. They are computed in float64 and rounded once, so that the last digit is
// right in every type.

extension Tensor {
    /// The index along one axis: `[0, 1, 2, …]` for a vector.
    ///
    /// ```swift
    /// Tensor.iota([2, 3], axis: 1)  // [[0, 1, 2], [0, 1, 2]]
    /// ```
    public static func iota(_ shape: Shape, axis: Int = 0, dtype: DType = .int32) -> Tensor {
        operation { () throws(OpError) in
            try shape.requireSizes(op: "iota")
            let axis = try shape.resolve(axis: axis, op: "iota")
            return record(.iota(TensorSpec(shape, dtype), axis: axis))
        }
    }

    /// The whole numbers `from, from + step, …` before `to`. NumPy: `arange`.
    ///
    /// ```swift
    /// Tensor.arange(from: 0, to: 10, by: 3)   // [0, 3, 6, 9] : int32 [4]
    /// Tensor.arange(from: 3, to: 0, by: -1)   // [3, 2, 1] : int32 [3]
    /// ```
    /// - Shape: `⌈(to - from) / step⌉` elements, none if `to` lies on the other side.
    /// - Traps: when `step` is 0.
    public static func arange(
        from: Int = 0, to: Int, by step: Int = 1, dtype: DType = .int32
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireStep(Double(step))
            // In 128 bits, which hold the distance of any two.
            let (distance, size) = (Int128(to) - Int128(from), Int128(step))
            let (steps, rest) = distance.quotientAndRemainder(dividingBy: size)
            let count = Swift.max(Int(clamping: steps + (rest == 0 ? 0 : 1)), 0)
            let index = iota([(distance < 0) == (size < 0) ? count : 0], dtype: .int64)
            return (index * step + from).asType(dtype)
        }
    }

    /// The numbers `from, from + step, …` before `to`. NumPy: `arange`.
    ///
    /// With a step such as 0.1, which no binary fraction equals, rounding decides whether a number
    /// just below `to` is the last; ``linspace(from:to:count:includingEnd:dtype:)`` says how many.
    /// - Shape: `⌈(to - from) / step⌉` elements, none if `to` lies on the other side.
    /// - Traps: when `step` is 0, or the number of elements is not finite.
    public static func arange(
        from: Double = 0, to: Double, by step: Double = 1, dtype: DType = .float32
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireStep(step)
            guard let count = Int(exactly: ((to - from) / step).rounded(.up)) else {
                throw OpError(
                    op: "arange", problem: "from \(from) to \(to) by \(step) has no end",
                    operands: [:], fix: "use finite numbers")
            }
            let index = iota([Swift.max(count, 0)], dtype: .float64)
            return (index * step + from).asType(dtype)
        }
    }

    private static func requireStep(_ step: Double) throws(OpError) {
        guard step == 0 else { return }
        throw OpError(
            op: "arange", problem: "a step of 0 never arrives", operands: [:],
            fix: "use a step other than 0, or full(_:_:) for one number many times")
    }

    /// `count` numbers at equal distances from `from` to `to`, both included:
    /// `xᵢ = from + i (to - from) / (count - 1)`. NumPy: `linspace`.
    ///
    /// ```swift
    /// Tensor.linspace(from: 0, to: 1, count: 5)  // [0, 0.25, 0.5, 0.75, 1]
    /// ```
    /// - Parameter includingEnd: false leaves out `to` and divides by `count` instead.
    /// - dtypes: an integer type takes the largest whole numbers not above.
    /// - Traps: when `count` is negative.
    public static func linspace(
        from: Double, to: Double, count: Int, includingEnd: Bool = true, dtype: DType = .float32
    ) -> Tensor {
        operation { () throws(OpError) in
            let x = try spaced(from, to, count, includingEnd, op: "linspace")
            return dtype.isInteger ? floor(x).asType(dtype) : x.asType(dtype)
        }
    }

    /// Powers of `base` with exponents at equal distances: `base` to ``linspace``. NumPy:
    /// `logspace`.
    ///
    /// ```swift
    /// Tensor.logspace(from: 0, to: 3, count: 4)  // [1, 10, 100, 1000]
    /// ```
    public static func logspace(
        from: Double, to: Double, count: Int, base: Double = 10, includingEnd: Bool = true,
        dtype: DType = .float32
    ) -> Tensor {
        operation { () throws(OpError) in
            let exponents = try spaced(from, to, count, includingEnd, op: "logspace")
            return pow(constant(base, .float64), exponents).asType(dtype)
        }
    }

    /// `count` numbers from `from` to `to`, each the same multiple of the one before. NumPy:
    /// `geomspace`.
    ///
    /// ```swift
    /// Tensor.geomspace(from: 1, to: 1000, count: 4)  // [1, 10, 100, 1000]
    /// ```
    /// - Traps: when an end is 0 or the signs differ.
    public static func geomspace(
        from: Double, to: Double, count: Int, includingEnd: Bool = true, dtype: DType = .float32
    ) -> Tensor {
        operation { () throws(OpError) in
            guard from * to > 0 else {
                throw OpError(
                    op: "geomspace", problem: "no ratio leads from \(from) to \(to)",
                    operands: [:], fix: "use two positive or two negative numbers")
            }
            let ratio = to / from
            let exponents = try spaced(0, 1, count, includingEnd, op: "geomspace")
            let powers = pow(constant(ratio, .float64), exponents) * from
            // The last power need not come out as `to`.
            let isEnd = exponents .>= (includingEnd && count > 1 ? 1 : 2)
            return select(isEnd, constant(to, .float64), powers).asType(dtype)
        }
    }

    /// The numbers of `linspace` in float64.
    private static func spaced(
        _ from: Double, _ to: Double, _ count: Int, _ includingEnd: Bool, op: String
    ) throws(OpError) -> Tensor {
        guard count >= 0 else {
            throw OpError(
                op: op, problem: "\(count) is no number of elements", operands: [:],
                fix: "use a count from 0 on")
        }
        let steps = includingEnd ? count - 1 : count
        let index = iota([count], dtype: .float64)
        guard steps > 0 else { return index + from }
        let numbers = index * ((to - from) / Double(steps)) + from
        guard includingEnd else { return numbers }
        return select(index .>= Double(steps), constant(to, .float64), numbers)
    }

    /// The position of every element: `indices([2, 3])[1]` holds the columns. NumPy: `indices`.
    ///
    /// - Shape: `[rank] + shape`, int32 unless another type is named.
    public static func indices(_ shape: Shape, dtype: DType = .int32) -> Tensor {
        operation { () throws(OpError) in
            try shape.requireSizes(op: "indices")
            guard shape.rank > 0 else { return zeros([0], dtype: dtype) }
            return concatenated(
                shape.indices.map {
                    iota(shape, axis: $0, dtype: dtype).expandedDims(axis: 0)
                })
        }
    }
}
