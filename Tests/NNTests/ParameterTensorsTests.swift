import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

private struct Line: Module {
    let slope = Parameter(Tensor([2, 3]))
    let offset = Parameter(Tensor(1))

    func forward(_ x: Tensor) -> Tensor { (x * slope.value).sum() + offset.value }
}

@Suite struct ParameterTensorsTests {
    @Test func gradientsHaveThePathsOfTheirParameters() {
        let model = Line()
        let (value, gradients) = valueAndGradient(at: model) { $0(Tensor([10, 20])).square() }
        // y = 2·10 + 3·20 + 1 = 81, dy²/dslope = 2·81·x.
        #expect(value.scalar() == 6561)
        #expect(gradients.parameters.map(\.path) == ["slope", "offset"])
        #expect(gradients["slope"]?.array() == [1620, 3240])
        #expect(gradients[model.offset]?.scalar() == 162)
        #expect(gradients["other"] == nil)
    }

    @Test func aFrozenParameterHasNoGradient() {
        let model = Line()
        model.slope.isTrainable = false
        let (_, gradients) = valueAndGradient(at: model) { $0(Tensor([10, 20])) }
        #expect(gradients.parameters.map(\.path) == ["offset"])
        #expect(gradients["offset"]?.scalar() == 1)
    }

    @Test func withParametersRunsOnOtherValuesAndLeavesTheModel() {
        let model = Line()
        let doubled = model.parameterValues.map { $0 * 2 }
        #expect(withParameters(model, doubled) { $0(Tensor([1, 1])) }.scalar() == 12)
        #expect(model(Tensor([1, 1])).scalar() == 6)
    }

    /// The derivative through a gradient step not taken: f(p - f'(p)) with f(p) = p², p = 3.
    @Test func gradientsPassThroughWithParameters() {
        struct Square: Module {
            let p = Parameter(Tensor(3))
            func forward(_ x: Tensor) -> Tensor { x * p.value.square() }
        }
        let model = Square()
        let (value, gradients) = valueAndGradient(at: model) { model in
            let (_, inner) = valueAndGradient(at: model) { $0(Tensor(1)) }
            let stepped = ParameterTensors(
                inner.parameters, [model.p.value - 0.25 * inner.tensors[0]])
            return withParameters(model, stepped) { $0(Tensor(1)) }
        }
        // p - p/2 = p/2, so the value is p²/4 and its derivative p/2.
        #expect(value.scalar() == 2.25)
        #expect(gradients["p"]?.scalar() == 1.5)
    }

    @Test func gradientsAreAResultOfACompiledFunction() {
        let model = Line()
        let function = compile { (x: Tensor) in
            let (value, gradients) = valueAndGradient(at: model) { $0(x) }
            return (value, gradients)
        }
        for _ in 0..<2 {
            let (value, gradients) = function(Tensor([10, 20]))
            #expect(value.scalar() == 81)
            #expect(gradients["slope"]?.array() == [10, 20])
        }
    }

    @Test func anUnbuiltModelAsksForABuild() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = valueAndGradient(at: Dense(2)) { $0(.ones([1, 2])).sum() }
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("'weight' is not built"))
        #expect(text.contains("call model.build(input:) first"))
    }
}
