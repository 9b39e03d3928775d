import LaminaGraph

/// The product summed over the last `axes` axes of `a` and the first `axes` of `b`.
///
/// - Shape: `[i…, k…]` and `[k…, j…]` to `[i…, j…]`, with `axes` axes `k`; 0 gives all products.
/// - Precision: as ``matmul(_:_:)``.
/// - Traps: where the sizes to be summed over differ.
///
/// NumPy, PyTorch: `tensordot`.
public func tensordot(_ a: Tensor, _ b: Tensor, axes: Int = 2) -> Tensor {
    operation { () throws(OpError) in
        guard axes >= 0, axes <= a.rank, axes <= b.rank else {
            throw OpError(
                op: "tensordot", problem: "there are no \(axes) axes to sum over in both operands",
                operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"],
                fix: "sum over at most \(Swift.min(a.rank, b.rank)) axes")
        }
        return try tensordot("tensordot", a, Array(a.rank - axes..<a.rank), b, Array(0..<axes))
    }
}

/// The product summed over pairs of axes: `axes.0[i]` of `a` runs together with `axes.1[i]` of `b`.
///
/// - Shape: the axes that remain of `a`, then those of `b`.
/// - Traps: where the sizes of a pair differ, or an axis is named twice.
public func tensordot(_ a: Tensor, _ b: Tensor, axes: ([Int], [Int])) -> Tensor {
    operation { () throws(OpError) in try tensordot("tensordot", a, axes.0, b, axes.1) }
}

func tensordot(
    _ op: String, _ a: Tensor, _ axesOfA: [Int], _ b: Tensor, _ axesOfB: [Int]
) throws(OpError) -> Tensor {
    func fail(_ problem: String, _ fix: String) -> OpError {
        OpError(
            op: op, problem: problem, operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"], fix: fix)
    }
    guard axesOfA.count == axesOfB.count else {
        throw fail(
            "\(axesOfA.count) axes of lhs do not pair with \(axesOfB.count) of rhs",
            "list as many axes for each operand")
    }
    _ = try a.shape.resolve(axes: axesOfA, op: op)
    _ = try b.shape.resolve(axes: axesOfB, op: op)
    var labels = (Array(0..<a.rank), (0..<b.rank).map { a.rank + $0 })
    for (i, j) in zip(axesOfA, axesOfB) {
        let (i, j) = (i < 0 ? i + a.rank : i, j < 0 ? j + b.rank : j)
        guard a.shape[i] == b.shape[j] else {
            throw fail(
                "axis \(i) of lhs has \(a.shape[i]) elements and axis \(j) of rhs \(b.shape[j])",
                "pair axes of equal size")
        }
        labels.1[j] = i
    }
    let kept = labels.0.filter { !labels.1.contains($0) } + labels.1.filter { $0 >= a.rank }
    let dtype = DType.promoted(a.dtype, b.dtype)
    return try EinsumTerm(a.asType(dtype), labels.0)
        .contracted(with: EinsumTerm(b.asType(dtype), labels.1), keeping: kept, op: op)
        .arranged(kept)
}

/// Every element of `a` times all of `b`: `c[i p + r, j q + s] = a[i, j] b[r, s]` for a `b` of shape
/// `[p, q]`.
///
/// - Shape: `[m, n]` and `[p, q]` to `[m p, n q]`, and so for up to four axes; an operand of lower
///   rank gets axes of size 1 in front.
///
/// NumPy, PyTorch: `kron`.
public func kron(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let rank = Swift.max(a.rank, b.rank)
        guard 2 * rank <= InlineInts.capacity else {
            throw OpError(
                op: "kron", problem: "takes up to \(InlineInts.capacity / 2) axes, not \(rank)",
                operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"],
                fix: "merge axes with reshaped(_:)")
        }
        func spread(_ x: Tensor, ownFirst: Bool) -> Tensor {
            let sizes = Array(repeating: 1, count: rank - x.rank) + Array(x.shape)
            return x.reshaped(Shape(sizes.flatMap { ownFirst ? [$0, 1] : [1, $0] }))
        }
        let product = spread(a, ownFirst: true) * spread(b, ownFirst: false)
        let sizes = stride(from: 0, to: 2 * rank, by: 2).map {
            product.shape[$0] * product.shape[$0 + 1]
        }
        return product.reshaped(Shape(sizes))
    }
}
