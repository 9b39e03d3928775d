import LaminaGraph
import LaminaTensor
import Testing

/// Complex numbers: arithmetic at the edges, derivatives by JAX's convention, movement, errors.
@Suite struct ComplexTests {
    private func number(_ re: Double, _ im: Double) -> Tensor {
        complex(Tensor(re, dtype: .float64), Tensor(im, dtype: .float64))
    }

    private func parts(_ z: Tensor) -> [Double] { z.parts.array(as: Double.self) }

    @Test func holdsPairsOfNumbers() {
        let numbers = [Complex64(1, 2), Complex64(-3, 0.5)]
        let z = Tensor(numbers, shape: [2])
        #expect(z.dtype == .complex64)
        #expect(z.array(as: Complex64.self) == numbers)
        #expect((z * z).array(as: Complex64.self) == [Complex64(-3, 4), Complex64(8.75, -3)])
        #expect(z.realPart.array() == [1, -3])
        #expect(z.imaginaryPart.array() == [2, 0.5])
        #expect("\(numbers[1])" == "-3.0+0.5i")
    }

    @Test func typesAreThoseOfTheParts() {
        #expect(complex(.ones([2]), .ones([2])).dtype == .complex64)
        #expect(number(1, 2).dtype == .complex128)
        #expect(number(1, 2).realPart.dtype == .float64)
        #expect((number(1, 2) + Tensor.ones([1])).dtype == .complex128)
        #expect((complex(.ones([2]), .ones([2])) + Tensor([Int32(1), 2])).dtype == .complex64)
    }

    /// Numbers of sixteen bytes go where those of eight go.
    @Test(arguments: [DType.complex64, .complex128])
    func elementsAreMovedWhole(dtype: DType) {
        let part = dtype == .complex64 ? DType.float32 : .float64
        let re = Tensor((0..<12).map(Float.init), shape: [4, 3]).asType(part)
        let z = complex(re, re * -0.5)
        let rows = Tensor([Int32(2), 0])
        let moves: [(Tensor) -> Tensor] = [
            { $0.taking(rows) }, { $0.scattered($0[..<2], at: rows) },
            { $0.scattered($0[..<2], at: rows, mode: .add) }, { concatenated([$0, $0], axis: 1) },
            { $0.padded(low: [1, 0], high: [0, 2]) }, { $0.flipped() }, { $0.transposed() },
            { $0.rolled(by: 1, axis: 0) }, { $0[1...].sum(axes: [0]) },
        ]
        for move in moves {
            let moved = move(z)
            #expect(moved.dtype == dtype)
            let (real, imaginary) = (move(re), move(re) * -0.5)
            #expect(moved.realPart.array(as: Double.self) == real.array(as: Double.self))
            #expect(moved.imaginaryPart.array(as: Double.self) == imaginary.array(as: Double.self))
        }
    }

    /// Squares of 1e200 overflow, the quotient is 1.
    @Test func divisionDoesNotOverflow() {
        #expect(parts(number(1e200, 1e200) / number(1e200, 1e200)) == [1, 0])
        #expect(parts(number(1, 2) / number(0, 1)) == [2, -1])
        #expect(parts(number(1, -2) / number(0, 0)) == [.infinity, -.infinity])
    }

    @Test func rootsLieToTheRight() {
        #expect(parts(sqrt(number(-4, 0))) == [0, 2])
        #expect(parts(sqrt(number(3, -4))) == [2, -1])
        #expect(parts(sqrt(number(0, 0))) == [0, 0])
    }

    @Test func powersOfZero() {
        #expect(parts(pow(number(0, 0), number(2, 0))) == [0, 0])
        #expect(parts(pow(number(0, 0), number(0, 0))) == [1, 0])
    }

    /// f = x² + 3 y has the gradient ∂f/∂x - i ∂f/∂y.
    @Test func gradientIsConjugate() {
        let slope = gradient { (z: Tensor) in z.realPart * z.realPart + 3 * z.imaginaryPart }(
            number(2, 5))
        #expect(slope.dtype == .complex128)
        #expect(parts(slope) == [4, -3])
    }

    /// The gradient of |z|² is 2 conj(z): what descends is its conjugate.
    @Test func gradientOfTheSquaredMagnitude() {
        let slope = gradient { (z: Tensor) in (z * conjugate(z)).realPart }(number(1, -2))
        #expect(parts(slope) == [2, 4])
    }

    @Test func magnitudeHasNoSlopeAtZero() {
        #expect(parts(gradient { (z: Tensor) in abs(z) }(number(0, 0))) == [0, 0])
    }

    /// d(z³)/dz = 3z², times the tangent: multiplication of complex numbers.
    @Test func tangentsAreMultiplied() {
        let z = number(1, 1)
        let result = jvp({ $0 * $0 * $0 }, at: z, along: number(0, 1))
        #expect(parts(result.tangent) == [-6, 0])
    }

    @Test func movesBothParts() {
        let z = complex(Tensor.iota([2, 3], axis: 1, dtype: .float32), Tensor.ones([2, 3]))
        let turned = z.transposed().slice(1..<3)
        #expect(turned.shape == [2, 2])
        #expect(turned.parts.array() == [1, 1, 1, 1, 2, 1, 2, 1])
        #expect(z.transposed().parts.shape == [3, 2, 2])
        let again = Tensor.zeros([2], dtype: .complex64) + 1.5
        #expect(again.parts.array() == [1.5, 0, 1.5, 0])
    }

    @Test func partsAndBackIsNoWork() {
        let z = complex(Tensor([1, 2]), Tensor([3, 4]))
        let twice = compile { (z: Tensor) in conjugate(conjugate(z)) }
        #expect(twice(z).parts.array() == [1, 3, 2, 4])
    }

    @Test func boolSaysWhetherEitherPartIsThere() {
        let z = complex(Tensor([0, 0, 1]), Tensor([0, 2, 0]))
        #expect(z.asType(.bool).array(as: Bool.self) == [false, true, true])
        #expect(z.asType(.float32).array() == [0, 0, 1])
    }

    @Test func whatHasNoMeaningSaysSo() {
        let z = complex(Tensor([1]), Tensor([2]))
        for call in [{ floor(z) }, { maximum(z, z) }, { z .< z }, { z.max(axis: 0) }] {
            let error = #expect(throws: OpError.self) { try checked { call() } }
            #expect(error?.description.contains("has no meaning for complex64") == true)
            #expect(error?.description.contains("take realPart or imaginaryPart") == true)
        }
    }
}
