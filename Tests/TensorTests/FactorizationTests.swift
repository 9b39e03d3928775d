import LaminaGraph
import LaminaTensor
import Testing

@Suite struct FactorizationTests {
    private func matrix(_ elements: [Double], _ rows: Int) -> Tensor {
        Tensor(elements, shape: [rows, elements.count / rows])
    }

    private func random(_ shape: Shape, seed: UInt64 = 3) -> Tensor {
        Tensor.normal(shape: shape, key: RandomKey(seed: seed)).asType(.float64)
    }

    private func expectClose(
        _ a: Tensor, _ b: Tensor, within tolerance: Double = 1e-12,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(a.shape == b.shape, sourceLocation: location)
        let (x, y) = (a.array(as: Double.self), b.array(as: Double.self))
        for (p, q) in zip(x, y) where !(Swift.abs(p - q) <= tolerance * (1 + Swift.abs(q))) {
            Issue.record("\(p) and \(q)", sourceLocation: location)
        }
    }

    private func transposed(_ a: Tensor) -> Tensor {
        a.transposed(a.rank == 2 ? [1, 0] : [0, 2, 1])
    }

    // MARK: Values

    @Test func choleskyByHand() {
        #expect(cholesky(matrix([4, 2, 2, 5], 2)).array() == [2, 0, 1, 2])
    }

    @Test func choleskyOfWhatIsNotPositiveDefiniteIsNaN() {
        let result = cholesky(matrix([1, 2, 2, 1], 2)).array()
        #expect(result[0].isNaN && result[1] == 0 && result[2].isNaN && result[3].isNaN)
        // One bad matrix does not spoil its neighbour.
        let both = concatenated([matrix([1, 2, 2, 1], 2), matrix([4, 2, 2, 5], 2)])
            .reshaped([2, 2, 2])
        #expect(cholesky(both).slice(1..<2).array() == [2, 0, 1, 2])
    }

    @Test(arguments: [[4, 4], [6, 3], [3, 6], [2, 5, 4]] as [Shape])
    func factorsMultiplyToTheMatrix(shape: Shape) {
        let a = random(shape)
        let (q, r) = qr(a)
        expectClose(matmul(q, r), a)
        let (u, s, vt) = svd(a)
        expectClose(matmul(u * s.expandedDims(axis: -2), vt), a)
        let (whole, values, rows) = svd(a, .complete)
        let k = s.shape[s.rank - 1]
        expectClose(values, s)
        expectClose(
            matmul(
                whole.slice(0..<k, axis: -1) * s.expandedDims(axis: -2),
                rows.slice(0..<k, axis: -2)), a)
        let m = a.shape[a.rank - 2]
        let identity = matmul(transposed(whole), whole)
        expectClose(identity.trace(), .full(Double(m), identity.trace().shape, dtype: .float64))
        let complete = qr(a, .complete)
        #expect(complete.q.shape[a.rank - 1] == m)
        expectClose(matmul(complete.q, complete.r), a)
        let (order, l, upper) = lu(a)
        #expect(order.dtype == .int32)
        if a.rank == 2 { expectClose(matmul(l, upper), a.gatheredRows(order)) }
        #expect(l.array(as: Double.self).allSatisfy { $0.magnitude <= 1 })
    }

    @Test func eigenvectorsSolveTheirEquation() {
        let a = random([2, 6, 6])
        let symmetric = (a + transposed(a)) / 2
        let (w, v) = eigh(a)
        expectClose(matmul(symmetric, v), v * w.expandedDims(axis: -2))
        expectClose(eigenvaluesSymmetric(a), w)
        let values = w.array(as: Double.self)
        #expect(Array(values[..<6]) == values[..<6].sorted())
    }

    @Test func signsAreFixed() {
        // Both elements are equally large, so the first decides.
        let (_, vectors) = eigh(matrix([0, 1, 1, 0], 2))
        let v = vectors.array(as: Double.self)
        #expect(v[0] > 0 && v[1] > 0)
        #expect(Swift.abs(v[0] - 0.5.squareRoot()) < 1e-7 && v[2] < 0)
    }

    @Test func anInfinityOrNaNGivesFactorsOfNaN() {
        for bad in [Double.nan, .infinity] {
            let a = matrix([1, 2, bad, 4], 2)
            #expect(svd(a).s.array().allSatisfy { $0.isNaN })
            #expect(eigh(a).vectors.array().allSatisfy { $0.isNaN })
            #expect(qr(a).q.array().allSatisfy { $0.isNaN })
            #expect(inverse(a).array().allSatisfy { $0.isNaN })
            #expect(det(matrix([bad] + Array(repeating: 1, count: 15), 4)).scalar().isNaN)
        }
    }

    @Test func emptyMatricesHaveFactors() {
        #expect(qr(.zeros([3, 0]), .complete).q.array() == [1, 0, 0, 0, 1, 0, 0, 0, 1])
        #expect(svd(.zeros([0, 2]), .complete).vt.array() == [1, 0, 0, 1])
        #expect(det(.zeros([0, 0])).scalar() == 1)
        #expect(lu(.zeros([2, 0])).permutation.array(as: Int32.self) == [0, 1])
    }

    // MARK: Solutions

    @Test func aSingularSystemHasNoFiniteSolution() {
        let x = solve(matrix([1, 2, 2, 4], 2), Tensor([1, 1])).array()
        #expect(!x.contains { $0.isFinite })
        #expect(triangularSolve(matrix([0], 1), Tensor([1])).array() == [.infinity])
    }

