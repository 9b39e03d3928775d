import LaminaFormats
import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct GGUFTests {
    private func read(_ bytes: [UInt8]) throws -> GGUF {
        try GGUF(parsing: ByteRegion(bytes), path: "x")
    }

    @Test func readsWhatTheGGUFPackageWrites() throws {
        let file = try read(ReferenceFiles.gguf)
        #expect(file.version == 3)
        #expect(file.metadata["general.architecture"]?.string == "test")
        #expect(file.metadata["test.count"]?.int == 7 && file.metadata["test.rate"]?.double == 0.5)
        #expect(file.metadata["test.flag"]?.bool == true)
        #expect(file.metadata["test.words"]?.array == [.text("a"), .text("bc")])
        #expect(file.metadata["test.numbers"]?.array?.map(\.int) == [1, -2, 3])
        #expect(file.entries.count == 14)
    }

    @Test(arguments: ["f32", "f16", "bf16"]) func plainTensorsKeepTheirType(name: String) throws {
        let entry = try #require(try read(ReferenceFiles.gguf).entries[name])
        #expect(entry.shape == [2, 3])
        let types = ["f32": DType.float32, "f16": .float16, "bf16": .bfloat16]
        #expect(entry.tensor.dtype == types[name])
        #expect(entry.tensor.array() == [0, 0.25, 0.5, 0.75, 1, 1.25])
    }

    /// The package transcribes ggml's C code to NumPy; both agree to the last bit.
    @Test(arguments: [
        "q4_0", "q4_1", "q5_0", "q5_1", "q8_0", "q2_k", "q3_k", "q4_k", "q5_k", "q6_k",
    ])
    func quantisedTensorsEqualTheReference(name: String) throws {
        let entry = try #require(try read(ReferenceFiles.gguf).entries[name])
        let values = try SafeTensors(parsing: ByteRegion(ReferenceFiles.ggufValues), path: "v")
        let expected = try #require(values.entries[name])
        #expect(entry.shape == expected.shape && "\(entry.encoding)".lowercased() == name)
        #expect(entry.array.dtype == .float32)
        #expect(entry.array.array(of: Float.self) == expected.array(of: Float.self))
        #expect(Set(expected.array(of: Float.self)).count > 16)
    }

    // Files put together by hand.

    static func word(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
    }

    static func text(_ text: String) -> [UInt8] {
        word(UInt64(text.utf8.count)) + [UInt8](text.utf8)
    }

    static func record(
        _ name: String = "t", _ sizes: [UInt64] = [2], type: UInt32 = 0, offset: UInt64 = 0
    ) -> [UInt8] {
        text(name) + word(UInt32(sizes.count)) + sizes.flatMap { word($0) } + word(type)
            + word(offset)
    }

    static func file(
        _ tensors: [[UInt8]] = [], _ values: [[UInt8]] = [], version: UInt32 = 3,
        data: Int = 8, tensorCount: UInt64? = nil, valueCount: UInt64? = nil
    ) -> [UInt8] {
        var bytes = Array("GGUF".utf8) + word(version)
        bytes += word(tensorCount ?? UInt64(tensors.count))
        bytes += word(valueCount ?? UInt64(values.count))
        bytes += (values + tensors).joined()
        bytes += [UInt8](repeating: 0, count: -bytes.count & 31)
        return bytes + [UInt8](repeating: 1, count: data)
    }

    private static let string: [UInt8] = text("k") + word(8 as UInt32)

    private static let faults: [([UInt8], String)] = [
        (Array("GGML".utf8), "does not begin with GGUF"),
        (file(version: 1), "version 1 of GGUF is not known"),
        (file(version: 0x0300_0000), "big-endian"),
        (file(data: 0, tensorCount: .max), "ends too early"),
        (file(data: 0, valueCount: 1 << 60), "ends too early"),
        (file([], [string + text("a"), string + text("b")]), "'k' stands twice"),
        (file([], [string + word(UInt64.max)]), "ends too early"),
        (file([], [text("k") + word(99 as UInt32)]), "unknown type 99"),
        (file([], [text("k") + word(7 as UInt32) + [2]]), "a truth value is 2"),
        (
            file([], [text("k") + word(9 as UInt32) + word(4 as UInt32) + word(UInt64.max)]),
            "ends too early"
        ),
        (
            file(
                [],
                [
                    text("k") + word(9 as UInt32)
                        + [[UInt8]](
                            repeating: word(9 as UInt32) + word(1 as UInt64), count: 100
                        ).joined()
                ]), "nests too deep"
        ),
        (file([], [text("general.alignment") + word(4 as UInt32) + word(3 as UInt32)]), "is 3"),
        (file([], [text("general.alignment") + word(4 as UInt32) + word(0 as UInt32)]), "is 0"),
        (file([record("t", [1, 1, 1, 1, 1])]), "has 5 axes"),
        (file([record("t", [1 << 40, 1 << 40])]), "larger than any memory"),
        (file([record("t", [UInt64.max])]), "larger than any memory"),
        (file([record("t", [33], type: 2)]), "rows of 33 elements, and Q4_0 blocks of 32"),
        (file([record("t", [256], type: 16)]), "stored as IQ2_XXS; known are F32, F16, Q4_0"),
        (file([record("t", [256], type: 77)]), "stored as type 77"),
        (file([record(offset: 1)]), "no multiple of 32"),
        (file([record("t", [3])]), "takes 12 bytes from data byte 0, the file has 8"),
        (file([record(offset: 1 << 62)]), "the file has 8"),
        (file([record("t"), record("t", offset: 32)], data: 64), "'t' stands twice"),
        (
            file([record("a", [9]), record("b", offset: 32)], data: 64),
            "the one before it ends at 36"
        ),
    ]

    @Test(arguments: faults) func aFileAgainstTheRulesIsRefused(bytes: [UInt8], reason: String) {
        let fault = refusal(bytes)
        #expect(fault?.problem.contains(reason) == true, "\(fault as Any)")
        #expect(fault?.position != nil)
    }

    @Test func theSmallestFilesAreRead() throws {
        #expect(try read(Self.file(data: 0)).entries.isEmpty)
        let one = try read(Self.file([Self.record()]))
        #expect(one.entries["t"]?.shape == [2])
        let scalar = try read(Self.file([Self.record("t", [])]))
        #expect(scalar.entries["t"]?.shape == [])
    }

    @Test func anotherAlignmentIsHeeded() throws {
        let alignment =
            Self.text("general.alignment") + Self.word(4 as UInt32)
            + Self.word(8 as UInt32)
        let file = Self.file(
            [Self.record("a", [1]), Self.record("b", [2], offset: 8)], [alignment], data: 16)
        #expect(try read(file).entries["b"]?.bytes.count == 8)
    }

    @Test func everyTruncationIsRefused() {
        for length in 0..<ReferenceFiles.gguf.count - 32 {
            #expect(refusal([UInt8](ReferenceFiles.gguf[..<length])) != nil, "\(length)")
        }
    }

    private func refusal(_ bytes: [UInt8]) -> FileError? {
        do {
            _ = try GGUF(parsing: ByteRegion(bytes), path: "x")
            return nil
        } catch { return error }
    }
}
