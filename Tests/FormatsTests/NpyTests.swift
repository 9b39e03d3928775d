import LaminaFormats
import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct NpyTests {
    private func read(_ bytes: [UInt8]) throws -> StoredArray {
        try Npy.parse(ByteRegion(bytes), path: "x")
    }

    /// A file of version 1 whose header is `text`.
    private func file(_ text: String, _ data: [UInt8] = []) -> [UInt8] {
        [0x93] + [UInt8]("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + [UInt8](text.utf8)
            + data
    }

    static let values: [Float] = [-1.5, -0.5, 0.5, 1.5, 2.5, 3.5]

    @Test(arguments: [
        ReferenceFiles.npyFloat, ReferenceFiles.npyFortran, ReferenceFiles.npyBigEndian,
    ])
    func everyOrderOfNumPyReadsAsTheSameArray(file: [UInt8]) throws {
        let array = try read(file)
        #expect(array.dtype == .float32 && array.shape == [2, 3])
        #expect(array.array(of: Float.self) == Self.values)
    }

    @Test func bothPartsOfABigEndianComplexNumberAreTurned() throws {
        let array = try read(ReferenceFiles.npyComplex)
        #expect(array.dtype == .complex64 && array.shape == [2])
        #expect(array.bytes.array(of: Float.self) == [1, 2, -3.5, 0])
    }

    @Test func writesTheBytesOfNumPy() throws {
        let folder = TemporaryFolder()
        let array = StoredArray(Tensor(Self.values, shape: [2, 3]))
        try Npy.write(array, to: folder.file("c"))
        try Npy.write(array, to: folder.file("f"), fortranOrder: true)
        #expect(contents(folder.file("c")) == ReferenceFiles.npyFloat)
        #expect(contents(folder.file("f")) == ReferenceFiles.npyFortran)
    }

    @Test(arguments: DType.allCases.filter { $0 != .bfloat16 }, [false, true])
    func everyTypeAndOrderComesBack(dtype: DType, fortranOrder: Bool) throws {
        let folder = TemporaryFolder()
        for shape in [[], [3], [0, 2], [2, 3], [2, 1, 3, 2]] {
            let count = shape.reduce(1, *) * dtype.byteCount
            let bytes = (0..<count).map { UInt8(dtype == .bool ? $0 % 2 : $0) }
            let array = StoredArray(dtype: dtype, shape: shape, bytes: ByteRegion(bytes))
            try Npy.write(array, to: folder.file("x"), fortranOrder: fortranOrder)
            let back = try Npy.read(contentsOf: folder.file("x"))
            #expect(back.dtype == dtype && back.shape == shape)
            #expect(back.bytes.array(of: UInt8.self) == bytes)
        }
    }

    @Test(arguments: DType.allCases.filter { $0.byteCount > 1 && $0 != .bfloat16 })
    func bigEndianElementsAreTurned(dtype: DType) throws {
        let name = [
            DType.float16: "f2", .float32: "f4", .float64: "f8", .complex64: "c8",
            .complex128: "c16", .int16: "i2", .int32: "i4", .int64: "i8", .uint16: "u2",
            .uint32: "u4", .uint64: "u8",
        ][dtype]!
        let header = "{'descr': '>\(name)', 'fortran_order': False, 'shape': (2,), }"
        let bytes = (0..<2 * dtype.byteCount).map { UInt8($0) }
        let word = dtype.realType.byteCount
        let turned = stride(from: 0, to: bytes.count, by: word).flatMap {
            bytes[$0..<$0 + word].reversed()
        }
        #expect(try read(file(header, bytes)).bytes.array(of: UInt8.self) == turned)
    }

    @Test func littleEndianDataIsNotCopied() throws {
        let folder = TemporaryFolder()
        folder.file("x", holding: ReferenceFiles.npyFloat)
        let region = ByteRegion(try MappedFile(path: folder.file("x")))
        let array = try Npy.parse(region, path: "x")
        let start = region.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        #expect(array.bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) } == start + 128)
        let tensor = array.tensor
        #expect(tensor.withUnsafeBytes { Int(bitPattern: $0.baseAddress) } == start + 128)
        // Arithmetic on it must not write to the file's memory, which is mapped read-only.
        #expect((tensor + 1).array() == Self.values.map { $0 + 1 })
        #expect(tensor.array() == Self.values)
    }

    @Test func aTensorOutlivesTheFile() throws {
        let tensor: Tensor
        do {
            let folder = TemporaryFolder()
            folder.file("x", holding: ReferenceFiles.npyFloat)
            tensor = try Npy.read(contentsOf: folder.file("x")).tensor
        }
        #expect(tensor.array() == Self.values)
    }

    @Test(arguments: [
        "{'descr': \"<i2\", \"fortran_order\": True, 'shape': (2L,)}",
        " {'shape':(2,),'fortran_order':False,'descr':'<i2'}\n",
    ])
    func headersOfOtherWritersAreRead(header: String) throws {
        #expect(try read(file(header, [1, 0, 2, 0])).array(of: Int16.self) == [1, 2])
    }

    @Test(arguments: [
        ("|O", "Python objects in a pickle"), ("<U5", "text"), ("|S3", "text"),
        ("|V2", "raw bytes, as NumPy stores bfloat16"), ("<M8[ns]", "dates"), ("<f16", "no tensor"),
        ("|f4", "no tensor"), ("f4", "no tensor"), ("", "no tensor"),
    ])
    func typesWithoutTensorAreNamed(type: String, meaning: String) {
        let fault = refusal(file("{'descr': '\(type)', 'fortran_order': False, 'shape': (1,), }"))
        #expect(fault?.problem.contains("'\(type)'") == true)
        #expect(fault?.problem.contains(meaning) == true)
    }

    private static let faults: [(String, String)] = [
        ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "several fields"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), ", "ends too early"),
        ("{'descr': '<f4', 'fortran_order': False}", "needs descr, fortran_order and shape"),
        ("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,), }", "expected a string"),
        ("{'descr': '<f4', 'descr': '<f4', 'shape': (1,), }", "'descr' stands twice"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "without sign"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } + x", "after the end"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), }", "large"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "memory"),
        ("{'descr': '<f4', 'fortran_order': True, 'shape': (0, 4294967296, 4294967296)}", "memory"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1)}", "at most 8"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "takes 8 bytes, 4 follow"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", ""),
        ("{'descr': '<i2', 'fortran_order': False, 'shape': (1,), }", "takes 2 bytes, 4 follow"),
        ("{'descr': '|b1', 'fortran_order': False, 'shape': (4,), }", "holds a byte 7"),
        ("{'a\\u0041': '<f4'}", "an escape"),
    ]

    @Test(arguments: faults) func aFileAgainstTheRulesIsRefused(header: String, reason: String) {
        let fault = refusal(file(header, [7, 0, 0, 0]))
        #expect(reason.isEmpty ? fault == nil : fault?.problem.contains(reason) == true)
        #expect(reason.isEmpty || fault?.position != nil)
    }

    @Test func bfloat16IsRefusedWithARemedy() {
        let folder = TemporaryFolder()
        let array = StoredArray(dtype: .bfloat16, shape: [1], values: [0] as [UInt16])
        let fault = #expect(throws: FileError.self) { try Npy.write(array, to: folder.file("x")) }
        #expect(fault?.fix == "convert with asType(.float32), or write safetensors")
        #expect(folder.names.isEmpty)
    }

    private func refusal(_ bytes: [UInt8]) -> FileError? {
        do {
            _ = try Npy.parse(ByteRegion(bytes), path: "x")
            return nil
        } catch { return error }
    }
}
