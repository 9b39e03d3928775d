import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

private struct Line: Module {
    let output = Dense(inFeatures: 4, outFeatures: 3)
    func forward(_ x: Tensor) -> Tensor { output(x) }
}

/// The examples of the documentation, with as little around them as they need.
@Suite struct ExampleTests {
    private let x = Tensor.normal(shape: [8, 4], key: RandomKey(seed: 1))
    private let y = Tensor([0, 1, 2, 0, 1, 2, 0, 1] as [Int32])

    private func model() throws -> Line {
        let model = Line()
        try model.build(input: [8, 4], seed: 1)
        return model
    }

    /// Each falls in twenty steps, alone and with what is around it.
    @Test func optimizersFromTheDocumentationLearn() throws {
        let (x, y) = (x, y)
        let optimizers: [any Optimizer] = [
            SGD(learningRate: 0.1, momentum: 0.9, isNesterov: true),
            Adam(learningRate: 1e-2, weightDecay: 0.01, isDecoupled: true),
            Adam(
                learningRate: 1e-2, weightDecay: 0.01, isDecoupled: true,
                groups: [
                    ParameterGroup("**.bias") { $0.weightDecay = 0 },
                    ParameterGroup("output.**", learningRateScale: 0.5),
                ]),
            Lookahead(Adam(learningRate: 1e-2), every: 5),
            GradientAccumulation(Adam(learningRate: 1e-2), over: 4),
            PartitionedOptimizer([
                ("**.weight", Muon(learningRate: 0.02)), ("**", Adam(learningRate: 3e-3)),
            ]),
        ]
        for optimizer in optimizers {
            let model = try model()
            let step = compile { (x: Tensor, y: Tensor) in
                let (loss, gradients) = valueAndGradient(at: model) {
                    crossEntropy($0(x), labels: y) + $0.penalty(.l2(1e-4))
                }
                optimizer.update(gradients.clipped(toNorm: 1))
                return loss
            }
            let losses = (0..<20).map { _ in step(x, y).scalar() }
            #expect(losses[19] < losses[0], "\(optimizer.name)")
        }
    }

    @Test func aScheduleDrivesACompiledStep() throws {
        let (model, adam) = (try model(), Adam(learningRate: 1))
        let sam = SAM(adam)
        let step = compile { (x: Tensor, y: Tensor) in
            sam.update(at: model) { crossEntropy($0(x), labels: y) }
        }
        let schedule = Schedule.warmUp(steps: 5).then(.cosine(steps: 15), after: 5) * 1e-2
        let batches = Array(repeating: (x, y), count: 20)
        var losses: [Float] = []
        for (number, (x, y)) in batches.enumerated() {
            adam.setLearningRate(schedule(number))
            losses.append(step(x, y).scalar())
        }
        #expect(losses[19] < losses[0])
        var plateau = Plateau(rate: 1e-3, patience: 5)
        adam.setLearningRate(plateau.next(after: Double(losses[19])))
        #expect(adam.learningRate.value.scalar() == 1e-3)
    }

    @Test func minimizersFitTheModel() throws {
        let (x, y) = (x, y)
        let (first, second) = (try model(), try model())
        let before = crossEntropy(first(x), labels: y).scalar(as: Double.self)
        let result = LBFGS(maxIterations: 10).minimize(first) { crossEntropy($0(x), labels: y) }
        let other = ConjugateGradient(maxIterations: 10).minimize(second) {
            crossEntropy($0(x), labels: y)
        }
        #expect(result.loss < before && other.loss < before, "\(result) \(other)")
        #expect(abs(crossEntropy(first(x), labels: y).scalar(as: Double.self) - result.loss) < 1e-6)
    }

    /// The penalty is a function of the critic's slopes, so its gradient for the weights is a second
    /// derivative; by hand for c(x) = w·x: 2 λ (‖w‖ - 1) w / ‖w‖ beside the means' difference.
    @Test func aCriticLearnsWithTheGradientPenalty() throws {
        struct Critic: Module {
            let w = Parameter(Tensor([3, 4]))
            func forward(_ x: Tensor) -> Tensor { matmul(x, w.value) }
        }
        let (critic, key) = (Critic(), RandomKey(seed: 1))
        let (images, generated) = (Tensor.ones([4, 2]), Tensor.zeros([4, 2]))
        let (loss, gradients) = valueAndGradient(at: critic) { critic in
            wassersteinCriticLoss(real: critic(images), fake: critic(generated))
                + 10
                * gradientPenalty(
                    at: mixed(images, generated, key: key), of: { critic($0) })
        }
        #expect(abs(loss.scalar() - 153) < 1e-3)
        let slope = try #require(gradients["w"]).array()
        #expect(abs(slope[0] - 47) < 1e-3 && abs(slope[1] - 63) < 1e-3)
    }
}
