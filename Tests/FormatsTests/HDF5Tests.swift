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
