import LaminaFormats
import LaminaGraph
import LaminaTestSupport
import Testing

@Suite struct NpzTests {
    @Test(arguments: [ReferenceFiles.npzStored, ReferenceFiles.npzDeflated])
    func readsWhatNumPyWrites(file: [UInt8]) throws {
        let archive = try Npz(parsing: ByteRegion(file), path: "x")
        #expect(archive.names == ["a", "b", "c"])
        #expect(try archive.array(named: "a").dtype == .bool)
        #expect(try archive.array(named: "b").array(of: Float16.self) == [1.5])
        #expect(try archive.array(named: "b").shape == [])
        #expect(try archive.array(named: "c").array(of: Int64.self) == [0, 2, 1, 3])
    }

    static let arrays: [String: StoredArray] = [
        "w": .init(dtype: .float32, shape: [2, 2], values: [1, 2, 3, 4] as [Float]),
        "layer/b": .init(dtype: .uint8, shape: [3], values: [1, 2, 3] as [UInt8]),
        "none": .init(dtype: .float64, shape: [0], values: [] as [Double]),
        "zeros": .init(
            dtype: .int32, shape: [50_000], values: [Int32](repeating: 0, count: 50_000)),
    ]

    @Test(arguments: [false, true]) func whatIsWrittenComesBack(compressed: Bool) throws {
        let folder = TemporaryFolder()
        let path = folder.file("x.npz")
        try Npz.write(Self.arrays, to: path, compressed: compressed)
        let read = try Npz(contentsOf: path).arrays()
        #expect(read.keys.sorted() == Self.arrays.keys.sorted())
        for (name, array) in Self.arrays {
            #expect(read[name]?.dtype == array.dtype && read[name]?.shape == array.shape)
            #expect(read[name]?.bytes.array(of: UInt8.self) == array.bytes.array(of: UInt8.self))
        }
        let size = try #require(contents(path)).count
        #expect((size < 5000) == compressed)
    }

    @Test func uncompressedArraysLieAlignedInTheFile() throws {
        let folder = TemporaryFolder()
        try Npz.write(Self.arrays, to: folder.file("x"))
        for array in try Npz(contentsOf: folder.file("x")).arrays().values where array.shape != [0]
        {
            #expect(array.bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) } % 64 == 0)
        }
    }

    @Test func anUnknownNameIsAnsweredWithTheNearest() throws {
        let archive = try Npz(parsing: ByteRegion(ReferenceFiles.npzStored), path: "x")
        let fault = #expect(throws: FileError.self) { try archive.array(named: "d") }
        #expect(fault?.problem.contains("no member 'd.npy'") == true)
    }

    @Test func aBombIsRefusedBeforeItIsUnpacked() throws {
        let archive = try Npz(
            parsing: ByteRegion(
                zipped("a.npy", [UInt8](repeating: 0, count: 10_000_000))), path: "x")
        let fault = #expect(throws: FileError.self) {
            try archive.array(named: "a", limit: 1_000_000)
        }
        #expect(fault?.problem == "'a.npy' is 10000000 bytes long, the limit is 1000000")
    }

    /// The limit is one for all of the arrays, or many small ones would pass it.
    @Test func theLimitOfAllArraysIsOne() throws {
        let folder = TemporaryFolder()
        let zeros = StoredArray(
            dtype: .uint8, shape: [60_000], values: [UInt8](repeating: 0, count: 60_000))
        try Npz.write(["a": zeros, "b": zeros], to: folder.file("x"), compressed: true)
        let archive = try Npz(contentsOf: folder.file("x"))
        #expect(throws: FileError.self) { try archive.arrays(limit: 100_000) }
        #expect(try archive.arrays(limit: 130_000).count == 2)
    }

    @Test func aFaultInsideNamesTheArrayAndItsByte() throws {
        let archive = try Npz(parsing: ByteRegion(zipped("a.npy", [1, 2, 3])), path: "x.npz")
        let fault = #expect(throws: FileError.self) { try archive.array(named: "a") }
        #expect(fault?.description.hasPrefix("x.npz, array 'a', byte 0: ") == true)
    }
}
