import Foundation
import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
import Synchronization
import Testing

/// What the trainer's loop costs beside the bare compiled step. It reads the clock, so it only runs when
/// it is asked for: `LAMINA_TIME=1 swift test -c release --skip-build --filter LoopTimeTests`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["LAMINA_TIME"] != nil))
struct LoopTimeTests {
    private static let batchSize = 128

    /// Pictures of noise: what they show does not matter to the clock.
    private func pictures(_ shape: [Int], batches: Int) throws -> Dataset {
        var random = SplitMix64(seed: 1, stream: 0)
        let count = batches * Self.batchSize
        let bytes = (0..<count * 784).map { _ in UInt8(random.below(256)) }
        return try Dataset(
            name: "noise", inputs: .bytes(ByteRegion(bytes)), exampleShape: shape,
            targets: .labels(
                (0..<count).map { Int32($0 % 10) }, classNames: (0..<10).map { "\($0)" }))
    }

    @Test func theLoopCostsAtMostATwentiethOfAStep() throws {
        let digits = try pictures([28, 28, 1], batches: 40)
        try compare("LeNet-5", digits, rounds: 25) { LeNet5() }
        let rows = try pictures([784], batches: 200)
        try compare("MLP 784-512-256-10", rows, rounds: 25) {
            MLP(hidden: [512, 256], outFeatures: 10)
        }
    }

    private struct Times {
        var start = ContinuousClock.now
        var (loops, steps): ([Duration], [Duration]) = ([], [])
    }

    /// Takes turns epoch by epoch, so that what else the machine does falls on both, and takes the medians.
    private func compare<Model: Module<Tensor, Tensor>>(
        _ name: String, _ data: Dataset, rounds: Int, _ make: () -> Model
    ) throws {
        let trainer = Trainer(make(), loss: .crossEntropy, optimizer: Adam(learningRate: 1e-3))
        let other = make()
        try other.build(input: Shape([1] + data.exampleShape), seed: 1)
        let adam = Adam(other, learningRate: 1e-3)
        let step = compile { (x: Tensor, y: Tensor) in
            withTraining {
                let (loss, gradients) = valueAndGradient(at: other) {
                    crossEntropy($0(x), labels: y)
                }
                adam.update(gradients)
                return loss
            }
        }
        let batches = Array(try DataLoader(data, batchSize: Self.batchSize))
        let times = Mutex(Times())
        let watch = TrainerCallback(
            afterEpoch: { _ in
                times.withLock { times in
                    times.loops.append(ContinuousClock.now - times.start)
                    let start = ContinuousClock.now
                    for batch in batches {
                        _ = step(batch.inputTensor, batch.targetTensor).scalar()
                    }
                    times.steps.append(ContinuousClock.now - start)
                }
                return .proceed
            },
            beforeEpoch: { _ in
                times.withLock { $0.start = .now }
                return .proceed
            })
        try trainer.fit(data, epochs: rounds + 1, batchSize: Self.batchSize, callbacks: [watch])
        // The first of each compiles. Neighbours are compared, as the machine's speed drifts.
        let pairs = times.withLock { Array(zip($0.loops, $0.steps).dropFirst()) }
        func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
        let count = Double(batches.count)
        let loop = median(pairs.map { $0.0 / .seconds(1) / count })
        let bare = median(pairs.map { $0.1 / .seconds(1) / count })
        let ratio = median(pairs.map { $0.0 / $0.1 })
        print(
            "\(name), batch \(Self.batchSize): loop \(Int(loop * 1e6)) µs, step \(Int(bare * 1e6)) µs,"
                + " ratio \((ratio * 1000).rounded() / 1000)")
        #expect(ratio <= 1.05, "\(name)")
    }
}
