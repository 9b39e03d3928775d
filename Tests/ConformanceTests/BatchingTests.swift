import LaminaGraph
import LaminaTensor
import Testing

/// All examples together against one after the other.
@Suite struct BatchingTests {
    private static let lanes = 3

    /// Every operand batched, then each of them alone; the examples on the first axis, then on the
    /// last. Sums may be taken in another order.
    @Test(arguments: rows(for: .vmap)) func agreesWithALoop(_ row: OpRow) {
        for (number, operands) in ([row.operands] + row.variants).enumerated() {
            let label = number == 0 ? "main" : "variant \(number)"
            compare(row, operands, label, row.operation)
        }
    }

    /// The primitives that only derivatives use are batched too.
    @Test(arguments: rows(for: .vmap).filter { $0.reason(against: .gradient) == nil })
    func gradientsAgreeWithALoop(_ row: OpRow) {
        let slope: @Sendable ([Tensor]) -> Tensor = { inputs in
            let result = gradient { (x: [Tensor]) in
                let y = row.operation(merge(x, into: inputs))
                return (y * y).sum()
            }(inputs.filter(\.dtype.isFloatingPoint))
            return concatenated(result.map { $0.flattened() })
        }
        compare(row, row.operands, "gradient", slope)
    }

    private func compare(
        _ row: OpRow, _ operands: [Operand], _ label: String,
        _ function: @escaping @Sendable ([Tensor]) -> Tensor
    ) {
        let dtype = row.preciseType
        let lanes = (0..<Self.lanes).map {
            row.samples(of: operands, seed: 10 + UInt64($0), dtype: dtype)
        }
        var choices = [Set(operands.indices)]
        if operands.count > 1 { choices += operands.indices.map { [$0] } }
        for batched in choices {
            for axis in [0, -1] {
                let stacks = batched.sorted().map { operand in
                    concatenated(lanes.map { $0[operand].expandedDims(axis: axis) }, axis: axis)
                }
                let all: @Sendable ([Tensor]) -> [Tensor] = { examples in
                    var (rest, inputs) = (examples[...], lanes[0])
                    for operand in batched.sorted() { inputs[operand] = rest.removeFirst() }
                    return inputs
                }
                let together = vmap({ function(all($0)) }, inAxis: axis, outAxis: axis)(stacks)
                let apart = lanes.map { lane in function(all(batched.sorted().map { lane[$0] })) }
                let loop = concatenated(
                    apart.map { $0.expandedDims(axis: axis) }, axis: axis)
                let (got, want) = (numbers(together), numbers(loop))
                let name = "\(row.name), \(label), operands \(batched.sorted()) batched on \(axis)"
                guard together.spec == loop.spec else {
                    Issue.record("\(name): \(together.spec), expected \(loop.spec)")
                    continue
                }
                expectAgreement(
                    got, want,
                    Tolerance(
                        row: row, inputs: stacks, computedIn: together.dtype, expected: want),
                    in: together.dtype, name, shape: together.shape)
            }
        }
    }
}
