import LaminaGraph

/// Products of tensors summed over named axes: Einstein's notation.
///
/// Each group of letters names the axes of one operand; axes of one letter run together, and a
/// letter that the output lacks is summed over. A letter twice in one group takes the diagonal.
/// `...` stands for axes that broadcast. Without `->` the output is `...` and then the letters that
/// occur once, in alphabetical order.
///
/// - Shape: as the letters say. Spaces are ignored. An axis of size 1 broadcasts, as in NumPy.
/// - Precision: as ``matmul(_:_:)``; half types are computed in float32 and rounded once.
/// - Complexity: every pair of operands becomes one batched matrix product. Of up to eight operands
///   the order that multiplies least is taken, of more one that keeps intermediate results small.
/// - Traps: letters that do not fit the axes, sizes that differ, an unknown letter in the output.
///
/// NumPy, PyTorch: `einsum`.
///
/// ```swift
/// let a = Tensor([1, 2, 3, 4], shape: [2, 2])
/// einsum("ij,jk->ik", a, a)  // a matrix product
/// einsum("ii", a).scalar()   // 5, the trace
/// einsum("...i->...", a)     // the sums of the rows
/// ```
public func einsum(_ subscripts: String, _ operands: Tensor...) -> Tensor {
    einsum(subscripts, operands)
}

/// Products of a list of tensors summed over named axes; see ``einsum(_:_:)-swift.func``.
public func einsum(_ subscripts: String, _ operands: [Tensor]) -> Tensor {
    operation { () throws(OpError) in
        let expression = try EinsumSubscripts(subscripts, operands.map(\.spec))
        let dtype = operands.dropFirst().reduce(operands[0].dtype) {
            DType.promoted($0, $1.dtype)
        }
        guard dtype != .bool else {
            throw expression.fault("bool has no product", "count with asType(.int32)")
        }
        // Each product of a chain would otherwise be rounded to the half type.
        let isHalf = dtype == .float16 || dtype == .bfloat16
        let wide = isHalf ? .float32 : dtype
        var terms: [EinsumTerm] = []
        for (number, operand) in operands.enumerated() {
            let others = expression.labels.enumerated().filter { $0.offset != number }
            let needed = Set(others.flatMap(\.element) + expression.output)
            terms.append(
                EinsumTerm(operand.asType(wide), expression.labels[number])
                    .withoutRepeats().withoutBroadcast(expression.sizes).summed(keeping: needed))
        }
        let result = try contracted(terms, keeping: expression.output)
        let whole = try result.arranged(expression.output)
        let shape = Shape(expression.output.map { expression.sizes[$0] ?? 1 })
        let own = operands.count > 1 ? dtype.ofFactors : dtype
        return whole.broadcast(to: shape).asType(own)
    }
}

/// The product of all terms, pair after pair.
private func contracted(
    _ terms: [EinsumTerm], keeping output: [Int]
) throws(OpError) -> EinsumTerm {
    guard terms.count > 1 else { return terms[0].summed(keeping: Set(output)) }
    let order = EinsumOrder(terms.map(\.sizes), output: Set(output))
    var pending = terms
    for (first, second) in order.pairs {
        let (a, b) = (pending[first], pending[second])
        pending.removeAll { $0 === a || $0 === b }
        let needed = pending.flatMap(\.labels) + output
        pending.append(
            try a.contracted(
                with: b, keeping: pending.isEmpty ? output : needed, op: "einsum"))
    }
    return pending[0]
}
