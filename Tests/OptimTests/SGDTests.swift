import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

private struct Point: Module {
    let p = Parameter(Tensor(2))
    func forward(_ x: Tensor) -> Tensor { x * p.value }
}

@Suite struct SGDTests {
    @Test(arguments: [false, true]) func agreesWithPyTorch(isCompiled: Bool) throws {
        try TorchProblem.check("sgd", isCompiled: isCompiled, SGD(learningRate: 0.1))
        try TorchProblem.check(
            "sgd-momentum", isCompiled: isCompiled, SGD(learningRate: 0.1, momentum: 0.9))
        try TorchProblem.check(
            "sgd-nesterov", isCompiled: isCompiled,
            SGD(learningRate: 0.1, momentum: 0.9, isNesterov: true))
    }

    /// By hand: g = 3, wd p = 1, so s = 4 and p = 2 - 0.5·4 = 0; then wd p = 0, s = 0.5·4 + 3 = 5 and
    /// p = -2.5.
    @Test func weightDecayEntersTheMomentum() {
        let model = Point()
        let sgd = SGD(model, learningRate: 0.5, momentum: 0.5, weightDecay: 0.5)
        for want in [Float(0), -2.5] {
            sgd.update(valueAndGradient(at: model) { $0(Tensor(3)) }.1)
            #expect(model.p.value.scalar() == want)
        }
    }

    @Test func theRateCanChangeBetweenStepsOfACompiledFunction() {
        let model = Point()
        let sgd = SGD(model, learningRate: 1)
        let step = compile { (x: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { $0(x) }
            sgd.update(gradients)
            return loss
        }
        _ = step(Tensor(1))
        #expect(model.p.value.scalar() == 1)
        sgd.learningRate.value = Tensor(0.25)
        _ = step(Tensor(1))
        #expect(model.p.value.scalar() == 0.75)
    }

    @Test func keepsStateForMomentumOnly() {
        let model = Point()
        #expect(SGD(model, learningRate: 1).variables.map(\.path) == ["optimizer.learningRate"])
        #expect(
            SGD(model, learningRate: 1, momentum: 0.9).variables.map(\.path) == [
                "optimizer.learningRate", "optimizer.momentum.p",
            ])
    }
}
