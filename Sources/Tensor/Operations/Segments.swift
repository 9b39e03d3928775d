import LaminaGraph

// Reductions over groups of slices: `segments` names the group of each slice.
//
// Shape: `x` `[n, b]`, `segments` `[n]` (or more leading axes, the same in both) to `[count, b]`.
// A slice whose number lies outside `0..<count` belongs to no group.

extension Tensor {
    /// The sum of the slices of each group: `y[s] = Σ x[i]` over `segments[i] = s`; 0 for a group
    /// without slices. JAX: `segment_sum`; PyTorch: `index_add`.
    ///
    /// - Shape: `x` `[n, b]` and `segments` `[n]` to `[count, b]`.
    /// - dtypes: numbers; `segments` are integers. Integers wrap.
    /// - Special values: a slice whose segment lies outside `0..<count` is left out.
    /// - Gradient: that of its group to each slice.
    ///
    /// ```swift
    /// let x = Tensor([1, 2, 3, 4])
    /// x.segmentSum(Tensor([0, 0, 2, 0] as [Int32]), count: 3).array()  // [7, 0, 3]
    /// ```
    public func segmentSum(_ segments: Tensor, count: Int) -> Tensor {
        segmented(.add, segments, count, op: "segmentSum") { _ in 0 }
    }

    /// The product of the slices of each group; 1 for a group without slices. JAX: `segment_prod`.
    ///
    /// - Shape, dtypes, special values: as of ``segmentSum(_:count:)``.
    /// - Gradient: the product of the others, right also where factors are zero, but not its second
    ///   derivative there.
    public func segmentProduct(_ segments: Tensor, count: Int) -> Tensor {
        segmented(.multiply, segments, count, op: "segmentProduct") { _ in 1 }
    }

    /// The largest element of each group; for a group without slices -∞, or the type's least integer.
    /// JAX: `segment_max`.
    ///
    /// - Shape: as of ``segmentSum(_:count:)``.
    /// - Special values: NaN if a group has one.
    /// - Gradient: ties share it equally.
    public func segmentMax(_ segments: Tensor, count: Int) -> Tensor {
        segmented(.maximum, segments, count, op: "segmentMax") { $0.range.lowerBound }
    }

    /// The smallest element of each group; for a group without slices ∞, or the type's largest
    /// integer. JAX: `segment_min`.
    ///
    /// - Shape: as of ``segmentSum(_:count:)``.
    /// - Special values: NaN if a group has one.
    /// - Gradient: ties share it equally.
    public func segmentMin(_ segments: Tensor, count: Int) -> Tensor {
        segmented(.minimum, segments, count, op: "segmentMin") { $0.range.upperBound }
    }

    /// The mean of the slices of each group; NaN for a group without slices. Integers are converted
    /// to float32 first.
    ///
    /// - Shape: as of ``segmentSum(_:count:)``.
    public func segmentMean(_ segments: Tensor, count: Int) -> Tensor {
        operation { () throws(OpError) in
            let x = dtype.isFloatingPoint ? self : asType(.float32)
            let sums = try x.segmentTable(.add, segments, count, op: "segmentMean", start: 0)
            // In float32 whole numbers are exact to 2²⁴, where a half type stops at 2¹¹ or 2⁸.
            let ones = Tensor.ones(segments.shape, dtype: .float64)
            let sizes = try ones.segmentTable(.add, segments, count, op: "segmentMean", start: 0)
            let column = Shape([count] + sums.shape.dropFirst().map { _ in 1 })
            return sums / sizes.asType(x.dtype).reshaped(column)
        }
    }

    private func segmented(
        _ mode: ScatterMode, _ segments: Tensor, _ count: Int, op: String,
        start: (DType) -> Double
    ) -> Tensor {
        operation { () throws(OpError) in
            let x = dtype == .bool && mode != .maximum && mode != .minimum ? asType(.int32) : self
            return try x.segmentTable(mode, segments, count, op: op, start: start(x.dtype))
        }
    }

    private func segmentTable(
        _ mode: ScatterMode, _ segments: Tensor, _ count: Int, op: String, start: Double
    ) throws(OpError) -> Tensor {
        guard segments.rank <= rank, segments.rank >= 1,
            Array(shape.prefix(segments.rank)) == Array(segments.shape)
        else {
            throw OpError(
                op: op, problem: "segments \(segments.shape) do not name each slice of \(shape)",
                operands: ["x": "\(spec)", "segments": "\(segments.spec)"],
                fix: "give one number for each index of the first axis: [\(shape.first ?? 1)]")
        }
        guard segments.dtype.isInteger, count >= 0 else {
            throw OpError(
                op: op,
                problem: count < 0
                    ? "count is \(count)" : "segments are \(segments.dtype), not integers",
                operands: ["x": "\(spec)", "segments": "\(segments.spec)"],
                fix: "number the segments from 0 to count - 1, as integers")
        }
        let table = Tensor.full(
            start, Shape([count] + shape.dropFirst(segments.rank)), dtype: dtype)
        let outside = segments.dtype.isUnsigned ? segments : maximum(segments, segments.whole(-1))
        let rows =
            segments.dtype.byteCount < 4
            ? outside.asType(.int32)
            : minimum(outside, outside.whole(count)).asType(.int32)
        return .record(.scatterRows(mode), table, rows, self)
    }
}

extension DType {
    /// The least and the largest element; infinite for floating-point types.
    fileprivate var range: (lowerBound: Double, upperBound: Double) {
        if isFloatingPoint { return (-.infinity, .infinity) }
        if self == .bool { return (0, 1) }
        let bits = Double(byteCount * 8)
        let size = bits == 8 ? 256 : bits == 16 ? 65536 : bits == 32 ? 0x1p32 : 0x1p64
        return isUnsigned ? (0, size - 1) : (-size / 2, size / 2 - 1)
    }
}
