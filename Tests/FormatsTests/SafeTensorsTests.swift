import LaminaFormats
import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct SafeTensorsTests {
    /// What the format's own library (Python safetensors 0.8.0, `safetensors.numpy.save`) writes
    /// for the contents of `sample`.
    static let golden =
        [UInt8]([0x48, 1, 0, 0, 0, 0, 0, 0])
        + [UInt8](
            (#"{"__metadata__":{"format":"lamina"},"#
                + #""a":{"dtype":"I64","shape":[3],"data_offsets":[0,24]},"#
                + #""none":{"dtype":"F64","shape":[0,4],"data_offsets":[24,24]},"#
                + #""b.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[24,48]},"#
                + #""s":{"dtype":"F16","shape":[],"data_offsets":[48,50]},"#
                + #""é\"q":{"dtype":"BOOL","shape":[2],"data_offsets":[50,52]}}"#).utf8)
        + [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
        + [0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40]
        + [0, 0, 0xA0, 0x40, 0, 0x3E, 1, 0]

    static let sample = SafeTensors(
        metadata: ["format": "lamina"],
        entries: [
            "é\"q": .init(dtype: .bool, shape: [2], values: [1, 0] as [UInt8]),
            "b.weight": .init(
                dtype: .float32, shape: [2, 3], values: [0, 1, 2, 3, 4, 5] as [Float]),
            "none": .init(dtype: .float64, shape: [0, 4], values: [] as [Double]),
            "s": .init(dtype: .float16, shape: [], values: [1.5] as [Float16]),
            "a": .init(dtype: .int64, shape: [3], values: [1, 2, 3] as [Int64]),
        ])

    @Test func writesTheBytesOfTheOriginalLibrary() throws {
        let folder = TemporaryFolder()
        try Self.sample.write(to: folder.file("x"))
        #expect(contents(folder.file("x")) == Self.golden)
    }

    @Test func readsWhatTheOriginalLibraryWrites() throws {
        let read = try SafeTensors(parsing: ByteRegion(Self.golden), path: "x")
        #expect(read.metadata == ["format": "lamina"])
        #expect(read.entries.keys.sorted() == ["a", "b.weight", "none", "s", "é\"q"])
        let weight = try #require(read.entries["b.weight"])
        #expect(weight.dtype == .float32 && weight.shape == [2, 3])
        #expect(weight.array(of: Float.self) == [0, 1, 2, 3, 4, 5])
        #expect(read.entries["s"]?.array(of: Float16.self) == [1.5])
        #expect(read.entries["none"]?.array(of: Double.self) == [])
    }

    @Test(arguments: DType.allCases) func everyTypeSurvivesTheWayThroughAFile(dtype: DType) throws {
        let folder = TemporaryFolder()
        let bytes = (0..<3 * dtype.byteCount).map { UInt8($0 % 2) }
        // The one-byte neighbour would misalign the other, were the data not sorted by size.
        let file = SafeTensors(entries: [
            "a": .init(dtype: .uint8, shape: [1], values: [7] as [UInt8]),
            "x": .init(dtype: dtype, shape: [3], bytes: ByteRegion(bytes)),
        ])
        try file.write(to: folder.file("x"))
        let read = try SafeTensors(contentsOf: folder.file("x"))
        #expect(read.entries["x"]?.dtype == dtype)
        #expect(read.entries["x"]?.bytes.array(of: UInt8.self) == bytes)
        let address = read.entries["x"]?.bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        // A complex number is a pair: it needs the alignment of one part.
        let alignment = dtype.isComplex ? dtype.byteCount / 2 : dtype.byteCount
        #expect(address.map { $0 % alignment } == 0)
    }

    @Test func namesAndMetadataMayHoldAnyText() throws {
        let folder = TemporaryFolder()
        let odd = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F} 日本 🎉"
        let file = SafeTensors(
            metadata: [odd: odd, "": "x"],
            entries: [odd: .init(dtype: .uint8, shape: [1], values: [9] as [UInt8])])
        try file.write(to: folder.file("x"))
        let read = try SafeTensors(contentsOf: folder.file("x"))
        #expect(read.metadata == file.metadata)
        #expect(read.entries[odd]?.array(of: UInt8.self) == [9])
    }

    @Test func anEmptyFileOfNoTensorsIsAllowed() throws {
        let folder = TemporaryFolder()
        try SafeTensors().write(to: folder.file("x"))
        #expect(contents(folder.file("x")) == [8, 0, 0, 0, 0, 0, 0, 0] + [UInt8]("{}      ".utf8))
        #expect(try SafeTensors(contentsOf: folder.file("x")).entries.isEmpty)
    }

    @Test func dataOutlivesTheReader() throws {
        let folder = TemporaryFolder()
        try Self.sample.write(to: folder.file("x"))
        let entry = try SafeTensors(contentsOf: folder.file("x")).entries["a"]
        #expect(entry?.array(of: Int64.self) == [1, 2, 3])
    }

    @Test func tensorsKeepTypeShapeAndElements() throws {
        let folder = TemporaryFolder()
        let tensors = [
            "floats": Tensor([1.5, -2, 0, 4, 5, 6], shape: [3, 2]),
            "labels": Tensor([7, -8] as [Int32], shape: [2]),
            "mask": Tensor([true, false, true], shape: [3, 1]),
            "lazy": Tensor([1, 2], shape: [2]) + 1,
            "empty": Tensor([] as [Float], shape: [0, 3]),
            "scalar": Tensor(3),
        ]
        try SafeTensors(entries: tensors.mapValues { .init($0) }).write(to: folder.file("x"))
        let read = try SafeTensors(contentsOf: folder.file("x")).entries.mapValues(\.tensor)
        #expect(read.count == 6)
        for (name, tensor) in tensors { #expect(read[name]?.spec == tensor.spec) }
        #expect(read["floats"]?.array() == [1.5, -2, 0, 4, 5, 6])
        #expect(read["labels"]?.array(as: Int32.self) == [7, -8])
        #expect(read["mask"]?.array(as: Bool.self) == [true, false, true])
        #expect(read["lazy"]?.array() == [2, 3] && read["scalar"]?.scalar() == 3)
    }

    @Test func aTensorCannotTakeTheNameOfTheMetadata() {
        let folder = TemporaryFolder()
        let file = SafeTensors(entries: [
            "__metadata__": .init(dtype: .uint8, shape: [0], values: [] as [UInt8])
        ])
        #expect(throws: FileError.self) { try file.write(to: folder.file("x")) }
        #expect(folder.names.isEmpty)
    }

    @Test func aMissingFileIsNamed() {
        let fault = #expect(throws: FileError.self) {
            try SafeTensors(contentsOf: "/absent.safetensors")
        }
        #expect(
            fault?.description.hasPrefix("/absent.safetensors: could not open: No such file")
                == true)
    }
}
