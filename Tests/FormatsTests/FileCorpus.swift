import LaminaFormats
import LaminaGraph
import LaminaReference
import LaminaTestSupport
import Testing

/// Valid small files of every format, each with what reads it whole.
struct FileCorpus: Sendable, CustomTestStringConvertible {
    /// The format, then what is special: `npy, complex`.
    let name: String
    /// What is to be damaged.
    let bytes: [UInt8]
    /// Whether an earlier end may leave a valid file.
    var mayEndEarly = false
    /// Puts the damaged bytes where checksums would keep damage out.
    var wrapped: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    /// Reads a file and touches every byte of what it holds.
    let read: @Sendable (ByteRegion) throws(FileError) -> Void

    var testDescription: String { name }

    var format: String { String(name.prefix { $0 != "," }) }

    /// Reads each element, so that memory that is not there would end the test.
    private static func touch(_ bytes: ByteRegion) {
        let sum = bytes.withUnsafeBytes { $0.reduce(0 as UInt8) { $0 ^ $1 } }
        withExtendedLifetime(sum) {}
    }

    static let npy: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in touch(try Npy.parse(bytes, path: "x").bytes)
    }

    static let npz: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        for array in try Npz(parsing: bytes, path: "x").arrays().values { touch(array.bytes) }
    }

    static let zip: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        let archive = try ZipArchive(parsing: bytes, path: "x")
        for name in archive.names { touch(try archive.contents(of: name, limit: 1 << 24)) }
    }

    static let gzip: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        touch(ByteRegion(try Gzip.inflated(bytes, limit: 1 << 24, path: "x")))
    }

    static let torch: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        for entry in try TorchCheckpoint(parsing: bytes, path: "x").entries.values {
            touch(entry.bytes)
        }
    }

    static let safeTensors: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        for entry in try SafeTensors(parsing: bytes, path: "x").entries.values {
            touch(entry.bytes)
        }
    }

    static let index: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        _ = try ShardedSafeTensors(parsing: bytes, path: "x")
    }

    static let gguf: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        for entry in try GGUF(parsing: bytes, path: "x").entries.values { touch(entry.array.bytes) }
    }

    static let events: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        if let damage = try TFEvents(parsing: bytes, path: "x").damage { throw damage }
    }

    static let hdf5: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        let file = try HDF5(parsing: bytes, limit: 1 << 24, path: "x")
        for entry in file.entries.values { touch(entry.bytes) }
    }

    /// A file that h5py wrote, from Tests/Reference/hdf5.
    private static func hdf5File(_ name: String) -> FileCorpus {
        do {
            let file = try MappedFile(path: PretrainedReference.path(name, in: "hdf5"))
            let bytes = ByteRegion(file).array(of: UInt8.self)
            return FileCorpus(name: "hdf5, \(name)", bytes: bytes, mayEndEarly: true, read: hdf5)
        } catch { fatalError("\(error)") }
    }

    static func ncnn(
        _ param: ByteRegion, _ bin: ByteRegion
    ) throws(FileError) {
        let model = try NCNN(param: param, paramPath: "x.param", bin: bin, binPath: "x.bin")
        for layer in model.layers {
            if let weight = layer.weight { touch(weight.bytes) }
            if let bias = layer.bias { touch(bias.bytes) }
        }
    }

    private static let ncnnParam: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in try ncnn(bytes, ByteRegion(NCNNTests.weights))
    }

    private static let ncnnBin: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in try ncnn(ByteRegion([UInt8](NCNNTests.text.utf8)), bytes)
    }

    static let rValue: @Sendable (ByteRegion) throws(FileError) -> Void = {
        bytes throws(FileError) in
        _ = try RValue(serialized: bytes, path: "x")
    }

    static let all: [FileCorpus] = {
        let jsonText = [UInt8](
            #"{"metadata": {"total_size": 12}, "weight_map": {"a": "1.st", "b": "2.st"}}"#.utf8)
        let header = [UInt8](
            #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#.utf8)
        let smallTensors = [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + [1, 2]
        // `GGUF`, version 3, one tensor `t` of two float32, no metadata.
        let smallGGUF =
            Array("GGUF".utf8) + [3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            + [1, 0, 0, 0, 0, 0, 0, 0, 0x74, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            + [UInt8](repeating: 0, count: 8 + 7) + [UInt8](repeating: 1, count: 8)
        let rPackage = RPackage([("emma", ["Emma", "", "by Jane Austen"]), ("lady", ["Susan"])])
        return [
            .init(
                name: "ncnn, param", bytes: [UInt8](NCNNTests.text.utf8), mayEndEarly: true,
                read: ncnnParam),
            .init(name: "ncnn, bin", bytes: NCNNTests.weights, read: ncnnBin),
            .init(name: "npy", bytes: ReferenceFiles.npyFloat, read: npy),
            .init(name: "npy, Fortran order", bytes: ReferenceFiles.npyFortran, read: npy),
            .init(name: "npy, big-endian", bytes: ReferenceFiles.npyBigEndian, read: npy),
            .init(name: "npy, complex", bytes: ReferenceFiles.npyComplex, read: npy),
            .init(name: "npz, stored", bytes: ReferenceFiles.npzStored, read: npz),
            .init(name: "npz, deflated", bytes: ReferenceFiles.npzDeflated, read: npz),
            .init(
                name: "npz, inside", bytes: ReferenceFiles.npyFortran,
                wrapped: { zipped("a.npy", $0, deflate: false) }, read: npz),
            .init(name: "zip, stored", bytes: ZipArchiveTests.fromPython, read: zip),
            .init(name: "zip, deflated", bytes: zipped("a", header), read: zip),
            .init(name: "gzip", bytes: gzipped(header), read: gzip),
            .init(
                name: "gzip, two members", bytes: gzipped(header) + gzipped([1, 2, 3]),
                mayEndEarly: true, read: gzip),
            .init(name: "torch", bytes: ReferenceFiles.torchZip2, read: torch),
            .init(name: "torch, protocol 5", bytes: ReferenceFiles.torchZip5, read: torch),
            .init(name: "torch, types", bytes: ReferenceFiles.torchTypes, read: torch),
            .init(name: "torch, legacy", bytes: ReferenceFiles.torchLegacy, read: torch),
            pickle("torch, pickle", ReferenceFiles.torchZip2),
            pickle("torch, pickle of protocol 5", ReferenceFiles.torchZip5),
            .init(name: "safetensors", bytes: SafeTensorsTests.golden, read: safeTensors),
            .init(name: "safetensors, small", bytes: smallTensors, read: safeTensors),
            .init(name: "safetensors, index", bytes: jsonText, read: index),
            .init(name: "gguf", bytes: ReferenceFiles.gguf, mayEndEarly: true, read: gguf),
            .init(name: "gguf, small", bytes: smallGGUF, read: gguf),
            .init(
                name: "events", bytes: ReferenceFiles.eventsPlain, mayEndEarly: true, read: events),
            .init(
                name: "events, tensors", bytes: ReferenceFiles.eventsTensors, mayEndEarly: true,
                read: events),
            hdf5File("types.h5"), hdf5File("latest.h5"),
            .init(name: "R, index", bytes: rPackage.plainIndex, read: rValue),
            .init(name: "R, texts", bytes: rPackage.plainValue, read: rValue),
            event("events, record", ReferenceFiles.eventsPlain),
            event("events, tensor record", ReferenceFiles.eventsTensors),
        ]
    }()

    /// The pickle alone is damaged, and the archive made anew with the right checksum.
    static func pickle(_ name: String, _ archive: [UInt8]) -> FileCorpus {
        do {
            let zip = try ZipArchive(parsing: ByteRegion(archive), path: "x")
            var members: [(String, [UInt8])] = []
            for name in zip.names {
                members.append((name, try zip.contents(of: name).array(of: UInt8.self)))
            }
            let others = members.filter { $0.0 != "archive/data.pkl" }
            let pickle = try zip.contents(of: "archive/data.pkl").array(of: UInt8.self)
            return FileCorpus(
                name: name, bytes: pickle,
                wrapped: { zippedMembers(others + [("archive/data.pkl", $0)]) }, read: torch)
        } catch { fatalError("\(error)") }
    }

    /// The third record's data alone are damaged, and put into a record with right checksums.
    static func event(_ name: String, _ file: [UInt8]) -> FileCorpus {
        var start = 0
        for _ in 0..<2 { start += 16 + Int(file[start]) + Int(file[start + 1]) << 8 }
        let count = Int(file[start]) + Int(file[start + 1]) << 8
        let before = [UInt8](file[..<start])
        return FileCorpus(
            name: name, bytes: [UInt8](file[start + 12..<start + 12 + count]), mayEndEarly: true,
            wrapped: { before + record($0) }, read: events)
    }

    /// A record as of a TFRecord file, with right checksums.
    static func record(_ data: [UInt8]) -> [UInt8] {
        func word(_ number: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
        }
        let length = word(UInt64(data.count))
        return length + word(CRC32C.masked(length)) + data + word(CRC32C.masked(data))
    }
}
