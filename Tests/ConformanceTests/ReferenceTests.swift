import LaminaGraph
import LaminaTensor
import Testing

/// The engine against the reference evaluation.
@Suite struct ReferenceTests {
    /// The same operands in every type: the reference gets them in float64, where it is exact to
    /// that type's last digits.
    @Test(arguments: rows(for: .reference)) func agreesWithTheReference(_ row: OpRow) {
        for dtype in row.triedTypes {
            for sample in row.cases(seed: 1, dtype: dtype) { check(sample) }
        }
    }

    /// The operands as a view of a tensor that is stored with its axes reversed, and as the middle
    /// of a larger one: the same numbers from other places of memory give the same bits. A product's
    /// terms are added in an order that depends on how its operands are stored.
    @Test(arguments: rows(for: .reference).filter { !$0.operands.isEmpty })
    func viewsGiveTheSameNumbers(_ row: OpRow) {
        for sample in row.cases(seed: 1, dtype: row.dtypes[0]) {
            let want = sample.value()
            for (word, view) in [("transposed", transposedView), ("sliced", slicedView)] {
                let got = row.operation(sample.inputs.map(view))
                let name = "\(sample.name), \(word) views"
                if row.holdsProducts {
                    let expected = numbers(want)
                    let tolerance = Tolerance(
                        row: row, inputs: sample.inputs, computedIn: want.dtype,
                        expected: expected)
                    expectAgreement(
                        numbers(got), expected, tolerance, in: want.dtype, name,
                        shape: want.shape)
                } else {
                    expectSameBits(got, want, name)
                }
            }
        }
    }
}

/// Compares one case with the reference.
func check(_ sample: RowCase, signedZeros: Bool = false) {
    let got = sample.value()
    let want = Device.reference.use {
        numbers(sample.row.operation(sample.inputs.map(exactCopy)))
    }
    let coarsest = DType.coarser(got.dtype, sample.dtype)
    let exact = !got.dtype.isFloatingPoint && !got.dtype.isComplex
    let tolerance =
        exact
        ? Tolerance(relative: 0, absolute: 0)
        : Tolerance(
            row: sample.row, inputs: sample.inputs, computedIn: coarsest, expected: want)
    expectAgreement(
        numbers(got), want, tolerance, in: got.dtype, sample.name, shape: got.shape,
        signedZeros: signedZeros)
}

private func transposedView(_ x: Tensor) -> Tensor {
    let order = Array(x.shape.indices.reversed())
    let stored = x.transposed(order)
    eval(stored)
    return stored.transposed(order)
}

private func slicedView(_ x: Tensor) -> Tensor {
    guard x.rank > 0 else { return x }
    let border = [Int](repeating: 1, count: x.rank)
    // Whatever reads past the view finds a number that shows.
    let stored = x.padded(low: border, high: border, value: x.dtype == .bool ? 1 : 77)
    eval(stored)
    return x.shape.indices.reduce(stored) { $0.slice(1..<x.shape[$1] + 1, axis: $1) }
}

extension OpRow {
    /// Whether matrix products or convolutions are recorded.
    fileprivate var holdsProducts: Bool {
        reason(against: .compiled) == nil
            && Graph.tracing(samples(seed: 1).map(\.spec)) { [operation($0)] }.holdsProducts
    }
}

extension Graph {
    fileprivate var holdsProducts: Bool {
        nodes.contains { node in
            switch node.primitive {
            case .matmul, .convolution, .convolutionInputGradient, .convolutionFilterGradient: true
            case .composite(let composite): composite.body.holdsProducts
            default: false
            }
        }
    }
}
