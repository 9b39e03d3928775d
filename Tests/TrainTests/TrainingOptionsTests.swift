import LaminaData
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTestSupport
import LaminaTrain
import Synchronization
import Testing

@Suite struct TrainingOptionsTests {
    private let folder = TemporaryFolder()

    private func trainer(
        _ loss: Loss = .crossEntropy, optimizer: any Optimizer = SGD(learningRate: 0.1),
        _ change: (inout TrainingOptions) -> Void
    ) -> Trainer<MLP> {
        var options = TrainingOptions()
        change(&options)
        return Trainer(
            MLP(hidden: [6], outFeatures: 2), loss: loss, optimizer: optimizer, options: options,
            seed: 3)
    }

    @Test func theAverageIsEvaluatedSavedAndResumedToTheSameBits() throws {
        let data = try Training.data()
        let whole = trainer { $0.averageDecay = 0.9 }
        try whole.fit(data, epochs: 4, batchSize: 8)
        let path = folder.file("half.safetensors")
        let first = trainer { $0.averageDecay = 0.9 }
        try first.fit(data, epochs: 2, batchSize: 8)
        try first.checkpoint().write(to: path)
        let second = trainer { $0.averageDecay = 0.9 }
        try second.build(exampleShape: [3])
        try second.restore(Checkpoint(path: path), path: path)
        try second.fit(data, epochs: 4, batchSize: 8)
        let average = try #require(whole.average)
        let other = try #require(second.average)
        for (a, b) in zip(average.variables, other.variables) {
            #expect(a.variable.value.array() == b.variable.value.array(), "\(a.path)")
        }
        let answers = try whole.evaluate(data).answers.map(\.truthProbability)
        let plain = try Evaluator(model: whole.model, loss: .crossEntropy).evaluate(data)
        let averaged = try Evaluator(model: average.model, loss: .crossEntropy).evaluate(data)
        #expect(answers == averaged.answers.map(\.truthProbability))
        #expect(answers != plain.answers.map(\.truthProbability))
        // A model restored from the file alone is the average too.
        let model = MLP(hidden: [6], outFeatures: 2)
        try model.build(input: [1, 3], seed: 0)
        try whole.checkpoint().write(to: path)
        try Checkpoint(path: path).restoreModel(model.variables, path: path)
        let restored = try Evaluator(model: model, loss: .crossEntropy).evaluate(data)
        #expect(restored.answers.map(\.truthProbability) == answers)
    }

    /// The data's fourth batch holds a NaN.
    private func holed() throws -> Dataset {
        var numbers = (0..<40).flatMap { try! Training.data().example($0) }
        numbers[26 * 3] = .nan
        return try Dataset(
            name: "holed", inputs: .floats(numbers), exampleShape: [3],
            targets: .labels((0..<40).map { Int32($0 % 2) }, classNames: ["a", "b"]))
    }

    @Test func aStepThatIsNoNumberIsLeftOutAsIfItHadNotBeen() throws {
        let guarded = trainer(optimizer: Adam(learningRate: 0.01)) {
            $0.skippedSteps = 1
            $0.sampling = .sequential
        }
        let skipped = Mutex<[Int]>([])
        let history = try guarded.fit(
            holed(), epochs: 1, batchSize: 8,
            callbacks: [
                TrainerCallback(afterStep: { report in
                    if report.isSkipped { skipped.withLock { $0.append(report.state.step) } }
                    return .proceed
                })
            ])
        #expect(skipped.withLock(\.self) == [4])
        #expect(history.epochs[0].trainLoss.isFinite)
        // The same four batches without the bad one.
        let data = try holed()
        let without = trainer(optimizer: Adam(learningRate: 0.01)) { $0.sampling = .sequential }
        try without.fit(
            data.subset(Array(0..<24) + Array(32..<40)), epochs: 1, batchSize: 8)
        for (a, b) in zip(guarded.model.variables, without.model.variables) {
            #expect(a.variable.value.array() == b.variable.value.array(), "\(a.path)")
        }
    }

