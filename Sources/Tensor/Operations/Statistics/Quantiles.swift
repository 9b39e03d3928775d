import LaminaGraph

// Order statistics. Integers and bool are converted to float32 first.

extension Tensor {
    /// The value below which the part `q` of the elements lies: the sorted elements at the place
    /// `q (n - 1)`, between two of them on the line that joins them.
    ///
    /// ```swift
    /// Tensor([1, 2, 3, 10]).quantile(0.5).scalar()  // 2.5
    /// ```
    /// - Parameters:
    ///   - q: from 0 for the least to 1 for the largest.
    ///   - axes: the axes whose elements are ordered together; all of them unless given.
    /// - Gradient: to the one or two elements that the value lies between, in the parts in which they
    ///   enter it; of equal elements to those that come first.
    /// - Special values: NaN where an element is NaN.
    /// - Traps: when `q` lies outside 0...1, or there are no elements.
    /// - Source: R. Hyndman and Y. Fan, Sample quantiles in statistical packages (1996), type 7; NumPy
    ///   and PyTorch: `quantile`.
    public func quantile(_ q: Double, axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            try orderStatistic(q, axes, keepDims, op: "quantile")
        }
    }
    /// The quantile over one axis.
    public func quantile(_ q: Double, axis: Int, keepDims: Bool = false) -> Tensor {
        quantile(q, axes: [axis], keepDims: keepDims)
    }

    /// The middle of the sorted elements; the mean of the two middle ones where their number is even.
    /// NumPy: `median`. (PyTorch's `median` takes the lower one of two.)
    ///
    /// - Gradient, special values, traps: as of ``quantile(_:axes:keepDims:)``.
    public func median(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            try orderStatistic(0.5, axes, keepDims, op: "median")
        }
    }
    /// The median over one axis.
    public func median(axis: Int, keepDims: Bool = false) -> Tensor {
        median(axes: [axis], keepDims: keepDims)
    }

    private func orderStatistic(
        _ q: Double, _ axes: [Int]?, _ keepDims: Bool, op: String
    ) throws(OpError) -> Tensor {
        let axes = try shape.resolve(axes: axes, op: op)
        let count = axes.reduce(1) { $0 * shape[$1] }
        guard (0...1).contains(q) else {
            throw OpError(
                op: op, problem: "\(q) is no part of the elements", operands: ["x": "\(spec)"],
                fix: "give a number from 0 for the least to 1 for the largest")
        }
        guard count > 0 else {
            throw OpError(
                op: op, problem: "there are no elements to order", operands: ["x": "\(spec)"],
                fix: "leave empty tensors out")
        }
        try requireOrdered(op: op)
        let kept = shape.indices.filter { !axes.contains($0) }
        let line = Shape(kept.map { shape[$0] } + [count])
        let x = dtype.isFloatingPoint ? self : asType(.float32)
        let sorted = x.transposed(kept + axes).reshaped(line).sorted()
        let place = q * Double(count - 1)
        let (lower, part) = (Int(place), place - place.rounded(.down))
        func element(_ i: Int) -> Tensor { sorted.slice(i..<i + 1, axis: -1) }
        // The upper one is left out where it has no part: it may be infinite.
        let value =
            part == 0
            ? element(lower) : element(lower) * (1 - part) + element(lower + 1) * part
        // NaN is sorted behind all numbers.
        let result = select(element(count - 1).isNaN, .nan, value)
        let sizes = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
        return result.reshaped(Shape(keepDims ? sizes : kept.map { shape[$0] }))
    }
}
