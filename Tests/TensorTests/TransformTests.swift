import LaminaGraph
import LaminaTensor
import Testing

@Suite struct TransformTests {
    @Test func hessianOfACubicIsItsSecondDerivative() {
        let h = hessian { (x: Tensor) in (x * x * x).sum() + (x.sum() * x.sum()) }(Tensor([1, 2]))
        #expect(h.array() == [8, 2, 2, 14])
    }

    @Test func jacobianHasOneRowForEachResult() {
        let wide: @Sendable (Tensor) -> Tensor = { x in
            concatenated([x * x, x.sum(axes: [0], keepDims: true)])
        }
        #expect(jacobian(of: wide)(Tensor([3, 4])).array() == [6, 0, 0, 8, 1, 1])
        let narrow: @Sendable (Tensor) -> Tensor = { x in x.sum(axes: [0], keepDims: true) * 2 }
        #expect(jacobian(of: narrow)(Tensor([3, 4, 5])).array() == [2, 2, 2])
    }

    @Test func gradientsOfEachExampleAreThoseOfALoop() {
        let w = Tensor.normal(shape: [3, 2], key: RandomKey(seed: 1))
        let loss: @Sendable (Tensor) -> Tensor = { x in tanh(matmul(x, w)).square().sum() }
        let x = Tensor.normal(shape: [5, 3], key: RandomKey(seed: 2))
        let together = vmap(gradient(of: loss))(x).array()
        let apart = (0..<5).flatMap {
            gradient(of: loss)(x.slice($0..<$0 + 1).reshaped([3])).array()
        }
        for (a, b) in zip(together, apart) { #expect(abs(a - b) <= 1e-6 * (1 + abs(b))) }
    }

    @Test func vmapSharesArgumentsWithoutAnAxis() {
        let (x, w) = (Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2]), Tensor([10, 1]))
        let scores = vmap({ (x: Tensor, w: Tensor) in (x * w).sum() }, inAxes: (0, nil))
        #expect(scores(x, w).array() == [12, 34, 56])
        let columns = vmap({ (x: Tensor, y: Tensor) in x * y }, inAxes: (1, 0), outAxis: 1)
        #expect(columns(x, w).array() == [10, 2, 30, 4, 50, 6])
        let slopes = vmap(
            { (w: Tensor, x: Tensor, y: Tensor) in
                gradient { (w: Tensor) in ((x * w).sum() - y).square() }(w)
            }, inAxes: (nil, 0, 0))
        #expect(slopes(w, x, Tensor([12, 34, 55])).array() == [0, 0, 0, 0, 10, 12])
    }

    @Test func vmapTakesAndGivesOtherAxes() {
        let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
        let sums = vmap({ (column: Tensor) in column.sum() }, inAxis: 1)(x)
        #expect(sums.array() == [5, 7, 9])
        let doubled = vmap({ (column: Tensor) in column * 2 }, inAxis: 1, outAxis: 1)(x)
        #expect(doubled.array() == [2, 4, 6, 8, 10, 12])
    }

    @Test func aLaneReachesNoOtherLanesTable() {
        let tables = Tensor([1, 2, 3, 4], shape: [2, 2, 1])
        let rows = vmap { (table: Tensor) in table.gatheredRows(Tensor([0, 2, -1] as [Int32])) }
        #expect(rows(tables).array() == [1, 0, 0, 3, 0, 0])
    }

    @Test func aDerivativeGoesThroughVmap() {
        let f: @Sendable (Tensor) -> Tensor = { x in
            (vmap { (row: Tensor) in row * row.sum() }(x) * x).sum()
        }
        let x = Tensor([1, 2, 3, 4], shape: [2, 2])
        // f = Σ_rows (Σ x)(Σ x²): the gradient is Σ x² + 2 x Σ x.
        #expect(gradient(of: f)(x).array() == [11, 17, 67, 81])
    }
}

@Suite struct LaneKeyTests {
    @Test func lanesDrawTheirOwnNumbers() {
        let noisy = vmap { (x: Tensor) in x + .uniform(shape: [4]) }
        let both = Generator.$current.withValue(Generator(seed: 5)) {
            noisy(Tensor.zeros([2, 4])).array()
        }
        #expect(both[0..<4] != both[4..<8])
        let again = Generator.$current.withValue(Generator(seed: 5)) {
            noisy(Tensor.zeros([2, 4])).array()
        }
        #expect(both == again)
    }

    @Test func nestedLanesDrawTheirOwnNumbersToo() {
        let inner = vmap { (x: Tensor) in x + .uniform(shape: []) }
        let table = vmap { (x: Tensor) in inner(x) }(Tensor.zeros([3, 3])).array()
        #expect(Set(table).count == 9)
    }
}
