import LaminaGraph
import LaminaTensor
import Testing

@Suite struct UpdatingTests {
    private let x = Tensor((0..<12).map(Float.init), shape: [3, 4])

    @Test func aPartIsReplacedAndTheRestKeepsItsBits() {
        #expect(x.updating(at: 1, 2, with: 9).array() == [0, 1, 2, 3, 4, 5, 9, 7, 8, 9, 10, 11])
        let zeros = Tensor([-0.0, 1, -0.0])
        #expect(zeros.updating(at: 1, adding: 1).array().map(\.sign) == [.minus, .plus, .minus])
        #expect(x.updating(at: 3..., with: 1).array() == x.array())
    }

    @Test func readingAfterWritingGivesWhatWasWritten() {
        let y = Tensor([100, 200], shape: [2, 1])
        let (back, every): (IndexTerm, IndexTerm) = (.strided(by: -3), .all)
        let rows: [any TensorIndex] = [0...1, 1..., ..<2, .strided(by: 2) as IndexTerm, [2, 0]]
        let columns: [any TensorIndex] = [1..<3, back, every]
        for row in rows {
            for column in columns {
                let part = x.updating(at: row, column, with: y)[row, column]
                #expect(part.array().allSatisfy { $0 == 100 || $0 == 200 })
                #expect(part[0].array().allSatisfy { $0 == 100 })
            }
        }
    }

    @Test func theLastOfSeveralUpdatesOfOneElementStays() {
        let line = Tensor([1, 2, 3])
        #expect(line.updating(at: [1, 1, 0], with: Tensor([7, 8, 9])).array() == [9, 8, 3])
        #expect(line.updating(at: [1, 1, 0], adding: Tensor([7, 8, 9])).array() == [10, 17, 3])
        #expect(line.updating(at: [1, 1], multiplyingBy: 3).array() == [1, 18, 3])
        #expect(
            line.updating(at: [1, 1], takingMaximumWith: Tensor([7, 5])).array() == [1, 7, 3])
        #expect(
            line.updating(at: [1, 1], takingMinimumWith: Tensor([1, -5])).array() == [1, -5, 3])
    }

    @Test func anUpdateOutsideItsAxisIsSkipped() {
        let index = Tensor([3, -4, -1] as [Int32])
        #expect(Tensor([1, 2, 3]).updating(at: index, with: 9).array() == [1, 2, 9])
    }

    @Test func aMaskChoosesInsideATransform() {
        let clipped = vmap { (row: Tensor) in row.updating(at: row .> 4, with: 4) }(x)
        #expect(clipped.array() == [0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4])
        let columns = Tensor([true, false, false, true])
        let values = Tensor([10, 20, 30], shape: [3, 1])
        #expect(
            x.updating(at: .all, columns, with: values).array()
                == [10, 1, 2, 10, 20, 5, 6, 20, 30, 9, 10, 30])
        let each = x.updating(at: .all, columns, with: Tensor([1, 2]))
        #expect(each.array() == [1, 1, 2, 2, 1, 5, 6, 2, 1, 9, 10, 2])
    }

    @Test func whatIsReplacedHasNoGradient() {
        let (dx, dy) = gradients(of: { x, y in
            (x.updating(at: 1..., with: y) * Tensor([1, 10, 100])).sum()
        })
        #expect(dx == [1, 0, 0])
        #expect(dy == [10, 100])
    }

    private func gradients(
        of function: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) -> ([Float], [Float]) {
        let found = gradient { (p: [Tensor]) in function(p[0], p[1]) }([
            Tensor([1, 2, 3]), Tensor([4, 5]),
        ])
        return (found[0].array(), found[1].array())
    }

    @Test func valuesTakeTheTensorsType() {
        let counts = Tensor([1, 2, 3] as [Int32])
        let changed = counts.updating(at: 0, with: Tensor([true], shape: []))
        #expect(changed.dtype == .int32)
        #expect(counts.updating(at: 0, adding: 4).array(as: Int32.self) == [5, 2, 3])
        let error = #expect(throws: OpError.self) {
            try checked { _ = counts.updating(at: 0, with: 0.5) }
        }
        #expect(error?.problem == "float32 values do not fit a int32 tensor")
    }
}