    @Test func moreBadStepsInARowThanAllowedEndTraining() throws {
        let data = try Dataset(
            name: "bad", inputs: .floats([Float](repeating: .nan, count: 60)), exampleShape: [3],
            targets: .labels([Int32](repeating: 0, count: 20), classNames: ["a", "b"]))
        let guarded = trainer { $0.skippedSteps = 2 }
        let error = #expect(throws: TrainingError.self) {
            try guarded.fit(data, epochs: 1, batchSize: 4)
        }
        #expect(error?.description.contains("training stopped at step 3") == true)
        #expect(error?.description.contains("holds the input nan in column 0") == true)
    }

    @Test func clippingBoundsTheStep() throws {
        let data = try Training.data()
        let tamed = trainer(optimizer: SGD(learningRate: 1)) { $0.clipping = .norm(1e-3) }
        try tamed.build(exampleShape: [3])
        let before = tamed.model.parameterValues.tensors.map { $0.array() }
        try tamed.fit(data, epochs: 1, batchSize: 40)
        let after = tamed.model.parameterValues.tensors.map { $0.array() }
        let squares = zip(before.joined(), after.joined()).map { pow($0 - $1) }
        let length = squares.reduce(0, +).squareRoot()
        #expect(length <= 1.001e-3 && length > 0.9e-3)
    }

    private func pow(_ x: Float) -> Float { x * x }

    @Test func aPenaltyPullsWeightsInAndIsNotInTheReportedLoss() throws {
        let data = try Training.data()
        func run(_ strength: Double) throws -> (size: Float, firstLoss: Double) {
            let trainer = trainer { if strength > 0 { $0.regularizers = [.l2(strength)] } }
            let first = Mutex<Double?>(nil)
            let watcher = TrainerCallback(afterStep: { report in
                first.withLock { $0 = $0 ?? report.loss }
                return .proceed
            })
            try trainer.fit(data, epochs: 5, batchSize: 8, callbacks: [watcher])
            let weights = trainer.model.parameterValues.tensors.map { $0.square().sum().scalar() }
            return (weights.reduce(0, +), first.withLock { $0 ?? .nan })
        }
        let (free, held) = (try run(0), try run(0.1))
        #expect(held.size < free.size / 2)
        #expect(held.firstLoss == free.firstLoss)
    }

    @Test func sharpnessAwareTrainingTakesSAMsSteps() throws {
        let data = try Training.data()
        let aware = trainer {
            $0.sharpness = 0.5
            $0.sampling = .sequential
        }
        let history = try aware.fit(data, epochs: 2, batchSize: 20)
        let plain = trainer { $0.sampling = .sequential }
        try plain.build(exampleShape: [3])
        let sam = SAM(SGD(plain.model, learningRate: 0.1), rho: 0.5)
        var losses: [Float] = []
        for _ in 0..<2 {
            for batch in try DataLoader(data, batchSize: 20, shuffle: false) {
                let loss = sam.update(at: plain.model) {
                    crossEntropy($0(batch.inputTensor), labels: batch.targetTensor)
                }
                losses.append(loss.scalar())
            }
        }
        for (a, b) in zip(aware.model.variables, plain.model.variables) {
            for (x, y) in zip(a.variable.value.array(), b.variable.value.array()) {
                #expect(abs(x - y) < 1e-5)
            }
        }
        // The loss that is told is that at the parameters themselves.
        #expect(abs(history.epochs[1].trainLoss - Double(losses[2] + losses[3]) / 2) < 1e-5)
    }

    @Test func accumulationTakesTheLargeBatchsStep() throws {
        let data = try Training.data()
        let large = trainer { $0.sampling = .sequential }
        try large.fit(data, epochs: 2, batchSize: 40)
        let small = trainer(
            optimizer: GradientAccumulation(SGD(learningRate: 0.1), over: 5)
        ) { $0.sampling = .sequential }
        try small.fit(data, epochs: 2, batchSize: 8)
        for (a, b) in zip(large.model.variables, small.model.variables) {
            for (x, y) in zip(a.variable.value.array(), b.variable.value.array()) {
                #expect(abs(x - y) < 1e-5)
            }
        }
    }

    @Test func halfPrecisionLearnsAndKeepsItsParametersWhole() throws {
        let data = try Training.data(count: 200)
        func run(_ precision: TrainingOptions.Precision) throws -> Trainer<MLP> {
            let trainer = trainer(optimizer: Adam(learningRate: 0.02)) { $0.precision = precision }
            try trainer.fit(data, epochs: 10, batchSize: 20)
            return trainer
        }
        let (half, whole) = (try run(.bfloat16), try run(.float32))
        #expect(half.model.parameters.allSatisfy { $0.parameter.value.dtype == .float32 })
        let (a, b) = (try half.evaluate(data), try whole.evaluate(data))
        #expect(a.accuracy.map { $0 > 0.9 } == true)
        #expect(abs(a.loss - b.loss) < 0.05 && a.loss != b.loss)
    }

    /// float16 ends at 65,504: the first scaled gradients overflow, and the factor comes down until they do not.
    @Test func float16ScalesItsLoss() throws {
        let data = try Training.data(count: 200)
        func run(_ scale: LossScale?) throws -> Trainer<MLP> {
            let trainer = trainer(optimizer: Adam(learningRate: 0.02)) {
                ($0.precision, $0.lossScale) = (.float16, scale)
            }
            try trainer.fit(data, epochs: 10, batchSize: 20)
            return trainer
        }
        let dynamic = try run(.dynamic(initial: 0x1p40, interval: 1000))
        let evaluation = try dynamic.evaluate(data)
        #expect(evaluation.accuracy.map { $0 > 0.9 } == true)
        let scale = try #require(dynamic.checkpoint().tensors["scaling.scale"])
        #expect(scale.scalar() < 0x1p24)
        #expect(try run(.fixed(128)).evaluate(data).accuracy.map { $0 > 0.9 } == true)
        #expect(throws: TrainingError.self) { try run(.fixed(0x1p60)) }
    }

    @Test(arguments: [Loss.crossEntropy, .binaryCrossEntropy.ofClasses])
    func mixedExamplesTeachTheirClasses(_ loss: Loss) throws {
        let data = try Training.data(count: 200)
        let mixed = trainer(loss, optimizer: Adam(learningRate: 0.02)) {
            $0.mixing = [MixUp(alpha: 0.4)]
        }
        let history = try mixed.fit(data, epochs: 12, batchSize: 20)
        #expect(try mixed.evaluate(data).accuracy.map { $0 > 0.95 } == true)
        // Right is the class of the larger share; the loss of mixed targets stays above their entropy.
        let last = try #require(history.epochs.last)
        let plain = try mixed.evaluate(data).loss
        #expect(last.trainAccuracy > 0.75 && last.trainLoss > plain)
    }

    @Test func mixingGoesOnToTheSameBits() throws {
        let data = try Training.data()
        func make() -> Trainer<MLP> { trainer { $0.mixing = [MixUp(), MixUp(alpha: 2)] } }
        let (whole, first, second) = (make(), make(), make())
        try whole.fit(data, epochs: 3, batchSize: 8)
        let stop = TrainerCallback(afterStep: { $0.state.step == 7 ? .stop("enough") : .proceed })
        try first.fit(data, epochs: 3, batchSize: 8, callbacks: [stop])
        try second.build(exampleShape: [3])
        try second.restore(first.checkpoint(), path: "half")
        try second.fit(data, epochs: 3, batchSize: 8)
        for (a, b) in zip(whole.model.variables, second.model.variables) {
            #expect(a.variable.value.array() == b.variable.value.array(), "\(a.path)")
        }
    }

    @Test func mixingNeedsALossOfProbabilities() throws {
        let error = #expect(throws: TrainingError.self) {
            try trainer(.multiClassHinge) { $0.mixing = [MixUp()] }.fit(Training.data(), epochs: 1)
        }
        #expect(
            error?.description == """
                mixing with the loss multi-class-hinge is impossible
                  fix  use a loss of probabilities, such as cross-entropy
                """)
    }

    @Test func aRecordAtFaultIsFoundBehindMixing() throws {
        let error = #expect(throws: TrainingError.self) {
            try trainer { $0.mixing = [MixUp(alpha: 1)] }.fit(holed(), epochs: 1, batchSize: 8)
        }
        #expect(
            error?.description.contains("record 26 of holed holds the input nan in column 0")
                == true)
    }

    @Test func aClassWithoutAnOutputIsNamed() throws {
        let data = try Dataset(
            name: "three", inputs: .floats([Float](repeating: 1, count: 30)), exampleShape: [3],
            targets: .labels([0, 1, 2, 0, 1, 2, 0, 1, 2, 0], classNames: ["a", "b", "c"]))
        let error = #expect(throws: TrainingError.self) {
            try trainer { _ in }.fit(data, epochs: 1, batchSize: 10)
        }
        #expect(
            error?.description.contains("is not one number for each of the 3 classes of three")
                == true)
    }

    @Test func anEmptyDataSetIsRefused() throws {
        let empty = try Training.data().subset([], name: "nothing")
        for act in [
            { _ = try trainer { _ in }.fit(empty, epochs: 1) },
            { _ = try trainer { _ in }.evaluate(empty) },
        ] as [() throws -> Void] {
            let error = #expect(throws: DatasetError.self) { try act() }
            #expect(error?.description.hasPrefix("nothing: 0 records make no batch") == true)
        }
    }
}
