import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

/// Two optimisers in one compiled step: opponents, and partners that share a layer.
@Suite struct TwoOptimizersTests {
    /// A generator learns a Gaussian's mean and spread against a critic (Goodfellow et al. 2014).
    @Test func aGeneratorLearnsFromItsCritic() throws {
        let generator = Dense(1)
        let critic = Sequential {
            Dense(16)
            Activation.leakyRelu
            Dense(1)
        }
        try generator.build(input: [1, 1], seed: 1)
        try critic.build(input: [1, 1], seed: 2)
        let (first, second) = (
            Adam(generator, learningRate: 0.01, beta1: 0.5),
            Adam(critic, learningRate: 0.01, beta1: 0.5)
        )
        let step = compile { (noise: Tensor, real: Tensor) -> Tensor in
            let (ones, zeros) = (Tensor.ones([64, 1]), Tensor.zeros([64, 1]))
            let judged = valueAndGradient(at: critic) { critic in
                let fake = generator(noise).stopGradient()
                return binaryCrossEntropy(critic(real), targets: ones)
                    + binaryCrossEntropy(critic(fake), targets: zeros)
            }
            second.update(judged.1)
            let fooled = valueAndGradient(at: generator) { generator in
                binaryCrossEntropy(critic(generator(noise)), targets: ones)
            }
            first.update(fooled.1)
            return fooled.0
        }
        let criticBefore = critic.parameters.count
        var means: [Double] = []
        for number in 0..<1500 {
            let keys = RandomKey(seed: 5).folded(in: number).split(into: 2)
            let noise = Tensor.normal(shape: [64, 1], key: keys[0])
            let real = 3 + 0.5 * Tensor.normal(shape: [64, 1], key: keys[1])
            eval(step(noise, real))
            // The opponents circle around the answer: their mean is what was learned.
            if number >= 1000 {
                means.append(generator.bias?.value.scalar(as: Double.self) ?? .nan)
            }
        }
        #expect(critic.parameters.count == criticBefore)
        #expect(abs(means.reduce(0, +) / Double(means.count) - 3) < 0.5)
    }

    private struct Headed: Module {
        let body: Dense
        let head = Dense(1)
        func forward(_ x: Tensor) -> Tensor { head(tanh(body(x))) }
    }

    @Test func partnersTrainTheLayerTheyShare() throws {
        let body = Dense(8)
        let (actor, judge) = (Headed(body: body), Headed(body: body))
        try actor.build(input: [1, 2], seed: 1)
        try judge.build(input: [1, 2], seed: 2)
        let (a, b) = (Adam(actor, learningRate: 0.02), SGD(judge, learningRate: 0.05))
        let x = Tensor.uniform(-1..<1, shape: [64, 2], key: RandomKey(seed: 3))
        let sum = x.sum(axis: 1, keepDims: true)
        let step = compile { (x: Tensor, y: Tensor) -> Tensor in
            let first = valueAndGradient(at: actor) { meanSquaredError($0(x), y) }
            a.update(first.1)
            // The second sees the body as the first has left it.
            let second = valueAndGradient(at: judge) { meanSquaredError($0(x), -y) }
            b.update(second.1)
            return first.0 + second.0
        }
        let before = body.weight.value.array()
        for _ in 0..<600 { eval(step(x, sum)) }
        #expect(body.weight.value.array() != before)
        #expect(meanSquaredError(actor(x), sum).scalar() < 0.02)
        #expect(meanSquaredError(judge(x), -sum).scalar() < 0.02)
        // Each keeps its own state for the shared parameter.
        #expect(a.variables.map(\.path).contains("optimizer.m.body.weight"))
        #expect(!b.variables.map(\.path).contains("optimizer.m.body.weight"))
    }
}
