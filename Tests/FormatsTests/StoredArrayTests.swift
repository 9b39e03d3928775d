import LaminaFormats
import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct StoredArrayTests {
    private static let values: [Float] = [1, -2, 3.5, 0]

    private func address(_ bytes: ByteRegion) -> Int? {
        bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    }

    /// `values` in a mapped file behind `shift` other bytes.
    private func mapped(_ folder: TemporaryFolder, shift: Int) throws -> StoredArray {
        let bytes =
            [UInt8](repeating: 9, count: shift) + Self.values.withUnsafeBytes { [UInt8]($0) }
        folder.file("x", holding: bytes)
        let region = ByteRegion(try MappedFile(path: folder.file("x")))
        return StoredArray(dtype: .float32, shape: [4], bytes: region[shift..<shift + 16])
    }

    @Test(arguments: [(0, true), (4, true), (1, false), (2, false)])
    func aTensorSharesMappedMemoryWhereItIsAligned(shift: Int, isShared: Bool) throws {
        let folder = TemporaryFolder()
        let array = try mapped(folder, shift: shift)
        let tensor = array.tensor
        #expect(tensor.array() == Self.values)
        let place = tensor.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        #expect((place == address(array.bytes)) == isShared)
    }

    /// An update in place would write to memory that is mapped read-only.
    @Test func computingWithASharedTensorLeavesItAsItIs() throws {
        let folder = TemporaryFolder()
        var x = try mapped(folder, shift: 0).tensor
        for _ in 0..<3 {
            x = x * 2 + 1
            eval(x)
        }
        #expect(x.array() == Self.values.map { $0 * 8 + 7 })
        #expect(contents(folder.file("x"))?.count == 16)
    }

    @Test func aTensorsMemoryIsSharedOnTheWayOut() {
        let tensor = Tensor(Self.values, shape: [2, 2])
        let array = StoredArray(tensor)
        #expect(array.array(of: Float.self) == Self.values && array.shape == [2, 2])
        let place = tensor.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        #expect(address(array.bytes) == place)
    }
}
