import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

@Suite struct LossScalingTests {
    /// One number, whose gradient is what it is multiplied by.
    private struct Single: Module {
        let weight = Parameter(Tensor([1]))

        func forward(_ x: Tensor) -> Tensor { (weight.value * x).sum() }
    }

    @Test(arguments: [false, true])
    func aStepThatOverflowsIsLeftOut(isCompiled: Bool) {
        let model = Single()
        let adam = Adam(model, learningRate: 0.5)
        let scaling = LossScaling(.dynamic(initial: 8, interval: 2))
        let step = { @Sendable (x: Tensor) -> Tensor in
            let (loss, gradients) = scaling.valueAndGradient(at: model) { $0(x) }
            scaling.update(adam, gradients)
            return loss
        }
        let compiled = compile(step)
        func take(_ x: Float) -> Float {
            Float((isCompiled ? compiled(Tensor([x])) : step(Tensor([x]))).scalar())
        }
        #expect(take(3) == 3)
        let moved = model.weight.value.array()
        let state = adam.variables.map { $0.variable.value.array() }
        #expect(abs(moved[0] - 0.5) < 1e-6 && scaling.scale.value.scalar() == 8)
        // 8 · 3e38 is infinite: nothing but the factor changes.
        _ = take(3e38)
        #expect(model.weight.value.array() == moved)
        #expect(adam.variables.map { $0.variable.value.array() } == state)
        #expect(scaling.scale.value.scalar() == 4)
        // Two sound steps in a row double it.
        _ = take(1)
        #expect(scaling.scale.value.scalar() == 4)
        _ = take(1)
        #expect(scaling.scale.value.scalar() == 8)
    }

    /// float16's least number is 6e-8: without a factor this gradient is 0.
    @Test func smallGradientsSurviveInFloat16() {
        let model = Single()
        let objective = { (model: Single) in
            (model(Tensor([1e-5]).asType(.float16)) * Tensor(1e-4).asType(.float16))
                .asType(.float32)
        }
        let (_, lost) = valueAndGradient(at: model, computingIn: .float16, objective)
        #expect(lost.tensors[0].array() == [0])
        let scaling = LossScaling(.fixed(4096))
        let (_, kept) = scaling.valueAndGradient(at: model, computingIn: .float16, objective)
        #expect(abs(kept.tensors[0].array()[0] - 1e-9) < 5e-11)
    }
}
