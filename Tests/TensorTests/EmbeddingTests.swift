import LaminaGraph
import LaminaTensor
import Testing

@Suite struct EmbeddingTests {
    private let table = Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2])

    @Test func indicesOutsideGiveZerosWhateverTheirType() {
        let wide = Tensor([1, -1, 3, 1 << 32, Int64.min] as [Int64])
        #expect(embedding(wide, table: table).array() == [3, 4, 0, 0, 0, 0, 0, 0, 0, 0])
        let unsigned = Tensor([2, UInt32.max, 1 << 31] as [UInt32])
        #expect(embedding(unsigned, table: table).array() == [5, 6, 0, 0, 0, 0])
        let small = Tensor([0, 255] as [UInt8], shape: [1, 2])
        #expect(embedding(small, table: table).shape == [1, 2, 2])
    }

    @Test func repeatedRowsAddUpAndThePaddingRowLearnsNothing() {
        let indices = Tensor([2, 0, 2, 1] as [Int32])
        let plain = gradient { (t: Tensor) in embedding(indices, table: t).sum() }(table)
        #expect(plain.array() == [1, 1, 1, 1, 2, 2])
        for padding in [2, -1] {
            let padded = { @Sendable (t: Tensor) in
                embedding(indices, table: t, paddingIndex: padding)
            }
            #expect(padded(table).array() == [5, 6, 1, 2, 5, 6, 3, 4])
            #expect(gradient { padded($0).sum() }(table).array() == [1, 1, 1, 1, 0, 0])
        }
    }
}
