import Foundation
import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
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

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    @Test func theLoopCostsAtMostATwentiethOfAStep() throws {
        let digits = try pictures([28, 28, 1], batches: 40)
        try compare("LeNet-5", digits, rounds: 9) { LeNet5() }
        let rows = try pictures([784], batches: 200)
        try compare("MLP 784-512-256-10", rows, rounds: 9) {
            MLP(hidden: [512, 256], outFeatures: 10)
        }
    }

    /// Takes turns, so that what else the machine does falls on both, and takes the fastest of each.
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
        var (loops, steps): ([Double], [Double]) = ([], [])
        for round in 0...rounds {
            loops.append(
                try seconds {
                    try trainer.fit(data, epochs: round + 1, batchSize: Self.batchSize)
                })
            steps.append(
                seconds {
                    for batch in batches {
                        _ = step(batch.inputTensor, batch.targetTensor).scalar()
                    }
                })
        }
        // The first of each compiles.
        let loop = try #require(loops.dropFirst().min()) / Double(batches.count)
        let bare = try #require(steps.dropFirst().min()) / Double(batches.count)
        print(
            "\(name), batch \(Self.batchSize): loop \(Int(loop * 1e6)) µs, step \(Int(bare * 1e6)) µs,"
                + " ratio \((loop / bare * 1000).rounded() / 1000)")
        #expect(loop / bare <= 1.05, "\(name)")
    }
}
