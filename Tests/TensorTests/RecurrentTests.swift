import LaminaGraph
import LaminaTensor
import Testing

/// Recurrent networks over whole sequences.
@Suite struct RecurrentTests {
    /// `sin(0.7 i + start)` at place i.
    private func wave(_ start: Double, _ shape: Shape) -> Tensor {
        sin(Tensor.iota([shape.elementCount], dtype: .float64) * 0.7 + start).reshaped(shape)
    }

    private func operands(gates: Int, states: Int) -> [Tensor] {
        let rows = 2 * gates
        let shapes: [Shape] =
            [[2, 3, 3], [rows, 3], [rows, 2], [rows], [rows]]
            + Array(repeating: [2, 2], count: states)
        return shapes.enumerated().map { wave(Double($0), $1) }
    }

    private func expectClose(_ x: Tensor, _ expected: [Double], _ what: String) {
        let values = x.array(as: Double.self)
        #expect(values.count == expected.count, "\(what)")
        // The reference has nine decimals.
        #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 2e-9 }, "\(what)")
    }

    /// Outputs, last states and all gradients; `run` gives the output and the last states, flat.
    private func check(
        _ reference: RecurrentReference, gates: Int, states: Int,
        _ run: @escaping @Sendable ([Tensor]) -> [Tensor]
    ) {
        let x = operands(gates: gates, states: states)
        let results = run(x)
        expectClose(results[0], reference.output, "output")
        expectClose(
            concatenated(results.dropFirst().map { $0.flattened() }), reference.last, "last")
        let probe = cos(Tensor.iota([12], dtype: .float64))
        let gradients = gradient { (x: [Tensor]) in
            let results = run(x)
            let sums = results.dropFirst().map { $0.sum() }
            return sums.reduce((results[0].flattened() * probe).sum(), +)
        }(x)
        for (number, (got, want)) in zip(gradients, reference.gradients).enumerated() {
            expectClose(got, want, "gradient of operand \(number)")
        }
    }

    @Test func lstmIsPyTorchs() {
        check(.lstm, gates: 4, states: 2) { x in
            let run = lstm(
                x[0], initial: (x[5], x[6]), inputWeight: x[1], hiddenWeight: x[2],
                inputBias: x[3], hiddenBias: x[4])
            return [run.output, run.hidden, run.cell]
        }
    }

    @Test func gruIsPyTorchs() {
        check(.gru, gates: 3, states: 1) { x in
            let run = gru(
                x[0], initial: x[5], inputWeight: x[1], hiddenWeight: x[2], inputBias: x[3],
                hiddenBias: x[4])
            return [run.output, run.hidden]
        }
    }

    @Test func rnnIsPyTorchs() {
        check(.rnn, gates: 1, states: 1) { x in
            let run = rnn(
                x[0], initial: x[5], inputWeight: x[1], hiddenWeight: x[2], inputBias: x[3],
                hiddenBias: x[4])
            return [run.output, run.hidden]
        }
    }

    /// A padded sequence gives what it gives alone, whatever stands behind its end.
    @Test(arguments: [false, true]) func paddingChangesNothing(isReversed: Bool) {
        let x = operands(gates: 4, states: 0)
        let lengths = Tensor([1, 3] as [Int64])
        let run = { @Sendable (sequences: Tensor, lengths: Tensor?) in
            lstm(
                sequences, inputWeight: x[1], hiddenWeight: x[2], inputBias: x[3], lengths: lengths,
                isReversed: isReversed)
        }
        let together = run(x[0], lengths)
        let alone = run(x[0].slice(0..<1).slice(0..<1, axis: 1), nil)
        let whole = run(x[0].slice(1..<2), nil)
        let output = together.output.array(as: Double.self)
        #expect(Array(output[..<2]) == alone.output.array(as: Double.self))
        #expect(Array(output[2..<6]) == [0, 0, 0, 0])
        #expect(Array(output[6...]) == whole.output.array(as: Double.self))
        let cells = alone.cell.array(as: Double.self) + whole.cell.array(as: Double.self)
        #expect(together.cell.array(as: Double.self) == cells)
        // Nor does it learn from what stands there.
        let slope = gradient { (s: Tensor) in run(s, lengths).hidden.sum() }(x[0])
        #expect(slope.array(as: Double.self)[3..<9].allSatisfy { $0 == 0 })
    }

    @Test func reversedIsForwardOnTheTurnedSequence() {
        let x = operands(gates: 3, states: 0)
        let turned = concatenated(
            (0..<3).reversed().map { x[0].slice($0..<$0 + 1, axis: 1) }, axis: 1)
        let backward = gru(x[0], inputWeight: x[1], hiddenWeight: x[2], isReversed: true)
        let forward = gru(turned, inputWeight: x[1], hiddenWeight: x[2])
        #expect(
            backward.hidden.array(as: Double.self) == forward.hidden.array(as: Double.self))
        #expect(
            backward.output.slice(0..<1, axis: 1).array(as: Double.self)
                == forward.output.slice(2..<3, axis: 1).array(as: Double.self))
    }

    @Test func halfTypesStayAndNoStepsGiveTheFirstState() {
        let x = operands(gates: 1, states: 1).map { $0.asType(.bfloat16) }
        let run = rnn(x[0], inputWeight: x[1], hiddenWeight: x[2])
        #expect(run.output.dtype == .bfloat16 && run.hidden.dtype == .bfloat16)
        let none = rnn(
            x[0].slice(0..<0, axis: 1), initial: x[5], inputWeight: x[1], hiddenWeight: x[2])
        #expect(none.output.shape == [2, 0, 2] && none.hidden.array() == x[5].array())
    }
}
