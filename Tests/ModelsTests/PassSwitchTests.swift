import LaminaCPU
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

/// Real networks on engines that lack one of the passes: a training step of LeNet, an LSTM, attention, and
/// a normalised network at inference.
///
/// Most passes promise the same bits. The others choose kernels that sum in another order, or round a
/// filter once more: their results lie within a bound relative to the largest element.
@Suite struct PassSwitchTests {
    private static let all = results(without: [])

    @Test(arguments: Pass.allCases) func networksGiveTheSameNumbersWithoutIt(pass: Pass) throws {
        let found = Self.results(without: [pass])
        for ((name, a), (_, b)) in zip(found, Self.all) {
            let bound: Double = Self.reorders.contains(pass) ? 2e-5 : 0
            #expect(Self.difference(a, b) <= bound, "\(name)")
        }
    }

    @Test func networksGiveTheSameNumbersWithoutAnyPass() {
        let found = Self.results(without: Set(Pass.allCases))
        for ((name, a), (_, b)) in zip(found, Self.all) {
            #expect(Self.difference(a, b) <= 2e-5, "\(name)")
        }
    }

    /// Passes behind which a sum is taken in another order, or a filter is rounded once more.
    private static let reorders: Set<Pass> = [
        .layouts, .transposes, .scales, .composites, .preparation,
    ]

    /// The largest difference, relative to the largest element of `b`.
    private static func difference(_ a: [Float], _ b: [Float]) -> Double {
        let scale = b.map(\.magnitude).max() ?? 1
        return zip(a, b).map { Double(abs($0 - $1) / scale) }.max() ?? 0
    }

    /// What the networks give on an engine of its own, whose plans no other test shares.
    private static func results(without passes: Set<Pass>) -> [(String, [Float])] {
        let name = "cpu without \(passes.map(\.rawValue).sorted())"
        return Device(name: name, executor: CPUExecutor(without: passes)).use {
            [
                ("LeNet, three steps", leNet()), ("LSTM, gradients", lstm()),
                ("attention, gradients", attention()), ("residual block", residual()),
            ]
        }
    }

    private static func numbers(_ shape: Shape, _ seed: UInt64) -> Tensor {
        .normal(shape: shape, key: RandomKey(seed: seed))
    }

    private static func leNet() -> [Float] {
        let model = LeNet5()
        built { try model.build(input: [8, 28, 28, 1], seed: 1) }
        let adam = Adam(model, learningRate: 1e-3)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
            adam.update(gradients)
            return loss
        }
        let (x, y) = (numbers([8, 28, 28, 1], 2), Tensor((0..<8).map { Int32($0) }))
        return (0..<3).map { _ in step(x, y).scalar() } + model.conv1.weight.value.array()
    }

    private static func lstm() -> [Float] {
        let layer = LSTM(16, returnsSequences: true)
        built { try layer.build(input: [4, 7, 8], seed: 1) }
        let run = compile { (x: Tensor) in
            let (value, slope) = valueAndGradient { (x: Tensor) in layer(x).square().sum() }(x)
            return [value.reshaped([1]), slope.flattened()]
        }
        return concatenated(run(numbers([4, 7, 8], 3)), axis: 0).array()
    }

    private static func attention() -> [Float] {
        let layer = MultiHeadAttention(features: 32, heads: 4, isCausal: true)
        built { try layer.build(input: [2, 12, 32], seed: 1) }
        let run = compile { (x: Tensor) in
            gradient { (x: Tensor) in softmax(layer(x)).square().sum() }(x)
        }
        return run(numbers([2, 12, 32], 4)).array()
    }

    /// A ResNet's block at inference, with statistics that are not the first ones.
    private static func residual() -> [Float] {
        let model = ResNet(.resNet18, classCount: 5, stem: .small)
        built { try model.build(input: [1, 16, 16, 3], seed: 1) }
        for (number, block) in model.layers.joined().enumerated() {
            let channels = block.bn1.runningMean.value.shape
            block.bn1.runningMean.value = numbers(channels, UInt64(100 + number)) * 0.1
            block.bn1.runningVar.value = numbers(channels, UInt64(200 + number)).square() + 0.5
        }
        let run = compile { (x: Tensor) in model(x) }
        let x = numbers([2, 16, 16, 3], 5)
        return run(x).array() + run(x * 2).array()
    }

    private static func built(_ build: () throws -> Void) {
        do { try build() } catch { Issue.record(error) }
    }
}
