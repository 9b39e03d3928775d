import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

/// An optimiser beside the values of PyTorch or of its paper's equations.
struct OptimizerCase: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable () -> any Optimizer

    init(_ name: String, _ make: @escaping @Sendable () -> any Optimizer) {
        (self.name, self.make) = (name, make)
    }

    var testDescription: String { name }

    static let all: [OptimizerCase] = plain + adaptive + layered

    private static let plain: [OptimizerCase] = [
        OptimizerCase("sgd") { SGD(learningRate: 0.25) },
        OptimizerCase("momentum") { SGD(learningRate: 0.25, momentum: 0.9, weightDecay: 0.01) },
        OptimizerCase("nesterov") { SGD(learningRate: 0.25, momentum: 0.9, isNesterov: true) },
        OptimizerCase("lion") { Lion(learningRate: 0.03125, weightDecay: 0.125) },
        OptimizerCase("lookahead") { Lookahead(SGD(learningRate: 0.25), every: 4) },
    ]

    private static let adaptive: [OptimizerCase] = [
        OptimizerCase("adagrad") {
            Adagrad(learningRate: 0.125, rateDecay: 0.1, initialSum: 0.1, weightDecay: 0.01)
        },
        OptimizerCase("adadelta") { Adadelta(learningRate: 0.5, rho: 0.8, weightDecay: 0.01) },
        OptimizerCase("rmsprop") { RMSprop(learningRate: 0.03125, alpha: 0.9) },
        OptimizerCase("rmsprop-centered") {
            RMSprop(
                learningRate: 0.03125, alpha: 0.9, momentum: 0.5, isCentered: true,
                weightDecay: 0.01)
        },
        OptimizerCase("adam") { Adam(learningRate: 0.0625, weightDecay: 0.01) },
        OptimizerCase("adamw") {
            Adam(learningRate: 0.0625, weightDecay: 0.125, isDecoupled: true)
        },
        OptimizerCase("amsgrad") {
            Adam(learningRate: 0.25, beta1: 0.8, beta2: 0.7, isAMSGrad: true)
        },
        OptimizerCase("nadam") { NAdam(learningRate: 0.0625, weightDecay: 0.01) },
        OptimizerCase("radam") { RAdam(learningRate: 0.0625, weightDecay: 0.01) },
    ]

    private static let layered: [OptimizerCase] = [
        OptimizerCase("lamb") { LAMB(learningRate: 0.0625, weightDecay: 0.125) },
        OptimizerCase("lars") { LARS(learningRate: 1, trust: 0.125, weightDecay: 0.125) },
        // The precision of float64, which the reference has, for float32 too.
        OptimizerCase("adafactor") {
            Adafactor(learningRate: 0.25, eps1: 0x1p-52, weightDecay: 0.125)
        },
        OptimizerCase("muon") {
            PartitionedOptimizer([
                ("w", Muon(learningRate: 0.0625, momentum: 0.875, weightDecay: 0.125)),
                ("**", Adam(learningRate: 0.0625)),
            ])
        },
        OptimizerCase("groups") {
            Adam(
                learningRate: 0.0625, weightDecay: 0.125, isDecoupled: true,
                groups: [ParameterGroup("b", learningRateScale: 0.5) { $0.weightDecay = 0 }])
        },
    ]
}

@Suite struct OptimizerReferenceTests {
    @Test(arguments: OptimizerCase.all, [DType.float64, .float32])
    func takesTheSameTenSteps(_ item: OptimizerCase, _ dtype: DType) throws {
        for isCompiled in [false, true] {
            let optimizer = item.make()
            try ReferenceProblem.check(item.name, dtype: dtype, isCompiled: isCompiled) { model in
                let (loss, gradients) = valueAndGradient(at: model) { $0.loss() }
                optimizer.update(gradients)
                return loss
            }
        }
    }

    @Test(arguments: [("sam", false, 0.125), ("sam-adaptive", true, 0.5)], [false, true])
    func sharpnessAwareStepsAgree(_ item: (String, Bool, Double), _ isCompiled: Bool) throws {
        let sam = SAM(SGD(learningRate: 0.25), rho: item.2, isAdaptive: item.1)
        try ReferenceProblem.check(item.0, dtype: .float64, isCompiled: isCompiled) { model in
            sam.update(at: model) { $0.loss() }
        }
    }

