import LaminaGraph
import LaminaTensor
import Testing

@Suite struct CreationTests {
    @Test func arangeStopsBeforeItsEnd() {
        #expect(Tensor.arange(to: 4).array(as: Int32.self) == [0, 1, 2, 3])
        #expect(Tensor.arange(from: 0, to: 10, by: 3).array(as: Int32.self) == [0, 3, 6, 9])
        #expect(Tensor.arange(from: 0, to: 9, by: 3).array(as: Int32.self) == [0, 3, 6])
        #expect(Tensor.arange(from: 3, to: 0, by: -1).array(as: Int32.self) == [3, 2, 1])
        #expect(Tensor.arange(from: 3, to: 0).shape == [0])
        #expect(Tensor.arange(from: 0, to: 3, by: -1).shape == [0])
        #expect(Tensor.arange(from: Int.max - 1, to: Int.max, dtype: .int64).shape == [1])
        #expect(Tensor.arange(from: 0.5, to: 2, by: 0.5).array() == [0.5, 1, 1.5])
        #expect(Tensor.arange(from: 2.0, to: 0).shape == [0])
    }

    @Test func linspaceHitsBothEnds() {
        let x = Tensor.linspace(from: 0.1, to: 0.7, count: 50)
        #expect(x.array()[0] == 0.1)
        #expect(x.array()[49] == 0.7)
        #expect(Tensor.linspace(from: 0, to: 1, count: 5).array() == [0, 0.25, 0.5, 0.75, 1])
        #expect(Tensor.linspace(from: 2, to: 5, count: 1).array() == [2])
        #expect(Tensor.linspace(from: 2, to: 5, count: 0).shape == [0])
        #expect(
            Tensor.linspace(from: 0, to: -1, count: 3, dtype: .int32).array(as: Int32.self)
                == [0, -1, -1])
    }

    /// Each is the float32 nearest to the float64 number, which single precision steps would miss.
    @Test func sequencesAreRoundedOnce() {
        let x = Tensor.linspace(from: 0, to: 1, count: 1001).array()
        for i in 0...1000 { #expect(x[i] == Float(Double(i) * 0.001)) }
    }

    @Test func diagonalsGoThereAndBack() {
        let v = Tensor([1, 2, 3])
        #expect(v.diagonalMatrix().array() == [1, 0, 0, 0, 2, 0, 0, 0, 3])
        for offset in -2...2 {
            let matrix = v.diagonalMatrix(offset: offset)
            #expect(matrix.shape == [3 + abs(offset), 3 + abs(offset)])
            #expect(matrix.diagonal(offset: offset).array() == [1, 2, 3])
            #expect(matrix.sum().scalar() == 6)
        }
        #expect(Tensor.eye(2, columns: 3).diagonal(offset: 5).shape == [0])
        #expect(Tensor.eye(3, dtype: .bool).diagonal().array(as: Bool.self) == [true, true, true])
    }

    @Test func trianglesDropWhatIsNotANumber() {
        let x = Tensor([[1, .nan], [.infinity, 2]])
        #expect(x.lowerTriangle().array() == [1, 0, .infinity, 2])
        #expect(x.upperTriangle(offset: 1).array()[0] == 0)
        #expect(Tensor([[1, 2], [3, 4]] as [[UInt8]]).upperTriangle().array() == [1, 2, 0, 4])
    }

    @Test func oneHotPutsItsAxisWhereAsked() {
        let x = Tensor([2, 0, 7] as [Int64])
        #expect(x.oneHot(classes: 3).array() == [0, 0, 1, 1, 0, 0, 0, 0, 0])
        #expect(x.oneHot(classes: 3, axis: 0, dtype: .bool).spec == TensorSpec([3, 3], .bool))
        #expect(x.oneHot(classes: 3, axis: 0).array() == [0, 1, 0, 0, 0, 0, 1, 0, 0])
    }

    @Test func gridsFollowTheirIndexing() {
        let (x, y) = (Tensor([1, 2, 3]), Tensor([10, 20]))
        let picture = meshgrid([x, y])
        #expect(picture[0].array() == [1, 2, 3, 1, 2, 3])
        #expect(picture[1].array() == [10, 10, 10, 20, 20, 20])
        #expect(meshgrid([x, y], indexing: .ij)[0].array() == [1, 1, 2, 2, 3, 3])
        #expect(meshgrid([]).isEmpty)
    }

    @Test func indicesHoldEachAxis() {
        #expect(Tensor.indices([2, 2]).array() == [0, 0, 1, 1, 0, 1, 0, 1])
    }
}
