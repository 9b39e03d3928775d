import LaminaNN
import LaminaData
#if canImport(Glibc)
    import Glibc
#endif
import LaminaGraph
import LaminaTensor

extension Report {
    /// Whether the model is an affine function of its input: `f(a) + f(b) = f(a + b) + f(0)`.
    ///
    /// It is asked, not read from its layers: layers without an activation between them are linear
    /// too, however many. A network that passes for several pairs of points of different sizes has
    /// flat decision borders wherever data lie.
    ///
    /// - Precision: the two sides may differ by a ten-thousandth of the largest output.
    package var isLinear: Bool {
        // Of symbols there is no sum.
        guard test?.inputDType ?? .float32 == .float32 else { return false }
        let size = exampleShape.reduce(1, *)
        var inputs: [Float] = []
        let pairs = 8
        for pair in 0..<pairs {
            let scale = pow(2.0, Double(pair % 4) - 1)
            let (a, b) = (probe(2 * pair, size, scale), probe(2 * pair + 1, size, scale))
            inputs += a + b + zip(a, b).map { $0 + $1 } + [Float](repeating: 0, count: size)
        }
        let output = model(Tensor(inputs, shape: Shape([4 * pairs] + exampleShape))).array()
        let width = output.count / (4 * pairs)
        let largest = output.map { abs($0) }.max() ?? 0
        guard width > 0, largest.isFinite else { return false }
        return (0..<pairs * width).allSatisfy { index in
            let start = index / width * 4 * width + index % width
            let sides = (
                output[start] + output[start + width],
                output[start + 2 * width] + output[start + 3 * width]
            )
            return abs(sides.0 - sides.1) <= 1e-4 * largest
        }
    }

    /// Fixed numbers without a pattern, between `-scale` and `scale`.
    private func probe(_ number: Int, _ size: Int, _ scale: Double) -> [Float] {
        (0..<size).map { Float(scale * sin(Double(number * 7919 + $0 * $0 % 10_007) * 1.7 + 0.3)) }
    }
}

extension Report {
    /// Why a linear model falls short on this data; nil if it is not linear or does not fall short.
    var linearLimit: String? {
        guard let accuracy = testAccuracy, accuracy < 0.9995, let test, test.classNames.count > 1,
            isLinear
        else { return nil }
        guard exampleShape == [2], let line = LineSeparation(points: points(of: test), test) else {
            return "The model is linear: however it is trained, the border between any two classes "
                + "is flat. A hidden layer with a nonlinear activation can bend it."
        }
        guard line.share < 1 else {
            return "The model is linear, and a straight line does separate these classes: what is "
                + "missing here is training, not capacity."
        }
        let border = "The model is linear: its decision border is one straight line. "
        let remedy = " A hidden layer with a nonlinear activation can bend the border."
        if line.placeCount == 4, abs(line.share - 0.75) < 1e-9 {
            return border
                + "No line separates the corners of exclusive-or, where opposite corners belong "
                + "together (Minsky & Papert, Perceptrons, 1969): at most 3 of 4 can be right, an "
                + "accuracy of 0.75, however long it trains." + remedy
        }
        return border
            + "No line separates these points: the best of all gets "
            + "\(NumberText.percent(line.share)) of them right, however long it trains." + remedy
    }
}
