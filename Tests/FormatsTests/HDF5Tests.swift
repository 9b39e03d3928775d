import LaminaFormats
import LaminaGraph
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

/// With files that h5py and Keras wrote (scripts/reference-keras.py).
@Suite struct HDF5Tests {
    private func path(_ name: String) -> String { PretrainedReference.path(name, in: "hdf5") }

    private func error(_ name: String) -> String {
        do {
            _ = try HDF5(contentsOf: path(name))
            return "none"
        } catch { return "\(error)" }
    }

    @Test func everyTypeAndByteOrderIsRead() throws {
        let entries = try HDF5(contentsOf: path("types.h5")).entries
        #expect(Set(entries.keys).isDisjoint(with: ["text"]))
        let whole: [(String, DType)] = [
            ("i1", .int8), ("u1", .uint8), ("little-i2", .int16), ("big-i2", .int16),
            ("little-u4", .uint32), ("big-i8", .int64), ("little-u8", .uint64),
            ("little-f2", .float16), ("little-f4", .float32), ("big-f4", .float32),
            ("little-f8", .float64), ("bool", .bool),
        ]
        for (name, dtype) in whole {
            let array = try #require(entries[name], "\(name)")
            #expect(array.dtype == dtype && array.shape == [2, 3], "\(name)")
            let values = array.tensor.asType(.float32).array()
            #expect(
                values == (dtype == .bool ? [0, 1, 0, 1, 0, 1] : [0, 1, 2, 3, 4, 5]), "\(name)")
        }
        #expect(entries["scalar"]?.shape == [] && entries["alias"]?.array(of: Float.self) == [2.5])
        #expect(entries["empty"]?.shape == [0, 4])
    }

    @Test func compressedChunksInGroupsAreRead() throws {
        let entries = try HDF5(contentsOf: path("types.h5")).entries
        let packed = try #require(entries["deep/er/packed"]).array(of: Float.self)
        #expect(packed == (0..<1000).map(Float.init))
    }

    @Test func theNewestVersionsGroupsAndTypesAreRead() throws {
        let entries = try HDF5(contentsOf: path("latest.h5")).entries
        #expect(
            entries.keys.sorted() == ["group/inner", "group/soft", "one", "plain", "tiny", "typed"])
        #expect(entries["plain"]?.array(of: Double.self) == [0, 1, 2, 3, 4, 5])
        #expect(entries["group/soft"]?.array(of: Double.self) == [0, 1, 2, 3, 4, 5])
        #expect(entries["group/inner"]?.array(of: Int32.self) == [0, 1, 2, 3])
        #expect(entries["typed"]?.array(of: Float.self) == [1.5, 2.5])
        #expect(entries["one"]?.shape == [3, 4])
        #expect(entries["one"]?.array(of: Int16.self) == (0..<12).map(Int16.init))
        #expect(entries["tiny"]?.shape == [] && entries["tiny"]?.array(of: UInt8.self) == [7])
    }

    @Test func piecesAreCutOffAndHolesFilled() throws {
        let entries = try HDF5(contentsOf: path("pieces.h5")).entries
        #expect(entries["cut"]?.shape == [7, 5, 3])
        #expect(entries["cut"]?.array(of: Double.self) == (0..<105).map(Double.init))
        #expect(entries["sums"]?.array(of: UInt16.self) == (0..<50).map(UInt16.init))
        let holes = try #require(entries["holes"]).array(of: Int32.self)
        let edge = [Int32](repeating: -7, count: 8)
        #expect(holes == edge + [1, 2, -7, -7, 3, 4, -7, -7] + edge)
        #expect(entries["unwritten"]?.array(of: Float.self) == [2.5, 2.5, 2.5])
        #expect(entries["many/39"]?.array(of: Int32.self) == [39])
        #expect(entries["many/alias"]?.shape == [7, 5, 3])
        #expect(entries["lost"] == nil && entries.count == 45)
    }

    @Test func whatIsNotReadSaysWhatToDo() {
        #expect(error("dangling.h5").contains("'about' cannot be opened; links may lead nowhere"))
        #expect(error("dense.h5").contains("save it with libver='earliest'"))
        #expect(error("filter.h5").contains("its filter 32000 is not known"))
    }

    /// A number in a piece with a sum, which lies uncompressed in the file.
    @Test func aWrongSumIsNoticed() throws {
        var bytes = ByteRegion(try MappedFile(path: path("pieces.h5"))).array(of: UInt8.self)
        // The low bytes of 8 to 15, shuffled behind the high ones, which are all 0.
        let piece: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 8, 9, 10, 11, 12, 13, 14, 15]
        let start = try #require(
            (0..<bytes.count - 16).first { bytes[$0..<$0 + 16].elementsEqual(piece) })
        bytes[start + 9] ^= 1
        let damaged = ByteRegion(bytes)
        let fault = #expect(throws: FileError.self) { try HDF5(parsing: damaged, path: "x") }
        #expect(fault?.problem == "'sums' a piece's sum is not that of its bytes")
    }

    /// A file that is damaged at any place says which byte is at fault, and nothing on its own.
    @Test func faultsNameTheByte() throws {
        var bytes = ByteRegion(try MappedFile(path: path("types.h5"))).array(of: UInt8.self)
        for place in 96..<160 { bytes[place] = 0xFF }
        let damaged = ByteRegion(bytes)
        let fault = #expect(throws: FileError.self) { try HDF5(parsing: damaged, path: "x") }
        #expect(fault?.position != nil)
    }

    @Test func whatLeadsElsewhereIsRefused() {
        #expect(error("links.h5").contains("'away' cannot be opened"))
        #expect(error("external.h5").contains("'raw' keeps its numbers in other files"))
        #expect(error("cycle.h5").contains("groups lie in groups without end"))
        #expect(error("huge.h5").contains("'huge' of 4398046511104 bytes is more than the limit"))
    }

    @Test func otherFilesAreRefused() {
        let folder = TemporaryFolder()
        for bytes in [[], [1, 2, 3], [UInt8](repeating: 7, count: 5000)] as [[UInt8]] {
            let file = folder.file("x.h5", holding: bytes)
            #expect(throws: FileError.self) { try HDF5(contentsOf: file) }
        }
    }

    @Test func everyTruncationIsRefusedOrMissesNothing() throws {
        let whole = ByteRegion(try MappedFile(path: path("types.h5")))
        let expected = try HDF5(contentsOf: path("types.h5")).entries.keys.sorted()
        let folder = TemporaryFolder()
        for count in stride(from: 0, to: whole.count, by: 97) {
            let file = folder.file("x.h5", holding: whole[0..<count].array(of: UInt8.self))
            guard let entries = try? HDF5(contentsOf: file).entries else { continue }
            #expect(entries.keys.sorted() == expected)
        }
    }
}