    @Test func theOtherTriangleIsNotRead() {
        let a = matrix([2, .nan, 1, 4], 2)
        #expect(triangularSolve(a, Tensor([2, 5])).array() == [1, 1])
        #expect(triangularSolve(a, Tensor([2, 5]), unitDiagonal: true).array() == [2, 3])
        let transposed = triangularSolve(a, Tensor([3, 4]), transposed: true)
        #expect(transposed.array() == [1, 1])
    }

    @Test(arguments: [1, 63, 64, 65, 130]) func wideRightHandSidesAreCutWithoutLoss(columns: Int) {
        let (a, x) = (random([9, 9]), random([9, columns], seed: 4))
        expectClose(solve(a, matmul(a, x)), x, within: 1e-11)
        let slope = gradient { (b: Tensor) in (solve(a, b) * x).sum() }(x)
        expectClose(slope, solve(transposed(a), x), within: 1e-11)
    }

    @Test func leastSquaresAreOfLeastNorm() {
        let fit = leastSquares(matrix([1, 1], 1), Tensor([2.0], shape: [1]))
        expectClose(fit.solution, Tensor([1.0, 1], shape: [2]), within: 1e-6)
        #expect(fit.rank.array(as: Int32.self) == [1])
        let line = leastSquares(matrix([1, 0, 1, 1, 1, 2], 3), Tensor([0, 1, 3.5]))
        expectClose(line.solution, Tensor([-0.25, 1.75]), within: 1e-6)
        expectClose(line.residuals, Tensor(0.375), within: 1e-6)
    }

    @Test func ranksCountWhatIsAboveRounding() {
        #expect(matrixRank(matrix([1, 2, 2, 4], 2)).array(as: Int32.self) == [1])
        #expect(matrixRank(.zeros([3, 3])).array(as: Int32.self) == [0])
        #expect(conditionNumber(matrix([1, 0, 0, 0], 2)).scalar() == .infinity)
        #expect(conditionNumber(matrix([4, 0, 0, 0.5], 2), .infinity).scalar() == 8)
    }

    @Test func determinantsByHand() {
        #expect(det(matrix([1, 2, 3, 4], 2)).scalar() == -2)
        // A permutation of four rows with one exchange.
        let swapped = matrix([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], 4)
        #expect(det(swapped).scalar() == -1)
        #expect(slogdet(swapped).sign.scalar() == -1)
        let (sign, logAbsDet) = slogdet(matrix([1, 2, 2, 4], 2))
        #expect(sign.scalar() == 0 && logAbsDet.scalar() == -.infinity)
        let tiny = 1e-30 * Tensor([1, 0, 0, 1], shape: [2, 2])
        #expect(Swift.abs(slogdet(tiny).logAbsDet.scalar() + 138.155106) < 1e-4)
    }

    @Test func theExponentialOfARotationTurns() {
        let quarter = Double.pi / 2 * Tensor([0.0, -1, 1, 0], shape: [2, 2])
        let turn = matrixExponential(quarter.asType(.float64))
        expectClose(turn, Tensor([0.0, -1, 1, 0], shape: [2, 2]), within: 1e-7)
        // Far from the origin it is halved and squared, and beyond 2¹⁶ times the limit it is NaN.
        expectClose(
            matrixExponential(matrix([-1000, 0, 0, 5], 2)),
            Tensor([0.0, 0, 0, 148.41316], shape: [2, 2]), within: 1e-4)
        #expect(matrixExponential(matrix([-1e6], 1)).scalar().isNaN)
    }

    // MARK: Derivatives where they are delicate

    @Test func aSingularMatrixHasAnAdjugate() {
        // Of rank 3: the gradient of the determinant is the matrix of cofactors.
        let a = Tensor([1.0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0], shape: [4, 4])
        let slope = gradient { (x: Tensor) in det(x) }
        let want = [Double](repeating: 0, count: 15) + [6]
        #expect(slope(a).array(as: Double.self) == want)
        #expect(slope(.zeros([4, 4])).array() == [Float](repeating: 0, count: 16))
    }

    @Test func eigenvaluesOfTheIdentityHaveAGradient() {
        let identity = Tensor([1.0, 0, 0, 1], shape: [2, 2])
        let squares = gradient { (x: Tensor) in eigenvaluesSymmetric(x).square().sum() }
        #expect(squares(identity).array(as: Double.self) == [2, 0, 0, 2])
        let nuclear = gradient { (x: Tensor) in x.matrixNorm(.nuclear) }
        expectClose(nuclear(identity), identity)
        let vectors = gradient { (x: Tensor) in eigh(x).vectors.sum() + svd(x).u.sum() }
        #expect(vectors(identity).array().allSatisfy { $0.isFinite })
    }

    @Test func theGradientOfTheInverseIsMinusItsSquare() {
        let a = matrix([2, 0, 0, 4], 2)
        let slope = gradient { (x: Tensor) in inverse(x).trace() }(a)
        #expect(slope.array() == [-0.25, 0, 0, -0.0625])
    }

    @Test func aPseudoInverseOfLowRankHasAGradient() {
        let a = Tensor([1.0, 0, 0, 0], shape: [2, 2])
        let slope = gradient { (x: Tensor) in pinv(x).sum() }(a)
        #expect(slope.array(as: Double.self) == [-1, 1, 1, 0])
    }

    // MARK: Errors

    @Test func aStackOfVectorsIsRecognised() {
        let error = #expect(throws: OpError.self) {
            try checked { solve(.ones([2, 3, 3]), .ones([2, 3])) }
        }
        #expect(error?.description.contains("a has 3 rows and b has 2") == true)
        #expect(error?.description.contains("expandedDims(axis: -1)") == true)
    }
}
