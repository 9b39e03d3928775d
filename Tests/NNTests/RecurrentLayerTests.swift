import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct RecurrentLayerTests {
    private static let lengths = Tensor([5, 2, 3] as [Int32])

    private func check(
        _ name: String, _ make: @autoclosure () -> some RecurrentLayer, lengths: Tensor? = nil
    ) throws {
        for dtype in TorchParity.precisions {
            let layer = make()
            let parity = try TorchParity(name, dtype)
            try layer.build(like: try parity.array("input/x"), seed: 1)
            try parity.fill(layer)
            try parity.check(layer, inputs: ["x"]) { layer, x in
                let run = layer.run(x[0], lengths: lengths)
                return concatenated([run.output.flattened(from: 1)] + run.states, axis: 1)
            }
        }
    }

    @Test func agreesWithPyTorch() throws {
        try check("rnn", RNN(3))
        try check("rnn-relu", RNN(3, activation: .relu, hasBias: false))
        try check("lstm", LSTM(3))
        try check("lstm-peepholes", LSTM(3, hasPeepholes: true))
        try check("gru", GRU(3))
        try check("gru-bidirectional", Bidirectional { GRU(3) })
        try check("gru-stack", RecurrentStack([GRU(3), GRU(3)]))
    }

    @Test func sequencesOfDifferentLengthsAgreeWithPyTorch() throws {
        try check("lstm-lengths", LSTM(3), lengths: Self.lengths)
        try check("gru-bidirectional-lengths", Bidirectional { GRU(3) }, lengths: Self.lengths)
    }

    private let x = Tensor.normal(shape: [2, 6, 3], key: RandomKey(seed: 1))

    @Test func goesOnFromAState() throws {
        let stack = RecurrentStack([LSTM(4), Bidirectional { GRU(2) }])
        for layer in [LSTM(4), GRU(4), RNN(4)] as [any RecurrentLayer] {
            try checkContinuation(layer)
        }
        try stack.build(like: x, seed: 1)
        let run = stack.run(x)
        #expect(run.states.map(\.shape) == [[2, 4], [2, 4], [2, 2], [2, 2]])
        #expect(stack.run(x, initial: run.states).output.shape == [2, 6, 4])
    }

    private func checkContinuation(_ layer: some RecurrentLayer) throws {
        try layer.build(like: x, seed: 1)
        let whole = layer.run(x)
        let first = layer.run(x.slice(0..<2, axis: 1))
        let second = layer.run(x.slice(2..<6, axis: 1), initial: first.states)
        let joined = concatenated([first.output, second.output], axis: 1)
        #expect(largestError(joined, whole.output) < 1e-6)
        #expect(largestError(second.hidden, whole.hidden) < 1e-6)
    }

    @Test func aCallGivesTheLastStateOrAllOutputs() throws {
        let (last, all) = (GRU(4), GRU(4, returnsSequences: true))
        try last.build(like: x, seed: 1)
        try all.build(like: x, seed: 1)
        #expect(largestError(all(x)[.all, -1], last(x)) < 1e-6)
    }

    @Test func gatesExplainCellsAndOutputs() throws {
        let layer = LSTM(4)
        try layer.build(like: x, seed: 1)
        let (gates, run) = (layer.gates(x), layer.run(x))
        #expect(largestError(gates.output * tanh(gates.cell), run.output) < 1e-6)
        let before = concatenated(
            [.zeros([2, 1, 4]), gates.cell.slice(0..<5, axis: 1)], axis: 1)
        let after = gates.forget * before + gates.input * gates.candidate
        #expect(largestError(after, gates.cell) < 1e-6)
        #expect(largestError(gates.cell[.all, -1], run.states[1]) < 1e-6)
        let short = layer.gates(x, lengths: Tensor([6, 2] as [Int32]))
        #expect(short.input[1, 2].array() == [0, 0, 0, 0])
    }

    @Test func forgetGatesStartOpen() throws {
        let layer = LSTM(2)
        try layer.build(like: x, seed: 1)
        #expect(layer.inputBias?.value.array() == [0, 0, 1, 1, 0, 0, 0, 0])
    }

    /// One unit, one input of 1, one step from h = 0, c = 2, by hand: all weights 0 but the peepholes.
    @Test func peepholesShowTheCellToTheGates() throws {
        let layer = LSTM(1, hasBias: false, hasPeepholes: true)
        try layer.build(input: [1, 1, 1], dtype: .float64, seed: 1)
        layer.inputWeight.value = Tensor([0, 0, 0.5, 0] as [Double], shape: [4, 1])
        layer.hiddenWeight.value = .zeros([4, 1], dtype: .float64)
        layer.peepholes?.value = Tensor([1, -1, 0.5] as [Double], shape: [3, 1])
        let initial = [
            Tensor.zeros([1, 1], dtype: .float64), Tensor([2.0] as [Double], shape: [1, 1]),
        ]
        let run = layer.run(.ones([1, 1, 1], dtype: .float64), initial: initial)
        // i = σ(2) = 0.8807971, f = σ(-2) = 0.1192029, g = tanh(0.5) = 0.4621172;
        // c = 0.2384058 + 0.4070315 = 0.6454373; o = σ(0.3227186) = 0.5799867; h = o tanh(c) = 0.3297748.
        let cell = run.states[1].scalar(as: Double.self)
        #expect(abs(cell - 0.6454373) < 1e-6)
        #expect(abs(run.hidden.scalar(as: Double.self) - 0.3297748) < 1e-6)
    }

    @Test func peepholesOfZeroChangeNothing() throws {
        let (plain, peeping) = (LSTM(4), LSTM(4, hasPeepholes: true))
        try plain.build(like: x, seed: 1)
        try peeping.build(like: x, seed: 1)
        let lengths = Tensor([6, 3] as [Int32])
        let runs = [plain.run(x, lengths: lengths), peeping.run(x, lengths: lengths)]
        #expect(largestError(runs[1].output, runs[0].output) < 1e-6)
        #expect(largestError(runs[1].states[1], runs[0].states[1]) < 1e-6)
    }

    @Test func aStateOfAnotherShapeIsRefused() throws {
        let layer = GRU(4)
        try layer.build(like: x, seed: 1)
        let error = #expect(throws: OpError.self) {
            try checked { layer.run(x, initial: [.zeros([3, 4])]) }
        }
        #expect(error?.problem == "the state is [[3, 4]], not 1 of [2, 4]")
    }

    @Test func summariesNameTheLayersOfAStack() {
        let model = Sequential {
            RecurrentStack([LSTM(4), Bidirectional { GRU(2) }])
            Dense(2)
        }
        let paths = model.summary(input: [2, 6, 3]).rows.map(\.path)
        #expect(paths.contains("layers.0.layers.0"))
        #expect(paths.contains("layers.0.layers.1.back"))
    }
}
