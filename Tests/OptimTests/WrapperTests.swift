import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

private struct Two: Module {
    let first = Parameter(Tensor([1, 2, 3]))
    let second = Parameter(Tensor([4]))
    func forward(_ x: Tensor) -> Tensor { (x * first.value).sum() + second.value.sum() }
}

@Suite struct WrapperTests {
    /// Two batches of two accumulated are one batch of four, in Adam's moments and step count too.
    @Test(arguments: [false, true]) func accumulationEqualsTheLargeBatch(isCompiled: Bool) {
        let x = Tensor.normal(shape: [4, 3], key: RandomKey(seed: 1))
        let (small, large) = (Two(), Two())
        let accumulating = GradientAccumulation(Adam(learningRate: 0.1), over: 2)
        let adam = Adam(learningRate: 0.1)
        let loss = { @Sendable (model: Two, x: Tensor) in
            (x * model.first.value).sum(axis: 1).square().mean() * model.second.value.sum()
        }
        let step = { @Sendable (x: Tensor) -> Tensor in
            let (value, gradients) = valueAndGradient(at: small) { loss($0, x) }
            accumulating.update(gradients)
            return value
        }
        let compiled = compile(step)
        for _ in 0..<3 {
            for half in x.split(into: 2) { _ = isCompiled ? compiled(half) : step(half) }
            adam.update(valueAndGradient(at: large) { loss($0, x) }.1)
            let (a, b) = (small.first.value.array(), large.first.value.array())
            #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    @Test func nothingMovesBeforeTheLastBatch() {
        let model = Two()
        let optimizer = GradientAccumulation(SGD(learningRate: 1), over: 3)
        let gradients = valueAndGradient(at: model) { $0(Tensor([1, 1, 1])) }.1
        optimizer.update(gradients)
        optimizer.update(gradients)
        #expect(model.first.value.array() == [1, 2, 3])
        optimizer.update(gradients)
        #expect(model.first.value.array() == [0, 1, 2])
    }

    @Test func aPartitionedRateIsAFactor() {
        let model = Two()
        let optimizer = PartitionedOptimizer([
            ("first", SGD(learningRate: 1)), ("**", SGD(learningRate: 2)),
        ])
        optimizer.setLearningRate(0.5)
        optimizer.update(valueAndGradient(at: model) { $0(Tensor([1, 1, 1])) }.1)
        #expect(model.first.value.array() == [0.5, 1.5, 2.5])
        #expect(model.second.value.array() == [3])
    }

    @Test func aParameterThatNoPatternMatchesIsNamed() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            PartitionedOptimizer([("first", SGD(learningRate: 1))]).attach(to: Two())
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("PartitionedOptimizer: no pattern matches 'second'"))
        #expect(text.contains("fix       end the list with a part for \"**\""))
    }

    @Test func aGroupThatMatchesNothingIsNamed() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            _ = Adam(Two(), groups: [ParameterGroup("biases.**", learningRateScale: 0)])
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("no parameter matches the group 'biases.**'"))
        #expect(text.contains("parameters  first, second"))
    }

    @Test func theFirstMatchingGroupCounts() {
        let model = Two()
        let sgd = SGD(
            model, learningRate: 1,
            groups: [
                ParameterGroup("first", learningRateScale: 0),
                ParameterGroup("**", learningRateScale: 2),
            ])
        sgd.update(valueAndGradient(at: model) { $0(Tensor([1, 1, 1])) }.1)
        #expect(model.first.value.array() == [1, 2, 3])
        #expect(model.second.value.array() == [2])
    }

    @Test func muonRefusesVectors() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            let model = Two()
            Muon(model).update(valueAndGradient(at: model) { $0(Tensor([1, 1, 1])) }.1)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("Muon: a vector has no singular values"))
    }

    @Test func aRuleOfOnesOwnIsAnOptimizer() {
        let model = Two()
        let optimizer = RuleOptimizer(SignDescent(), model, learningRate: 0.5)
        optimizer.update(valueAndGradient(at: model) { $0(Tensor([9, -9, 0])) }.1)
        #expect(model.first.value.array() == [0.5, 2.5, 3])
        #expect(optimizer.variables.map(\.path) == ["optimizer.learningRate"])
    }
}

private struct SignDescent: UpdateRule {
    let name = "sign"
    let settings: [(name: String, value: Double)] = []
    let countsSteps = false
    func slots(for spec: TensorSpec) -> [Slot] { [] }
    func scalars(rate: Tensor, step: Tensor) -> Tensor { rate }
    func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        (value - rate.asType(value.dtype) * sign(gradient), [])
    }
}
