import Foundation
import Lamina
import LaminaCPU
import LaminaGraph
import LaminaTensor

/// How the time of something grows with one size, all others left as they are.
struct GrowthStudy: Sendable {
    /// What is timed, as `training step of an MLP`.
    let subject: String
    /// The size that grows.
    let size: String
    let values: [Int]
    /// What the time should grow with, as a power of the size.
    let expected: String
    /// One call for a value of the size.
    let work: @Sendable (Int) throws -> () -> Void

    /// The times of all values, in seconds.
    struct Measurement: Sendable {
        let study: GrowthStudy
        let seconds: [Double]

        /// The exponent b of `time = a · size^b`, by least squares over the logarithms.
        var exponent: Double { Self.slope(Array(zip(study.values, seconds))) }

        /// The same between the two largest values, where what does not grow counts least.
        var lastExponent: Double { Self.slope(Array(zip(study.values, seconds).suffix(2))) }

        static func slope(_ points: [(Int, Double)]) -> Double {
            let x = points.map { log(Double($0.0)) }
            let y = points.map { log($0.1) }
            let (meanX, meanY) = (
                x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count)
            )
            let across = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
            return across / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        }
    }

    /// Times each value; `budget` is the time for one of them, in seconds, beyond a warm-up.
    func measure(budget: Double) throws -> Measurement {
        Measurement(study: self, seconds: try values.map { try Self.median(of: work($0), budget) })
    }

    private static func median(of call: () -> Void, _ budget: Double) -> Double {
        let clock = ContinuousClock()
        for _ in 0..<2 { call() }
        var samples: [Double] = []
        var total = 0.0
        while samples.count < 3 || (total < budget && samples.count < 200) {
            samples.append(clock.measure(call) / .seconds(1))
            total += samples[samples.count - 1]
        }
        return samples.sorted()[samples.count / 2]
    }
}

extension GrowthStudy {
    static let all = [
        GrowthStudy(
            subject: "training step of an MLP, width 256, batch 128", size: "depth",
            values: [2, 4, 8, 16, 32, 64], expected: "1"
        ) {
            try step(of: mlp(depth: $0, width: 256), batch: 128)
        },
        GrowthStudy(
            subject: "training step of an MLP, 4 layers, batch 128", size: "width",
            values: [64, 128, 256, 512, 1024, 2048], expected: "2"
        ) {
            try step(of: mlp(depth: 4, width: $0), batch: 128)
        },
        GrowthStudy(
            subject: "training step of an MLP, 4 layers of 256", size: "batch",
            values: [16, 32, 64, 128, 256, 512, 1024], expected: "1"
        ) {
            try step(of: mlp(depth: 4, width: 256), batch: $0)
        },
        GrowthStudy(
            subject: "training step of an LSTM, 64 units, batch 16", size: "sequence length",
            values: [16, 32, 64, 128, 256], expected: "1"
        ) {
            try step(of: Recurrent(), examples: [16, $0, 32])
        },
        GrowthStudy(
            subject: "training step of a transformer's layer, 128 features, batch 4",
            size: "sequence length", values: [64, 128, 256, 512, 1024, 2048],
            expected: "1 to 2: attention's part grows with the square"
        ) {
            try step(of: Encoder(), examples: [4, $0, 128])
        },
        GrowthStudy(
            subject: "optimising and planning a graph", size: "nodes",
            values: [1000, 3000, 10_000, 30_000, 100_000], expected: "1"
        ) { count in
            let graph = chain(of: count)
            return { _ = Plan(CPUExecutor.optimized(graph)) }
        },
    ]

    private static func mlp(depth: Int, width: Int) -> MLP {
        MLP(hidden: Array(repeating: width, count: depth), outFeatures: 10)
    }

    private static func step(of model: MLP, batch: Int) throws -> () -> Void {
        try step(of: model, examples: [batch, 256])
    }

    private static func step(
        of model: some Module<Tensor, Tensor>, examples: Shape
    ) throws -> () -> Void {
        try model.build(input: examples, seed: 1)
        let x = Tensor.normal(shape: examples, key: RandomKey(seed: 2))
        let labels = Tensor.iota([examples[0]]) % 10
        eval(x, labels)
        let work = classTrainingWork(
            model, Adam(learningRate: 1e-3), inputs: Array(repeating: x, count: 4),
            labels: Array(repeating: labels, count: 4))
        return { eval(work(0)) }
    }

    /// Sums, products and activations of `[8, 8]`, each of which reads the one before.
    private static func chain(of count: Int) -> Graph {
        let spec = TensorSpec([8, 8])
        var graph = Graph()
        let x = graph.addInput(spec)
        var node = x
        while graph.nodes.count < count {
            let operations: [(Primitive, [Int])] = [
                (.unary(.tanh), [node]), (.binary(.add), [node, x]),
                (.matmul(transposeLHS: false, transposeRHS: false), [node, x]),
                (.transpose([1, 0]), [node]),
            ]
            let (primitive, inputs) = operations[graph.nodes.count % operations.count]
            graph.nodes.append(Graph.Node(primitive, inputs, spec))
            node = graph.nodes.count - 1
        }
        graph.outputs = [node]
        return graph
    }
}

/// An LSTM whose last output is classified.
private struct Recurrent: Module {
    let lstm = LSTM(64)
    let output = Dense(10)

    func forward(_ x: Tensor) -> Tensor { output(lstm(x)) }
}

/// A layer of a transformer whose outputs' mean is classified.
private struct Encoder: Module {
    let layer = TransformerEncoderLayer(TransformerForm(features: 128, heads: 4))
    let output = Dense(10)

    func forward(_ x: Tensor) -> Tensor { output(layer(x).mean(axis: 1)) }
}
