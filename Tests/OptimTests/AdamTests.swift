import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

private struct Point: Module {
    let p: Parameter
    init(_ value: Double, dtype: DType = .float32) {
        p = Parameter(Tensor(value, dtype: dtype))
    }
    func forward(_ x: Tensor) -> Tensor { x * p.value }
}

@Suite struct AdamTests {
    @Test(arguments: [false, true]) func agreesWithPyTorch(isCompiled: Bool) throws {
        try TorchProblem.check("adam", isCompiled: isCompiled, Adam(learningRate: 0.05))
        try TorchProblem.check(
            "adamw", isCompiled: isCompiled,
            Adam(learningRate: 0.05, weightDecay: 0.01, isDecoupled: true))
        try TorchProblem.check(
            "adamw-decay-0.1", isCompiled: isCompiled,
            Adam(learningRate: 0.05, weightDecay: 0.1, isDecoupled: true))
    }

    /// The first step is the learning rate, whatever the gradient's size: both corrections cancel to
    /// all digits.
    @Test(arguments: [1e-3, 1, 1e4]) func theFirstStepIsTheLearningRate(slope: Double) {
        let model = Point(0)
        let adam = Adam(model, learningRate: 0.125, eps: 0)
        adam.update(valueAndGradient(at: model) { $0(Tensor(slope)) }.1)
        #expect(abs(model.p.value.scalar() + 0.125) < 1e-7)
    }

    /// Added to the gradient, decay alone moves a parameter by the learning rate.
    @Test func coupledDecayGoesThroughTheMoments() {
        let model = Point(4)
        let adam = Adam(model, learningRate: 0.5, weightDecay: 0.1)
        adam.update(valueAndGradient(at: model) { $0(Tensor(0)) }.1)
        #expect(abs(model.p.value.scalar() - 3.5) < 1e-6)
    }

    @Test func decoupledDecayShrinksByTheRate() {
        let model = Point(4)
        let adam = Adam(model, learningRate: 0.5, weightDecay: 0.1, isDecoupled: true)
        adam.update(valueAndGradient(at: model) { $0(Tensor(0)) }.1)
        #expect(abs(model.p.value.scalar() - 3.8) < 1e-6)
    }

    @Test func worksInDoublePrecision() {
        let model = Point(1, dtype: .float64)
        let adam = Adam(model, learningRate: 0.5)
        adam.update(valueAndGradient(at: model) { $0(Tensor(1, dtype: .float64)) }.1)
        #expect(abs(model.p.value.scalar(as: Double.self) - 0.5) < 1e-7)
    }

    /// A checkpoint's variables in a new model and optimiser give the same steps, bit for bit.
    @Test func continuesFromItsVariables() throws {
        let torch = try TorchReference()
        let (x, y) = (try torch["problem/x"], try torch["problem/y"])
        let (model, other) = (try TorchProblem(torch), try TorchProblem(torch))
        let (adam, resumed) = (Adam(model, learningRate: 0.05), Adam(other, learningRate: 1))
        func step(_ model: TorchProblem, _ adam: Adam) {
            adam.update(valueAndGradient(at: model) { meanSquaredError($0(x), y) }.1)
        }
        for _ in 0..<3 { step(model, adam) }
        #expect(
            adam.variables.map(\.path) == [
                "optimizer.learningRate", "optimizer.step", "optimizer.m.w", "optimizer.m.b",
                "optimizer.v.w", "optimizer.v.b",
            ])
        let saved = model.variables + adam.variables
        for ((_, source), (_, target)) in zip(saved, other.variables + resumed.variables) {
            target.value = source.value
        }
        for _ in 0..<3 {
            step(model, adam)
            step(other, resumed)
        }
        #expect(model.w.value.array() == other.w.value.array())
    }
}
