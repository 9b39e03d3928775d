import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Recurrent networks over sequences, in one direction or both.
    static let recurrent: [OnnxOperator] = [
        OnnxOperator(results: "RNN", [1, 7, 14, 22]) { call in
            try RecurrentNode(call, gates: 1, activations: ["Tanh"]).run { node, lane in
                { state, input in
                    let sum = input + matmul(state[0], lane.transition) + lane.hiddenBias
                    return [node.activated(sum, lane.index, 0)]
                }
            }
        },
        OnnxOperator(results: "GRU", [1, 3, 7, 14, 22]) { call in
            let isLinear = try call.flag("linear_before_reset")
            return try RecurrentNode(call, gates: 3, activations: ["Sigmoid", "Tanh"]).run {
                gru($0, $1, isLinear: isLinear)
            }
        },
        OnnxOperator(results: "LSTM", [1, 7, 14, 22]) { call in
            let coupled = try call.flag("input_forget")
            return try RecurrentNode(
                call, gates: 4, activations: ["Sigmoid", "Tanh", "Tanh"], stateCount: 2
            ).run { lstm($0, $1, couplesInputAndForget: coupled) }
        },
    ]

    /// Gates z, r, h. The reset gate acts before the product, or behind it if `isLinear`.
    private static func gru(
        _ node: RecurrentNode, _ lane: RecurrentNode.Lane, isLinear: Bool
    ) -> RecurrentNode.Step {
        let size = node.hidden
        let own = lane.transition.split(sizes: [2 * size, size], axis: 1)
        let bias = lane.hiddenBias.split(sizes: [2 * size, size], axis: 0)
        return { state, input in
            let h = state[0]
            let parts = input.split(sizes: [2 * size, size], axis: 1)
            let gates = node.activated(parts[0] + matmul(h, own[0]) + bias[0], lane.index, 0)
            let (update, reset) = (
                gates.slice(0..<size, axis: 1), gates.slice(size..<2 * size, axis: 1)
            )
            let recalled =
                isLinear
                ? reset * (matmul(h, own[1]) + bias[1]) : matmul(reset * h, own[1]) + bias[1]
            let new = node.activated(parts[1] + recalled, lane.index, 1)
            return [(1 - update) * new + update * h]
        }
    }

    /// Gates i, o, f, c, with peepholes from the cell to the first three.
    private static func lstm(
        _ node: RecurrentNode, _ lane: RecurrentNode.Lane, couplesInputAndForget: Bool
    ) -> RecurrentNode.Step {
        let size = node.hidden
        let peepholes = lane.peepholes?.split(into: 3, axis: 0)
        return { state, input in
            let (h, c) = (state[0], state[1])
            let sum = input + matmul(h, lane.transition) + lane.hiddenBias
            func gate(_ index: Int) -> Tensor {
                sum.slice(index * size..<(index + 1) * size, axis: 1)
            }
            func peeped(_ x: Tensor, _ index: Int, _ cell: Tensor) -> Tensor {
                peepholes.map { x + $0[index] * cell } ?? x
            }
            let input = node.activated(peeped(gate(0), 0, c), lane.index, 0)
            let forget =
                couplesInputAndForget
                ? 1 - input : node.activated(peeped(gate(2), 2, c), lane.index, 0)
            let cell = forget * c + input * node.activated(gate(3), lane.index, 1)
            let output = node.activated(peeped(gate(1), 1, cell), lane.index, 0)
            return [output * node.activated(cell, lane.index, 2, isClipped: false), cell]
        }
    }
}

/// What RNN, GRU and LSTM share: directions, lengths, layouts, clipping and activations.
struct RecurrentNode {
    /// One step: from the states and the input's products to the next states, the output first.
    typealias Step = ([Tensor], Tensor) -> [Tensor]

    /// The weights of one direction.
    struct Lane {
        let index: Int
        /// `[hidden, gates hidden]`.
        let transition: Tensor
        /// `[gates hidden]`, added to the products of the hidden state.
        let hiddenBias: Tensor
        /// `[3 hidden]`.
        let peepholes: Tensor?
    }

    let hidden: Int
    private let call: OnnxCall
    private let stateCount: Int
    private let gates: Int
    private let activations: [RecurrentFunction]
    private let perLane: Int
    private let clip: Double?
    private let isBatchFirst: Bool
    private let x: Tensor

    init(
        _ call: OnnxCall, gates: Int, activations usual: [String], stateCount: Int = 1
    ) throws {
        (self.call, self.gates, self.stateCount) = (call, gates, stateCount)
        isBatchFirst = try call.int("layout", 0) == 1
        let given = try call.tensor(0)
        let (w, r) = (try call.tensor(1), try call.tensor(2))
        try call.require(
            given.rank == 3 && w.rank == 3 && r.rank == 3, "the input has the shape \(given.shape)")
        x = isBatchFirst ? given.transposed([1, 0, 2]) : given
        hidden = r.shape[2]
        let lanes = try call.text("direction", "forward") == "bidirectional" ? 2 : 1
        try call.require(
            w.shape == [lanes, gates * hidden, x.shape[2]]
                && r.shape == [lanes, gates * hidden, hidden],
            "weights \(w.shape) and \(r.shape) do not fit the input \(x.shape)")
        clip = try call.float("clip")
        let names = try call.texts("activations") ?? []
        perLane = usual.count
        let alphas = try call.floats("activation_alpha") ?? []
        let betas = try call.floats("activation_beta") ?? []
        var (alphaPlace, betaPlace) = (0, 0)
        activations = try (0..<lanes * usual.count).map { index in
            let name = index < names.count ? names[index] : usual[index % usual.count]
            return try RecurrentFunction(name, alphas, &alphaPlace, betas, &betaPlace)
        }
    }