    /// A checkpoint's variables in a new model and optimiser give the same steps, bit for bit, and no
    /// two have one name.
    @Test(arguments: OptimizerCase.all)
    func continuesFromItsVariables(_ item: OptimizerCase) throws {
        let file = try ReferenceFile("optimizers")
        let models = try [DType.float32, .float32].map { try ReferenceProblem(file, dtype: $0) }
        let optimizers = [item.make(), item.make()]
        for (model, optimizer) in zip(models, optimizers) { optimizer.attach(to: model) }
        func step(_ place: Int) {
            optimizers[place].update(valueAndGradient(at: models[place]) { $0.loss() }.1)
        }
        for _ in 0..<3 { step(0) }
        let (from, to) = (
            models[0].variables + optimizers[0].variables,
            models[1].variables + optimizers[1].variables
        )
        #expect(Set(from.map(\.path)).count == from.count)
        #expect(from.map(\.path) == to.map(\.path))
        for ((_, source), (_, target)) in zip(from, to) { target.value = source.value }
        for _ in 0..<3 {
            step(0)
            step(1)
        }
        #expect(models[0].w.value.array() == models[1].w.value.array())
    }

    @Test func aRateIsAnInputOfTheCompiledStep() throws {
        let model = try ReferenceProblem(ReferenceFile("optimizers"), dtype: .float32)
        let adam = Adam(model, learningRate: 1)
        let step = compile { (_: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { $0.loss() }
            adam.update(gradients)
            return loss
        }
        adam.setLearningRate(0)
        let before = model.w.value.array()
        _ = step(Tensor(0))
        #expect(model.w.value.array() == before)
        adam.setLearningRate(0.5)
        _ = step(Tensor(0))
        #expect(model.w.value.array() != before)
    }
}

@Suite struct MinimizerTests {
    /// Row `n` holds the parameters after `n + 1` iterations.
    @Test(arguments: 1...10) func lbfgsAgreesWithPyTorch(iterations: Int) throws {
        try check("lbfgs", iterations) { model in
            LBFGS(maxIterations: iterations, historySize: 3).minimize(model) { $0.loss() }
        }
    }

    @Test(arguments: 1...10) func conjugateGradientAgrees(iterations: Int) throws {
        try check("conjugate-gradient", iterations) { model in
            ConjugateGradient(maxIterations: iterations).minimize(model) { $0.loss() }
        }
    }

    private func check(
        _ name: String, _ iterations: Int, _ minimize: (ReferenceProblem) -> Minimization
    ) throws {
        let file = try ReferenceFile("optimizers")
        let model = try ReferenceProblem(file, dtype: .float64)
        let result = minimize(model)
        #expect(result.iterations == iterations && result.reason == .iterations)
        let range = iterations - 1..<iterations
        // All in float64, and a line search may end anywhere in a flat valley.
        let loss = try file["\(name)/loss"].slice(range).array(as: Double.self)[0]
        #expect(abs(result.loss - loss) < 1e-9)
        for (parameter, key) in [(model.w, "w"), (model.b, "b")] {
            let want = try file["\(name)/\(key)"].slice(range).squeezed(axis: 0)
            #expect(errorBesideLargest(parameter.value, want) < 1e-6, "\(key)")
        }
    }

    private struct Valley: Module {
        let p = Parameter(Tensor([-1.2, 1] as [Double]))
        func forward(_ x: Tensor) -> Tensor { x }
        /// Rosenbrock's banana, whose minimum is at (1, 1).
        func loss() -> Tensor {
            let (x, y) = (p.value.slice(0..<1), p.value.slice(1..<2))
            return (100 * (y - x.square()).square() + (1 - x).square()).sum()
        }
    }

    @Test func bothFindTheEndOfTheBanana() {
        let minimize: [(Valley) -> Minimization] = [
            { LBFGS(maxIterations: 200).minimize($0) { $0.loss() } },
            { ConjugateGradient(maxIterations: 500).minimize($0) { $0.loss() } },
        ]
        for minimize in minimize {
            let valley = Valley()
            let result = minimize(valley)
            #expect(result.reason != .iterations)
            #expect(valley.p.value.array().allSatisfy { abs($0 - 1) < 1e-3 }, "\(result)")
        }
    }

    @Test func aLossThatIsNoNumberLeavesTheModelAlone() {
        let valley = Valley()
        let result = LBFGS().minimize(valley) { $0.loss() + .full(.nan, [], dtype: .float64) }
        #expect(result.reason == .notFinite)
        #expect(valley.p.value.array() == [-1.2, 1])
    }
}
