import LaminaGraph
public import LaminaTensor

/// The gates and cells of an LSTM's steps, `[batch, time, features]` each; 0 behind a sequence's end.
public struct LSTMGates: TensorGroup {
    /// How much of the candidate is written, from 0 to 1.
    public let input: Tensor
    /// How much of the cell is kept, from 0 to 1.
    public let forget: Tensor
    /// What would be written, from -1 to 1.
    public let candidate: Tensor
    /// How much of the cell is shown, from 0 to 1.
    public let output: Tensor
    /// The cells after each step.
    public let cell: Tensor

    init(input: Tensor, forget: Tensor, candidate: Tensor, output: Tensor, cell: Tensor) {
        (self.input, self.forget, self.candidate) = (input, forget, candidate)
        (self.output, self.cell) = (output, cell)
    }

    public var tensors: [Tensor] { [input, forget, candidate, output, cell] }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> LSTMGates {
        LSTMGates(
            input: tensors.removeFirst(), forget: tensors.removeFirst(),
            candidate: tensors.removeFirst(), output: tensors.removeFirst(),
            cell: tensors.removeFirst())
    }
}

/// An LSTM's run in which every gate of every step is kept, and may see the cell.
struct LSTMTrace {
    let run: RecurrentRun
    let gates: LSTMGates

    init(
        _ x: Tensor, _ initial: [Tensor]?, inputWeight: Tensor, hiddenWeight: Tensor,
        biases: [Tensor], peepholes: Tensor?, lengths: Tensor?, isReversed: Bool
    ) {
        let dtype = DType.promoted(x.dtype, inputWeight.dtype)
        let wide: DType = dtype == .float64 ? .float64 : .float32
        let features = hiddenWeight.shape[1]
        let (batch, time) = (x.shape[0], x.shape[1])
        let transition = hiddenWeight.asType(wide).transposed()
        let eyes = peepholes?.asType(wide).unstacked()
        // The inputs' part of all steps is one product.
        let byTime = x.asType(wide).transposed([1, 0, 2])
        let products = biases.reduce(matmul(byTime, inputWeight.asType(wide).transposed())) {
            $0 + $1.asType(wide)
        }
        let states =
            initial?.map { $0.asType(wide) }
            ?? Array(repeating: Tensor.zeros([batch, features], dtype: wide), count: 2)
        let isInside = lengths.map { lengths in
            Tensor.iota([time, batch, 1], axis: 0, dtype: .int64)
                .< lengths.asType(.int64).reshaped([1, batch, 1])
        }
        let sequences = [products] + (isInside.map { [$0] } ?? [])
        let (last, kept) = scan(states, over: sequences, isReversed: isReversed) { state, x in
            let sum = x[0] + matmul(state[0], transition)
            func part(_ gate: Int, _ cell: Tensor? = nil, _ eye: Int = 0) -> Tensor {
                let own = sum.slice(gate * features..<(gate + 1) * features, axis: 1)
                guard let eyes, let cell else { return own }
                return own + cell * eyes[eye]
            }
            let input = sigmoid(part(0, state[1], 0))
            let forget = sigmoid(part(1, state[1], 1))
            let candidate = tanh(part(2))
            let cell = forget * state[1] + input * candidate
            let output = sigmoid(part(3, cell, 2))
            let hidden = output * tanh(cell)
            let results = [hidden, input, forget, candidate, output, cell]
            guard x.count > 1 else { return ([hidden, cell], results) }
            return (
                zip([hidden, cell], state).map { select(x[1], $0, $1) },
                results.map { select(x[1], $0, 0) }
            )
        }
        let byBatch = kept.map { $0.transposed([1, 0, 2]).asType(dtype) }
        let final = last.map { $0.asType(dtype) }
        run = RecurrentRun(output: byBatch[0], hidden: final[0], states: final)
        gates = LSTMGates(
            input: byBatch[1], forget: byBatch[2], candidate: byBatch[3], output: byBatch[4],
            cell: byBatch[5])
    }
}