    func activated(_ x: Tensor, _ lane: Int, _ place: Int, isClipped: Bool = true) -> Tensor {
        let bounded = isClipped ? clip.map { clamp(x, -$0...$0) } ?? x : x
        return activations[lane * perLane + place].apply(bounded)
    }

    func run(_ step: (RecurrentNode, Lane) throws -> Step) throws -> [OnnxValue] {
        let (w, r) = (try call.tensor(1), try call.tensor(2))
        let direction = try call.text("direction", "forward")
        let lengths = try call.optional(4)
        var (outputs, last): ([Tensor], [[Tensor]]) = ([], [])
        for lane in 0..<w.shape[0] {
            let width = gates * hidden
            let bias = try call.optional(3)?[lane] ?? Tensor.zeros([2 * width], dtype: x.dtype)
            try call.require(bias.shape == [2 * width], "the bias has the shape \(bias.shape)")
            let weights = Lane(
                index: lane, transition: r[lane].transposed(),
                hiddenBias: bias.slice(width..<2 * width),
                peepholes: stateCount == 2 ? try call.optional(7)?[lane] : nil)
            let inputs = matmul(x, w[lane].transposed()) + bias.slice(0..<width)
            let isReversed = direction == "reverse" || lane == 1
            let initial = try (0..<stateCount).map { try state(5 + $0, lane) }
            let (y, states) = over(
                inputs, initial, lengths, isReversed: isReversed, try step(self, weights))
            outputs.append(y)
            last.append(states)
        }
        // [time, directions, batch, hidden], or batch first.
        let y = stacked(outputs, axis: 1)
        let states = (0..<stateCount).map { index in
            let all = stacked(last.map { $0[index] }, axis: 0)
            return isBatchFirst ? all.transposed([1, 0, 2]) : all
        }
        return ([isBatchFirst ? y.transposed([2, 0, 1, 3]) : y] + states).map { .tensor($0) }
    }

    private func state(_ index: Int, _ lane: Int) throws -> Tensor {
        let batch = x.shape[1]
        guard let given = try call.optional(index) else {
            return .zeros([batch, hidden], dtype: x.dtype)
        }
        let lanes = isBatchFirst ? given.transposed([1, 0, 2]) : given
        try call.require(
            lanes.rank == 3 && lanes.shape.dropFirst().elementsEqual([batch, hidden]),
            "the initial state has the shape \(given.shape)")
        return lanes[lane]
    }

    /// Steps over `[time, batch, …]`; behind its end a sequence keeps its state and gives zeros.
    private func over(
        _ inputs: Tensor, _ initial: [Tensor], _ lengths: Tensor?, isReversed: Bool,
        _ step: Step
    ) -> (Tensor, [Tensor]) {
        guard let lengths else {
            let (last, y) = scan(initial, over: inputs, isReversed: isReversed) { state, input in
                let next = step(state, input)
                return (next, next[0])
            }
            return (y, last)
        }
        let times = Tensor.iota([inputs.shape[0]])
        let ends = lengths.asType(.int32).expandedDims(axis: 1)
        let (last, y) = scan(initial, over: [inputs, times], isReversed: isReversed) {
            state, element in
            let isInside = element[1] .< ends
            let next = zip(step(state, element[0]), state).map {
                LaminaTensor.select(isInside, $0, $1)
            }
            return (next, LaminaTensor.select(isInside, next[0], 0))
        }
        return (y, last)
    }
}

/// A named activation of a recurrent network with its numbers.
private struct RecurrentFunction {
    let apply: (Tensor) -> Tensor

    /// Takes the numbers that the function needs from the lists.
    init(
        _ name: String, _ alphas: [Float], _ alphaPlace: inout Int, _ betas: [Float],
        _ betaPlace: inout Int
    ) throws {
        func alpha(_ usual: Double) -> Double {
            defer { alphaPlace += 1 }
            return alphaPlace < alphas.count ? Double(alphas[alphaPlace]) : usual
        }
        func beta(_ usual: Double) -> Double {
            defer { betaPlace += 1 }
            return betaPlace < betas.count ? Double(betas[betaPlace]) : usual
        }
        switch name.lowercased() {
        case "relu": apply = relu
        case "tanh": apply = { LaminaTensor.tanh($0) }
        case "sigmoid": apply = sigmoid
        case "softplus": apply = softplus
        case "softsign": apply = softsign
        case "elu":
            let a = alpha(1)
            apply = { elu($0, alpha: a) }
        case "affine":
            let (a, b) = (alpha(1), beta(0))
            apply = { a * $0 + b }
        case "leakyrelu":
            let a = alpha(0.01)
            apply = { leakyRelu($0, slope: a) }
        case "thresholdedrelu":
            let a = alpha(1)
            apply = { LaminaTensor.select($0 .> a, $0, 0) }
        case "hardsigmoid":
            let (a, b) = (alpha(0.2), beta(0.5))
            apply = { clamp(a * $0 + b, 0.0...1.0) }
        case "scaledtanh":
            let (a, b) = (alpha(1), beta(1))
            apply = { a * LaminaTensor.tanh(b * $0) }
        default:
            throw OnnxFault(
                "activation '\(name)' is unknown",
                fix: "export with Relu, Tanh, Sigmoid, Softplus, Softsign, Elu, Affine, LeakyRelu,"
                    + " ThresholdedRelu, HardSigmoid or ScaledTanh")
        }
    }
}
