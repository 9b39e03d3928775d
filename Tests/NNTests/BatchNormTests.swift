import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

@Suite struct BatchNormTests {
    private let x = Tensor.normal(
        mean: 3, standardDeviation: 2, shape: [64, 5], key: RandomKey(seed: 1))

    @Test func trainingGivesMean0AndVariance1() {
        let y = withTraining { BatchNorm()(x) }
        #expect(largestError(y.mean(axis: 0), .zeros([5])) < 1e-5)
        #expect(largestError(y.variance(axis: 0), .ones([5])) < 1e-4)
    }

    /// Each step brings the averages a tenth nearer: after 60, 0.9⁶⁰ = 0.002 of the way is left.
    @Test func runningStatisticsApproachTheBatchs() throws {
        let layer = BatchNorm()
        try layer.build(input: [64, 5], seed: 1)
        let step = compile { (x: Tensor) in layer(x) }
        withTraining { for _ in 0..<60 { eval(step(x)) } }
        #expect(largestError(layer.runningMean.value, x.mean(axis: 0)) < 0.01)
        #expect(largestError(layer.runningVar.value, x.variance(axis: 0, correction: 1)) < 0.01)
        #expect(largestError(layer(x), withTraining { layer(x) }) < 0.02)
    }

    @Test func inferenceLeavesTheStatisticsAlone() throws {
        let layer = BatchNorm()
        try layer.build(input: [64, 5], seed: 1)
        eval(layer(x))
        #expect(layer.runningMean.value.array() == [0, 0, 0, 0, 0])
    }

    @Test func statisticsAreStateAndNotParameters() throws {
        let layer = BatchNorm()
        try withTraining { try layer.build(input: [64, 5], dtype: .bfloat16, seed: 1) }
        #expect(layer.parameters.map(\.path) == ["weight", "bias"])
        let cells = layer.variables.map(\.path)
        #expect(cells == ["weight", "bias", "runningMean", "runningVar"])
        #expect(layer.weight?.value.dtype == .bfloat16)
        #expect(layer.runningMean.value.dtype == .float32)
        // A build in training mode writes nothing.
        #expect(layer.runningVar.value.array() == [1, 1, 1, 1, 1])
    }

    @Test func aCopyHasStatisticsOfItsOwn() throws {
        let layer = BatchNorm()
        try layer.build(input: [64, 5], seed: 1)
        let copy = layer.copy()
        withTraining { eval(copy(x)) }
        #expect(layer.runningMean.value.array() == [0, 0, 0, 0, 0])
        let mean = copy.variables.first { $0.path == "runningMean" }?.variable.value.array() ?? []
        #expect(mean.allSatisfy { $0 != 0 })
    }

    @Test func aTrainingStepWritesThemToo() throws {
        let layer = BatchNorm()
        try layer.build(input: [64, 5], seed: 1)
        let sgd = SGD(layer, learningRate: 0.1)
        let step = compile { (x: Tensor) in
            let (loss, gradients) = valueAndGradient(at: layer) { $0(x).square().mean() }
            sgd.update(gradients)
            return loss
        }
        withTraining { eval(step(x)) }
        #expect(largestError(layer.runningMean.value, 0.1 * x.mean(axis: 0)) < 1e-5)
    }

    @Test func oneExampleHasNoVariance() throws {
        let layer = BatchNorm()
        let error = #expect(throws: OpError.self) {
            try withTraining { try checked { layer(.ones([1, 5])) } }
        }
        #expect(error?.problem == "one number for each channel has no variance")
    }
}
