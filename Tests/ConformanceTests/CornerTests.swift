import LaminaGraph
import LaminaTensor
import Testing

extension Corner: CustomTestStringConvertible {
    var testDescription: String { name }
}

/// Derivatives where differences say nothing.
@Suite struct CornerTests {
    private static let exact = Tolerance(relative: 1e-12, absolute: 1e-12)

    @Test(arguments: corners.filter { isTried($0.name) }) func reverseModeGivesTheSlopes(
        _ corner: Corner
    ) {
        let (value, pullback) = vjp(corner.function, at: corner.inputs)
        let parts = pullback(.full(2, value.shape, dtype: value.dtype))
        for (index, (part, slopes)) in zip(parts, corner.slopes).enumerated() {
            expectAgreement(
                numbers(part), slopes.map { 2 * $0 }, Self.exact,
                "\(corner.name), twice the slope of operand \(index)")
        }
    }

    /// Along each element of each operand.
    @Test(arguments: corners.filter { isTried($0.name) }) func forwardModeGivesTheSlopes(
        _ corner: Corner
    ) {
        let points = corner.inputs
        for (index, slopes) in corner.slopes.enumerated() {
            for element in slopes.indices {
                let (_, shape) = corner.operands[index]
                let numbers = slopes.indices.map { $0 == element ? 1.0 : 0 }
                var tangents = points.map { Tensor.zeros($0.shape, dtype: $0.dtype) }
                tangents[index] = Tensor(numbers, shape: shape).asType(.float64)
                let forward = jvp(corner.function, at: points, along: tangents)
                expectAgreement(
                    [forward.tangent.sum().scalar(as: Double.self)], [slopes[element]], Self.exact,
                    "\(corner.name), along element \(element) of operand \(index)")
            }
        }
    }

    @Test(arguments: corners.filter { isTried($0.name) && $0.curvatures != nil })
    func slopesHaveDerivatives(_ corner: Corner) {
        let slope: @Sendable ([Tensor]) -> Tensor = { points in
            let parts = gradient { (x: [Tensor]) in corner.function(x).sum() }(points)
            return concatenated(parts.map { $0.flattened() }).sum()
        }
        let found = gradient(of: slope)(corner.inputs)
        for (index, (part, want)) in zip(found, corner.curvatures ?? []).enumerated() {
            expectAgreement(
                numbers(part), want, Self.exact, "\(corner.name), curvature of operand \(index)")
        }
    }

    /// The gradient of a real function of x + iy is ∂/∂x - i ∂/∂y.
    @Test(.enabled(if: isTried("gradient to a complex number"))) func gradientToAComplexNumber() {
        let z = complex(Tensor([1, 2]), Tensor([3, 4]))
        let slope = gradient { (z: Tensor) in
            (z.realPart.square() + 3 * z.imaginaryPart).sum()
        }(z)
        #expect(slope.parts.array() == [2, -3, 4, -3])
    }

    @Test(.enabled(if: isTried("tangent through a conversion"))) func tangentThroughAConversion() {
        let (_, tangent) = jvp(
            { 3 * $0.asType(.float64) }, at: Tensor([1, 2]), along: Tensor([1, -1]))
        #expect(tangent.spec == TensorSpec([2], .float64))
        #expect(tangent.array() == [3, -3])
    }

    /// The rule of x³ gets operand, result and tangent.
    @Test(.enabled(if: isTried("forward rule of a custom operation"))) func forwardRule() {
        let cube = CustomOp("cube") {
            [$0[0] * $0[0] * $0[0]]
        } jvp: { x, y, t in
            [3 * t[0] * y[0] / x[0]]
        }
        #expect(jvp({ cube($0) }, at: Tensor(2), along: Tensor(5)).tangent.scalar() == 60)
    }
}

/// What `CornerTests` checks without a row of a table.
let singleCorners = [
    "gradient to a complex number", "tangent through a conversion",
    "forward rule of a custom operation",
]
