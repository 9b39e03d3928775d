import LaminaGraph
import LaminaTensor
import Testing

@Suite struct LiteralTests {
    @Test func nestedArraysBecomeFloat32InRowMajorOrder() {
        let matrix = Tensor([[1, 2.5, 3], [4, 5, 6]])
        #expect(matrix.spec == TensorSpec([2, 3], .float32))
        #expect(matrix.array() == [1, 2.5, 3, 4, 5, 6])
        let box = Tensor([[[1, 2]], [[3, 4]], [[5, 6]]])
        #expect(box.shape == [3, 1, 2])
        #expect(box.array() == [1, 2, 3, 4, 5, 6])
        #expect(Tensor([[[[1], [2]], [[3], [4]]]]).shape == [1, 2, 2, 1])
    }

    @Test func everyElementTypeKeepsItself() {
        #expect(Tensor([[1, 2], [3, 4]] as [[Double]]).dtype == .float64)
        #expect(Tensor([[true], [false]]).spec == TensorSpec([2, 1], .bool))
        #expect(Tensor([[[1 as UInt8]]]).spec == TensorSpec([1, 1, 1], .uint8))
        #expect(Tensor([[[[1 as Int16]]]]).dtype == .int16)
        #expect(Tensor(true).spec == TensorSpec([], .bool))
        #expect(Tensor(7 as Int8).scalar(as: Int8.self) == 7)
        #expect(Tensor([1.5, -2] as [Float16]).spec == TensorSpec([2], .float16))
        let numbers = [3, 4]
        #expect(Tensor(numbers).dtype == .int64)
        #expect(Tensor(numbers).array(as: Int.self) == numbers)
    }

    @Test func emptyRowsHaveSizes() {
        #expect(Tensor([] as [[Float]]).shape == [0, 0])
        #expect(Tensor([[], []] as [[Float]]).shape == [2, 0])
        #expect(Tensor([[[]]] as [[[Float]]]).shape == [1, 1, 0])
    }

    @Test func raggedRowsAreNamed() {
        #expect(
            message { Tensor([[1, 2, 3], [4, 5]]) }.contains("row 1 has 2 elements and row 0 has 3")
        )
        #expect(
            message { Tensor([[[1, 2], [3, 4]], [[5, 6], [7]]]) }
                .contains("in element 1, row 1 has 1 elements and row 0 has 2"))
        #expect(
            message { Tensor([[[1, 2]], [[3, 4], [5, 6]]]) }
                .contains("element 1 has the shape [2, 2] and element 0 [1, 2]"))
    }

    @Test func aWrongCountIsNamed() {
        #expect(
            message { Tensor([1, 2, 3], shape: [2, 2]) }.contains("3 elements do not fill [2, 2]"))
    }

    private static let halfway: [(Double, Double)] = [
        // Ties go to the even neighbour: 1 + 2^-8 lies between 1 and 1 + 2^-7.
        (0x1.01p0, 1), (0x1.03p0, 0x1.04p0),
        // Through Float the first rounding would make a tie of it.
        (0x1.0100000001p0, 0x1.02p0), (.infinity, .infinity),
    ]

    @Test(arguments: halfway)
    func aBrainFloatIsRoundedOnce(value: Double, want: Double) {
        #expect(Tensor(value, dtype: .bfloat16).scalar(as: Double.self) == want)
    }

    @Test func aNumberIsCutAndWrapsInAnIntegerType() {
        #expect(Tensor(-2.9, dtype: .int32).scalar(as: Int32.self) == -2)
        #expect(Tensor(300, dtype: .uint8).scalar(as: UInt8.self) == 44)
        #expect(Tensor(-1, dtype: .uint64).scalar(as: UInt64.self) == .max)
        #expect(Tensor(.nan, dtype: .int32).scalar(as: Int32.self) == 0)
        #expect(Tensor(.nan, dtype: .bool).scalar(as: Bool.self))
    }
}

/// The text of the error that the call is refused with.
func message(_ call: () -> Tensor) -> String {
    do {
        _ = try checked { call() }
        return "no error"
    } catch { return "\(error)" }
}
