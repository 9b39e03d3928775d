import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaTestSupport
import Testing

@Suite struct StoredDatasetTests {
    private let labels = Dataset.Targets.labels([0, 1, 0], classNames: ["a", "b"])

    @Test func aMappedFileGivesTheSameBatchesAsMemory() throws {
        let folder = TemporaryFolder()
        let values: [Float] = (0..<12).map { Float($0) - 3.5 }
        let path = folder.file(
            "x.bin", holding: [9, 9, 9] + values.withUnsafeBytes { [UInt8]($0) })
        let mapped = try Dataset(
            name: "x", contentsOf: path, dtype: .float32, exampleShape: [2, 2], offset: 3,
            targets: labels)
        let inMemory = try Dataset(
            name: "x", inputs: .floats(values), exampleShape: [2, 2], targets: labels)
        let normalization = try Normalization(fittedTo: inMemory, per: .feature)
        #expect(try Normalization(fittedTo: mapped, per: .feature) == normalization)
        for order in [[0, 1, 2], [2, 0], [1, 1]] {
            #expect(
                mapped.batch(order, normalization: normalization)
                    == inMemory.batch(order, normalization: normalization))
        }
    }

    @Test(arguments: [
        (DType.int16, [UInt8]([0xFE, 0xFF, 2, 0, 3, 0]), [-2, 2, 3] as [Float]),
        (.uint8, [254, 2, 3], [254, 2, 3]),
        (.float16, [0x00, 0x3C, 0x00, 0xC0, 0x00, 0x38], [1, -2, 0.5]),
        (.bfloat16, [0x80, 0x3F, 0x00, 0xC0, 0x00, 0x3F], [1, -2, 0.5]),
        (.bool, [1, 0, 1], [1, 0, 1]),
    ]) func everyTypeBecomesFloats(dtype: DType, bytes: [UInt8], expected: [Float]) throws {
        let array = StoredArray(dtype: dtype, shape: [3, 1], bytes: ByteRegion(bytes))
        let data = try Dataset(name: "x", stored: array, targets: labels)
        #expect(data.batch([0, 1, 2]).inputs == expected)
    }

    @Test func whatIsNoWholeNumberOfExamplesIsRefused() {
        let folder = TemporaryFolder()
        let path = folder.file("x.bin", holding: [1, 2, 3, 4, 5])
        let error = #expect(throws: FileError.self) {
            try Dataset(
                name: "x", contentsOf: path, dtype: .uint8, exampleShape: [2], targets: labels)
        }
        #expect("\(error as Any)".contains("5 bytes from byte 0 on are no whole number"))
    }
}
