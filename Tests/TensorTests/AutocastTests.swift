import LaminaGraph
import LaminaTensor
import Testing

/// Which types operations take inside `autocast`.
@Suite struct AutocastTests {
    private let x = Tensor.normal(shape: [40, 24], key: RandomKey(seed: 1))
    private let w = Tensor.normal(shape: [24, 16], key: RandomKey(seed: 2))

    @Test(arguments: [DType.bfloat16, .float16]) func roundsTheOperandsOfProducts(dtype: DType) {
        let product = autocast(to: dtype) { matmul(x, w) }
        #expect(product.dtype == dtype)
        #expect(product.array() == matmul(x.asType(dtype), w.asType(dtype)).array())
        let images = x.reshaped([1, 8, 5, 24]), filter = w.reshaped([1, 1, 24, 16])
        #expect(autocast(to: dtype) { conv2D(images, filter: filter) }.dtype == dtype)
        #expect(autocast(to: dtype) { einsum("ij,jk->ik", x, w) }.dtype == dtype)
    }

    /// Sums of sixteen or more bfloat16 numbers would lose digits that float32 keeps.
    @Test func keepsWhatNeedsDigitsInFloat32() {
        let half = x.asType(.bfloat16)
        autocast(to: .bfloat16) {
            for result in [
                softmax(half), logSoftmax(half), exp(half), log(half), half.sum(),
                half.mean(axis: 0),
                half.variance(), layerNorm(half), half.cumSum(axis: 0), pow(half, 2.5), sqrt(half),
                half.logSumExp(axis: 1),
            ] {
                #expect(result.dtype == .float32)
            }
            for result in [
                relu(half), half + half, tanh(half), half.max(axis: 0), half.reshaped([-1]),
            ] {
                #expect(result.dtype == .bfloat16)
            }
            #expect((half + x).dtype == .float32)
        }
    }

    @Test func leavesOtherTypesAlone() {
        autocast(to: .bfloat16) {
            #expect(matmul(x.asType(.float64), w.asType(.float64)).dtype == .float64)
            let whole = Tensor([1, 2, 3, 4], shape: [2, 2]).asType(.int32)
            #expect(matmul(whole, whole).dtype == .int32)
            #expect(autocast(to: nil) { matmul(x, w) }.dtype == .float32)
        }
        #expect(matmul(x, w).dtype == .float32)
    }

    @Test func gradientsComeBackInTheParametersType() {
        let x = x
        let (value, slope) = valueAndGradient { (w: Tensor) in
            autocast(to: .bfloat16) { softmax(relu(matmul(x, w))).square().sum() }
        }(w)
        #expect(value.dtype == .float32 && slope.dtype == .float32)
        let exact = gradient { (w: Tensor) in softmax(relu(matmul(x, w))).square().sum() }(w)
        // Operands are rounded to 8 bits: relative errors of 2⁻⁸ in the products of 40 rows.
        #expect((slope - exact).norm().scalar() < 0.02 * exact.norm().scalar())
        // A derivative inside the closure is the same one.
        let inner = autocast(to: .bfloat16) {
            gradient { (w: Tensor) in softmax(relu(matmul(x, w))).square().sum() }(w)
        }
        #expect(inner.array() == slope.array())
    }

    @Test func aPullbackTakesGradientsOfAnotherType() {
        let (x, w) = (x, w)
        let (product, pullback) = vjp({ w in autocast(to: .bfloat16) { matmul(x, w) } }, at: w)
        let slope = pullback(.ones(product.shape))
        #expect(slope.dtype == .float32)
        #expect(slope.array() == pullback(.ones(product.shape, dtype: .bfloat16)).array())
    }

    @Test func compiledFunctionsAreTracedForEachType() {
        let product = compile { (x: Tensor, w: Tensor) in matmul(x, w) }
        #expect(product(x, w).dtype == .float32)
        let half = autocast(to: .bfloat16) { product(x, w) }
        #expect(half.dtype == .bfloat16)
        #expect(half.array() == autocast(to: .bfloat16) { matmul(x, w) }.array())
        let inside = compile { (x: Tensor, w: Tensor) in
            autocast(to: .bfloat16) { exp(matmul(x, w)) }
        }
        #expect(inside(x, w).dtype == .float32)
    }

    /// Operations are made of others, whose types must go on fitting together.
    @Test(arguments: opTable.indices) func everyOperationRuns(number: Int) throws {
        let row = opTable[number]
        for dtype in [DType.float32, .bfloat16] where row.dtypes.contains(dtype) {
            let operands = row.samples(seed: 1, dtype: dtype)
            let plain = row.operation(operands)
            let cast = try checked { autocast(to: .bfloat16) { row.operation(operands) } }
            #expect(cast.shape == plain.shape, "\(row.name)")
            _ = try checked { autocast(to: .bfloat16) { slope(of: row, operands) } }
            eval([cast])
        }
    }

    /// The operation's derivative, where it has one.
    private func slope(of row: OpRow, _ operands: [Tensor]) -> Tensor {
        guard row.reason(against: .gradient) == nil, let first = operands.first,
            first.dtype.isFloatingPoint
        else { return Tensor(0) }
        return gradient { (x: Tensor) in
            row.operation([x] + operands.dropFirst()).asType(.float32).sum()
        }(first)
    }
}
