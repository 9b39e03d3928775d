import LaminaGraph
import LaminaTensor
import Testing

@Suite struct IndexingTests {
    /// `x[i, j, k] = 12 i + 4 j + k`, so that an element tells where it was.
    private let x = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])

    @Test func numbersTakeAxesAway() {
        #expect(x[1].shape == [3, 4])
        #expect(x[1, -1].array() == [20, 21, 22, 23])
        #expect(x[-2, 0, 3].shape == [])
        #expect(x[-2, 0, 3].scalar() == 3)
        #expect(x[].shape == [2, 3, 4])
    }

    @Test func rangesOfEveryKindKeepTheirAxis() {
        let row = x[0, 0]
        #expect(row[1..<3].array() == [1, 2])
        #expect(row[1...3].array() == [1, 2, 3])
        #expect(row[2...].array() == [2, 3])
        #expect(row[..<2].array() == [0, 1])
        #expect(row[...2].array() == [0, 1, 2])
        #expect(row[(-2)...].array() == [2, 3])
        #expect(row[..<(-1)].array() == [0, 1, 2])
        #expect(row[-3...(-2)].array() == [1, 2])
        #expect(row[2..<2].shape == [0])
        #expect(row[4...].shape == [0])
        #expect(row[.all].array() == [0, 1, 2, 3])
    }

    @Test func stridesRunBothWays() {
        let row = x[0, 0]
        #expect(row[.strided(by: 2)].array() == [0, 2])
        #expect(row[.strided(by: 3)].array() == [0, 3])
        #expect(row[.strided(by: -1)].array() == [3, 2, 1, 0])
        #expect(row[.strided(by: -3)].array() == [3, 0])
        #expect(row[.strided(from: 2, by: -2)].array() == [2, 0])
        #expect(row[.strided(from: -1, to: 0, by: -2)].array() == [3, 1])
        #expect(row[.strided(from: 1, to: -1)].array() == [1, 2])
        #expect(row[.strided(from: 1, to: 3, by: -1)].shape == [0])
        #expect(row[0..<0][.strided(by: -1)].shape == [0])
    }

    @Test func ellipsisAndNewAxesStandWhereTheyAreWritten() {
        #expect(x[.ellipsis, 1].shape == [2, 3])
        #expect(x[0, .ellipsis, 1].array() == [1, 5, 9])
        #expect(x[.newAxis, .ellipsis, .newAxis].shape == [1, 2, 3, 4, 1])
        #expect(x[0, .newAxis, 1...].shape == [1, 2, 4])
        #expect(x[0, 0, .ellipsis, 0].shape == [])
    }

    /// The places of the result's axes and the elements, as NumPy gives them for the same indices.
    @Test func indexTensorsFollowNumPysRule() {
        let i = Tensor([1, 0] as [Int32]), j = Tensor([0, 2] as [Int32], shape: [2, 1])
        func expect(_ y: Tensor, _ shape: Shape, _ elements: [Float]) {
            #expect(y.shape == shape)
            #expect(y.array() == elements)
        }
        expect(x[0, .all, i], [2, 3], [1, 5, 9, 0, 4, 8])
        expect(x[.all, i, j], [2, 2, 2], [4, 0, 6, 2, 16, 12, 18, 14])
        expect(x[i, .all, i], [2, 3], [13, 17, 21, 0, 4, 8])
        expect(x[i, .ellipsis, i], [2, 3], [13, 17, 21, 0, 4, 8])
        expect(x[.all, 0, i], [2, 2], [1, 0, 13, 12])
        expect(x[.all, .newAxis, i, 0], [2, 1, 2], [4, 0, 16, 12])
        expect(x[0, .newAxis, i], [2, 1, 4], [4, 5, 6, 7, 0, 1, 2, 3])
        expect(x[i, 1..., .strided(by: -2)], [2, 2, 2], [19, 17, 23, 21, 7, 5, 11, 9])
        // An ellipsis parts the indices on its sides even where it stands for no axis.
        let k = [1, 0, 1, 1, 0]
        expect(x[.all, k, .ellipsis, k], [5, 2], [5, 17, 0, 12, 5, 17, 5, 17, 0, 12])
        expect(x[.all, k, k], [2, 5], [5, 0, 5, 5, 0, 17, 12, 17, 17, 12])
    }

    @Test func masksPickWhereTheyAreTrue() {
        let two = Tensor([true, false, true, false, false, true], shape: [2, 3])
        #expect(x[two].array() == [0, 1, 2, 3, 8, 9, 10, 11, 20, 21, 22, 23])
        #expect(x[two, [0, 1, 2]].array() == [0, 9, 22])
        let one = Tensor([true, false, true])
        #expect(x[.all, one].shape == [2, 2, 4])
        #expect(x[0, one, 1..<3].array() == [1, 2, 9, 10])
        #expect(x[.ellipsis, one, 0].array() == [0, 8, 12, 20])
        #expect(x[x .> 20].array() == [21, 22, 23])
        #expect(x[x .> 99].shape == [0])
    }

    @Test func anIndexOutsideItsAxisPicksZero() {
        let table = Tensor([1, 2, 3, 4], shape: [2, 2])
        let rows = table[Tensor([2, -3, -1] as [Int32])]
        #expect(rows.array() == [0, 0, 0, 0, 3, 4])
        // Outside on one axis is outside, and does not reach another row.
        let elements = table[Tensor([0, 1] as [Int32]), Tensor([2, -3] as [Int32])]
        #expect(elements.array() == [0, 0])
    }

    @Test func unsignedAndWideIndicesWork() {
        let table = Tensor((0..<300).map(Float.init))
        #expect(table[Tensor([200, 255] as [UInt8])].array() == [200, 255])
        #expect(table[Tensor([-1, 299] as [Int64])].array() == [299, 299])
    }

    @Test func anElementPickedTwiceGetsBothGradients() {
        let slope = gradient { (x: Tensor) in (x[[0, 2, 0]] * Tensor([1, 10, 100])).sum() }
        #expect(slope(Tensor([1, 2, 3])).array() == [101, 0, 10])
    }

    @Test func aMaskOfTheDifferentiatedTensorIsKnown() {
        let slope = gradient { (x: Tensor) in x[x .> 0].square().sum() }
        #expect(slope(Tensor([-1, 2, 3])).array() == [0, 4, 6])
    }

    @Test func aTracedMaskAsksForSelect() {
        let error = #expect(throws: OpError.self) {
            _ = try checked { vmap { (x: Tensor) in x[x .> 0].sum() }(x.reshaped([2, 12])) }
        }
        #expect(error?.description.contains("depends on the mask's values") == true)
        #expect(error?.fix.contains("select(mask, x, 0)") == true)
    }

    @Test func basicIndicesMakeOneSliceAndOneReshape() {
        let traced = Graph.tracing([x.spec]) { [$0[0][1, 1..., .strided(by: 2)] * 2] }
        let names = traced.optimized(claiming: { _, _ in false }).nodes.map(\.primitive.name)
        #expect(names.filter { $0 == "slice" }.count == 1)
        #expect(names.filter { $0 == "reshape" }.count == 1)
        #expect(!names.contains("gatherRows"))
    }

    private func pickOutside() throws { try checked { _ = x[0, 0, 4] } }

    @Test func anErrorNamesAxisIndexAndSize() {
        let error = #expect(throws: OpError.self) { try pickOutside() }
        #expect(
            error?.description.hasPrefix(
                """
                subscript: index 4 is out of range for axis 2 of size 4
                  x    float32 [2, 3, 4]
                  fix  use an index from -4 to 3
                  at   \(#filePath)
                """) == true)
    }

    @Test func aMissingAxisOfAShapeNamesTheRank() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            _ = Tensor.zeros([2, 3]).shape[2]
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("shape: axis 2 is out of range for rank 2"))
        #expect(text.contains("use an axis from 0 to 1"))
    }
}
