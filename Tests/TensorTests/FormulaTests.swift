import LaminaGraph
import LaminaTensor
import Testing

/// Long formulas as they stand in papers. `scripts/formulas.sh` fails where the compiler takes longer
/// than a second for one.
@Suite struct FormulaTests {
    private let x = Tensor([0.5, 1, 2])
    private let y = Tensor([1, 0.25, 3])
    private let m = Tensor([0.1, 0.2, 0.3])
    private let v = Tensor([0.01, 0.02, 0.03])

    private func expect(_ a: Tensor, _ number: Double, _ tolerance: Double = 1e-5) {
        let got = a.sum().scalar(as: Double.self)
        #expect((got - number).magnitude <= tolerance * (1 + number.magnitude), "\(got)")
    }

    @Test func adam() {
        let (rate, b1, b2, t, eps) = (0.001, 0.9, 0.999, 10.0, 1e-8)
        let g = x
        let stepped =
            y - rate * ((b1 * m + (1 - b1) * g) / (1 - b1 * t / 10))
            / (sqrt((b2 * v + (1 - b2) * g * g) / (1 - b2 * t / 10.1)) + eps)
        #expect(stepped.shape == [3])
    }
    @Test func logCosh() {
        expect(x + log(1 + exp(-2 * x)) - 0.6931471805599453, 1.87889803)
    }
    @Test func geluByTanh() {
        expect(0.5 * x * (1 + tanh(0.7978845608 * (x + 0.044715 * x * x * x))), 3.14140, 1e-4)
    }
    @Test func normalDensity() {
        expect(exp(-0.5 * (x - m) * (x - m) / v) / sqrt(2 * Double.pi * v), 0.0018, 1)
    }
    @Test func gaussianDivergence() {
        expect(0.5 * (v + m * m - 1 - log(v)).sum(), 4.40, 1)
    }
    @Test func layerNorm() {
        expect((x - x.mean()) / sqrt((x * x).mean() - x.mean() * x.mean() + 1e-5) * y + m, 3.18, 1)
    }
    @Test func quadraticRoots() { expect((-y + sqrt(y * y + 4 * x * m)) / (2 * x), 0.32, 1) }
    @Test func huber() { expect(0.5 * (x - y) * (x - y) / (1 + abs(x - y)) + m * abs(x), 1.2, 1) }
    @Test func bernoulliEntropy() {
        let p = sigmoid(x)
        expect(-(p * log(p) + (1 - p) * log(1 - p)), 1.6, 1)
    }
    @Test func focal() {
        let p = sigmoid(x)
        expect(-0.25 * (1 - p) * (1 - p) * log(p) - 0.75 * p * p * log(1 - p + 1e-7), 2.1, 1)
    }
    @Test func elasticNet() {
        expect(0.5 * (x - y).square().mean() + 0.1 * (0.5 * abs(x) + 0.25 * x * x).sum(), 0.7, 1)
    }
    @Test func lstmGates() {
        expect(sigmoid(x * m + y * v + 1) * tanh(x) + sigmoid(y * m - 1) * tanh(x * y + v), 2, 1)
    }
    @Test func mixture() {
        expect(log(0.3 * exp(-x * x / 2) + 0.7 * exp(-(x - 1) * (x - 1) / 2) + 1e-12), -1.4, 1)
    }
    @Test func blackScholesArgument() {
        expect((log(x / y) + (m + 0.5 * v * v) * 2.0) / (v * 1.4142135 + 1e-3), -8, 20)
    }
    @Test func michaelisMenten() { expect(2.5 * x / (0.5 + x * (1 + y / 3)), 3.3, 1) }
    @Test func rmsProp() { expect(y - 0.01 * x / (sqrt(0.99 * v + 0.01 * x * x) + 1e-8), 4.1, 1) }
    @Test func smoothL1() {
        expect(sqrt((x - y) * (x - y) + 0.01) - 0.1 + 0.5 * m * (x + y) * (x + y), 5, 1)
    }
    @Test func doublePendulum() {
        expect(-9.81 * (2 + m) * sin(x) - m * sin(x - 2 * y) - 2 * sin(x - y) * v * y, -40, 1)
    }
    @Test func cubicInterpolation() {
        expect(x + 0.5 * m * (y - x + m * (2 * x - 5 * y + 4 * v - m) + m * m * (3 * y - x)), 3, 1)
    }
    @Test func contrastive() {
        let d = sqrt((x - y) * (x - y) + 1e-9)
        expect(m * d * d + (1 - m) * maximum(1 - d, Tensor(0)) * maximum(1 - d, Tensor(0)), 0.7, 1)
    }
}
