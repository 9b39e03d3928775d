import LaminaGraph

/// The matrix product of all tensors, `a₀ a₁ … aₙ`, in the order that multiplies least.
///
/// - Shape: matrices `[…, m, k]`, `[…, k, p]`, …; the first and the last may be vectors. Leading
///   axes broadcast, and do not count towards the order.
/// - Complexity: the order is found in `n³` steps.
/// - Traps: where neighbours do not fit, and for an empty list.
///
/// NumPy, PyTorch: `linalg.multi_dot`.
public func multiDot(_ tensors: [Tensor]) -> Tensor {
    operation { () throws(OpError) in
        guard let first = tensors.first, let last = tensors.last else {
            throw OpError(
                op: "multiDot", problem: "there is nothing to multiply", operands: [:],
                fix: "pass at least one tensor")
        }
        var sizes = [first.rank < 2 ? 1 : first.shape[first.rank - 2]]
        for (number, tensor) in tensors.enumerated() {
            let isEnd = number == 0 || number == tensors.count - 1
            guard tensor.rank >= (isEnd ? 1 : 2) else {
                throw OpError(
                    op: "multiDot", problem: "factor \(number) has \(tensor.rank) axes",
                    operands: ["factor": "\(tensor.spec)"],
                    fix: isEnd ? "use * to scale" : "only the first and the last may be vectors")
            }
            let rows =
                tensor.rank == 1 && number == 0 && tensors.count > 1
                ? 1 : tensor.shape[Swift.max(tensor.rank - 2, 0)]
            guard number == 0 || rows == sizes[number] else {
                throw OpError(
                    op: "multiDot",
                    problem: "factor \(number - 1) has \(sizes[number]) columns and factor "
                        + "\(number) \(rows) rows",
                    operands: ["lhs": "\(tensors[number - 1].spec)", "rhs": "\(tensor.spec)"],
                    fix: "make the inner sizes equal")
            }
            sizes.append(number > 0 && tensor.rank == 1 ? 1 : tensor.shape[tensor.rank - 1])
        }
        if tensors.count == 1 { return last }
        return product(tensors, 0, tensors.count, cuts: cheapestCuts(sizes))
    }
}

/// Where to cut each part `i..<j` of a chain of matrices `sizes[i] x sizes[i + 1]`, so that the
/// fewest numbers are multiplied.
///
/// - Source: Cormen, Leiserson, Rivest & Stein, Introduction to Algorithms, 15.2.
private func cheapestCuts(_ sizes: [Int]) -> [[Int]] {
    let count = sizes.count - 1
    var cost = Array(repeating: [Double](repeating: 0, count: count + 1), count: count + 1)
    var cuts = Array(repeating: [Int](repeating: 0, count: count + 1), count: count + 1)
    for length in stride(from: 2, through: count, by: 1) {
        for i in 0...count - length {
            let j = i + length
            let ends = Double(sizes[i]) * Double(sizes[j])
            cost[i][j] = .infinity
            for cut in i + 1..<j {
                let total = cost[i][cut] + cost[cut][j] + ends * Double(sizes[cut])
                if total < cost[i][j] { (cost[i][j], cuts[i][j]) = (total, cut) }
            }
        }
    }
    return cuts
}

private func product(_ factors: [Tensor], _ i: Int, _ j: Int, cuts: [[Int]]) -> Tensor {
    if j - i == 1 { return factors[i] }
    let cut = cuts[i][j]
    return matmul(product(factors, i, cut, cuts: cuts), product(factors, cut, j, cuts: cuts))
}

/// The matrix multiplied by itself `exponent` times; of a negative exponent the inverse's power, of
/// 0 the identity.
///
/// - Shape: `[…, n, n]` to the same. Integers stay integers for exponents from 0 on.
/// - Special values: a negative power of a singular matrix is what ``inverse(_:)`` gives.
/// - Complexity: about `2 log₂ |exponent|` products.
/// - Traps: matrices that are not square.
///
/// NumPy, PyTorch: `linalg.matrix_power`.
public func matrixPower(_ a: Tensor, _ exponent: Int) -> Tensor {
    operation { () throws(OpError) in
        let n = try squareSize("matrixPower", a)
        if exponent == 0 { return Tensor.eye(n, dtype: a.dtype).broadcast(to: a.shape) }
        var base = exponent < 0 ? inverse(a) : a
        var rest = exponent.magnitude
        var power: Tensor?
        while true {
            if rest & 1 == 1 { power = power.map { matmul($0, base) } ?? base }
            rest >>= 1
            guard rest > 0 else { break }
            base = matmul(base, base)
        }
        return power ?? base
    }
}

/// The number of rows of square matrices.
func squareSize(_ op: String, _ a: Tensor) throws(OpError) -> Int {
    guard a.rank >= 2, a.shape[a.rank - 1] == a.shape[a.rank - 2] else {
        let sizes = a.shape.suffix(2).map(String.init).joined(separator: " x ")
        throw OpError(
            op: op,
            problem: a.rank < 2
                ? "needs square matrices, and a has \(a.rank) axes"
                : "needs square matrices, and a's are \(sizes)", operands: ["a": "\(a.spec)"],
            fix: "give [..., n, n]; leastSquares(_:_:rcond:) and pinv(_:rcond:) take other shapes")
    }
    return try matrixSize(op, a).rows
}

/// Rows and columns of matrices.
func matrixSize(_ op: String, _ a: Tensor) throws(OpError) -> (rows: Int, columns: Int) {
    guard a.rank >= 2 else {
        throw OpError(
            op: op, problem: "needs matrices, and a has \(a.rank) axes",
            operands: ["a": "\(a.spec)"], fix: "give [..., m, n]; see expandedDims(axis:)")
    }
    return (a.shape[a.rank - 2], a.shape[a.rank - 1])
}
