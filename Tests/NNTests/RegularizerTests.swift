import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

private struct Pair: Module {
    let weight = Parameter(Tensor([[3, 0], [0, 4]]))
    let bias = Parameter(Tensor([7, 7]))
    func forward(_ x: Tensor) -> Tensor { matmul(x, weight.value) + bias.value }
}

@Suite struct RegularizerTests {
    @Test func aPenaltyTakesTheMatchingParametersAlone() {
        #expect(Pair().penalty(.l2(0.1)).scalar() == 2.5)
        #expect(abs(Pair().penalty(.l1(1), on: "**").scalar() - 21) < 1e-6)
    }

    @Test func aPenaltyReachesTheGradient() throws {
        let model = Pair()
        let (_, gradients) = valueAndGradient(at: model) { $0.penalty(.l2(0.5)) }
        #expect(try #require(gradients["weight"]).array() == [3, 0, 0, 4])
        #expect(try #require(gradients["bias"]).array() == [0, 0])
    }

    @Test func aPatternThatMatchesNothingNamesThePaths() {
        let error = #expect(throws: OpError.self) {
            try checked { _ = Pair().penalty(.l1(1), on: "conv.**") }
        }
        #expect(error?.operands.first?.value == "weight, bias")
    }

    @Test func anOrthogonalMatrixHasNoOrthogonalityPenalty() {
        #expect(Regularizer.orthogonality(1)(Tensor([[0, 1], [-1, 0], [0, 0]])).scalar() == 0)
        #expect(Regularizer.orthogonality(1)(Tensor([[0, 1, 0]])).scalar() == 0)
    }

    @Test func aGroupOfZerosHasNoGradient() {
        let slope = gradient { (w: Tensor) in Regularizer.group(1)(w) }(Tensor([[0, 0], [3, 4]]))
        let root = Float(2).squareRoot()
        #expect(abs(slope.array()[3] - 0.8 * root) < 1e-6)
        #expect(slope.array()[..<2] == [0, 0])
    }

    @Test func unitsAtTheWantedRateAreNotPenalised() {
        #expect(abs(sparsityPenalty(.full(0.05, [8, 3])).scalar()) < 1e-6)
        #expect(sparsityPenalty(.zeros([8, 3])).scalar().isFinite)
    }
}
