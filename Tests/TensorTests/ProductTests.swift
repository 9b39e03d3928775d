import LaminaGraph
import LaminaTensor
import Testing

@Suite struct ProductTests {
    @Test func productsOfVectorsByHand() {
        let (x, y) = (Tensor([1, 2, 3]), Tensor([4, 5, 6]))
        #expect(dot(x, y).scalar() == 32)
        #expect(cross(x, y).array() == [-3, 6, -3])
        #expect(outer(x, Tensor([1, -1])).array() == [1, -1, 2, -2, 3, -3])
        #expect(kron(Tensor([1, 2]), Tensor([1, 10])).array() == [1, 10, 2, 20])
    }

    @Test func integersStayIntegers() {
        let a = Tensor([1, 2, 3, 4] as [Int32], shape: [2, 2])
        #expect(matmul(a, a).dtype == .int32)
        #expect(matrixPower(a, 3).array(as: Int32.self) == [37, 54, 81, 118])
        #expect(a.trace().array(as: Int32.self) == [5])
    }

    /// From left to right it would take 10⁹ multiplications, from the right 2 · 10⁶.
    @Test func aChainIsMultipliedInTheCheapestOrder() {
        let column = Tensor.ones([1000, 1])
        let row = Tensor.ones([1, 1000])
        let product = multiDot([column, row, column, row, column])
        #expect(product.shape == [1000, 1])
        #expect(product.slice(0..<1).scalar() == 1_000_000)
    }

    @Test func aMatrixToThePowerZeroIsTheIdentity() {
        #expect(matrixPower(.ones([2, 2, 2]), 0).array() == [1, 0, 0, 1, 1, 0, 0, 1])
    }

    @Test func diagonalsOutsideTheMatrixHaveNoElements() {
        let a = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(a.trace().scalar() == 6)
        #expect(a.trace(offset: 2).scalar() == 3)
        #expect(a.trace(offset: -1).scalar() == 4)
        #expect(a.trace(offset: 3).scalar() == 0)
        #expect(a.trace(offset: -7).scalar() == 0)
    }

    @Test func theFrobeniusNormNeitherOverflowsNorVanishes() {
        #expect(Tensor([3e30, 4e30], shape: [1, 2]).matrixNorm().scalar() == 5e30)
        #expect(Tensor([3e-30, 4e-30], shape: [1, 2]).matrixNorm().scalar() == 5e-30)
        #expect(Tensor([.infinity, 1], shape: [1, 2]).matrixNorm().scalar() == .infinity)
        #expect(Tensor([.nan, 1], shape: [1, 2]).matrixNorm().scalar().isNaN)
    }

    @Test func normsOfZeroHaveGradientZero() {
        let zero = Tensor.zeros([2, 2])
        #expect(gradient { (x: Tensor) in x.matrixNorm() }(zero).array() == [0, 0, 0, 0])
        let slope = gradient { (x: Tensor) in pairwiseDistances(x, x).sum() }
        #expect(slope(Tensor([1, 2], shape: [1, 2])).array() == [0, 0])
        let cosine = gradient { (x: Tensor) in cosineSimilarity(x, .ones([2])).sum() }
        #expect(cosine(.zeros([2])).array().allSatisfy { $0.isFinite })
    }

    @Test func distancesByHand() {
        let (a, b) = (Tensor([0, 0, 3, 4], shape: [2, 2]), Tensor([0, 0, 1, 1], shape: [2, 2]))
        #expect(pairwiseDistances(a, b, p: 1).array() == [0, 2, 7, 5])
        #expect(pairwiseDistances(a, b, p: .infinity).array() == [0, 1, 4, 3])
        #expect(pairwiseDistances(a, a).array() == [0, 5, 5, 0])
    }

    /// The product of the wrong way round names both numbers and the remedy.
    @Test func aTransposedWeightIsRecognised() {
        let error = #expect(throws: OpError.self) {
            try checked { matmul(.ones([32, 784]), .ones([10, 784])) }
        }
        let text = error?.description ?? ""
        #expect(text.contains("inner dimensions differ (784 and 10)"))
        #expect(text.contains("a weight stored [out, in] needs transposed()"))
    }
}
