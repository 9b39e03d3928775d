import LaminaFormats
import LaminaGraph
import LaminaReference
import LaminaTestSupport

/// More valid files, so that damage begins from twenty files of each format or more: every type of
/// element, every encoding, sizes of nought and one, and what other libraries' writers add.
extension FileCorpus {
    static let variants: [FileCorpus] =
        npyVariants + npzVariants + zipVariants + gzipVariants + torchVariants + safeTensorsVariants
        + ggufVariants + eventVariants + ncnnVariants + hdf5Variants + rVariants

    /// The bytes that `write` leaves in a file.
    private static func written(_ write: (String) throws -> Void) -> [UInt8] {
        let folder = TemporaryFolder()
        do { try write(folder.file("x")) } catch { fatalError("\(error)") }
        return contents(folder.file("x")) ?? []
    }

    private static func array(_ dtype: DType, _ shape: [Int]) -> StoredArray {
        let count = shape.reduce(dtype.byteCount, *)
        // Below 2, so that they are truth values too.
        return StoredArray(
            dtype: dtype, shape: shape, bytes: ByteRegion((0..<count).map { UInt8($0 % 3 % 2) }))
    }

    private static let shapes = [[], [0], [1], [2, 3], [2, 0, 3], [1, 2, 1, 2]]
    /// NumPy lacks bfloat16.
    private static let numpyTypes = DType.allCases.filter { $0 != .bfloat16 }

    private static let npyVariants: [FileCorpus] = numpyTypes.enumerated().flatMap { index, dtype in
        [false, true].map { isTurned in
            let array = array(dtype, shapes[(index + (isTurned ? 3 : 0)) % shapes.count])
            return FileCorpus(
                name: "npy, \(dtype) \(array.shape)\(isTurned ? " turned" : "")",
                bytes: written { try Npy.write(array, to: $0, fortranOrder: isTurned) }, read: npy)
        }
    }

    private static let npzVariants: [FileCorpus] = (0..<9).flatMap { index in
        [false, true].map { isCompressed in
            let arrays = (0...index % 4).map {
                (
                    "\($0)é".prefix($0 + 1).description,
                    array(
                        numpyTypes[(index + $0) % numpyTypes.count],
                        shapes[(index + $0) % shapes.count])
                )
            }
            return FileCorpus(
                name: "npz, \(index)\(isCompressed ? " compressed" : "")",
                bytes: written {
                    try Npz.write(
                        Dictionary(uniqueKeysWithValues: arrays), to: $0, compressed: isCompressed)
                }, read: npz)
        }
    }

    /// Nothing, one byte, runs, a text, and what does not get shorter.
    private static let payloads: [[UInt8]] = [
        [], [7], [UInt8](repeating: 0, count: 300), Array("one two one two one two".utf8),
        (0..<200).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 167 >> 3) },
        (0..<400).map { UInt8($0 % 16) },
    ]

    private static let zipVariants: [FileCorpus] =
        payloads.enumerated().flatMap { index, bytes in
            [false, true].map { deflate in
                FileCorpus(
                    name: "zip, \(index)\(deflate ? " deflated" : "")",
                    bytes: zipped("folder/\(index)", bytes, deflate: deflate), read: zip)
            }
        }
        + (1...6).map { count in
            FileCorpus(
                name: "zip, \(count) members",
                bytes: zippedMembers((0..<count).map { ("\($0)", payloads[$0]) }), read: zip)
        }

    private static let gzipVariants: [FileCorpus] = payloads.enumerated().flatMap { index, bytes in
        [
            [gzipped(bytes)], [gzipped(bytes), gzipped([1])],
            [gzipped([]), gzipped(bytes), gzipped(bytes)],
        ].map {
            FileCorpus(
                name: "gzip, \(index) of \($0.count) members", bytes: Array($0.joined()),
                mayEndEarly: $0.count > 1, read: gzip)
        }
    }

    /// What PyTorch wrote, whole and, to come past the archive's checksums, each pickle alone.
    private static let torchVariants: [FileCorpus] = {
        do {
            return try ReferenceFile("samples").files(of: "torch").flatMap { name, bytes in
                let whole = FileCorpus(name: "torch, \(name)", bytes: bytes, read: torch)
                return name.hasPrefix("legacy")
                    ? [whole] : [whole, pickle("torch, pickle of \(name)", bytes)]
            }
        } catch { fatalError("\(error)") }
    }()

    private static let hdf5Variants: [FileCorpus] = {
        do {
            return try ReferenceFile("hdf5/samples").files(of: "hdf5").map { name, bytes in
                FileCorpus(name: "hdf5, \(name)", bytes: bytes, mayEndEarly: true, read: hdf5)
            }
        } catch { fatalError("\(error)") }
    }()

    /// Indices and values of packages with more and more texts.
    private static let rVariants: [FileCorpus] = (1..<11).flatMap { count in
        let package = RPackage(
            (0..<count).map { ("text\($0)", [String](repeating: "línea \($0)", count: 10 - count)) }
        )
        return [
            FileCorpus(name: "R, index of \(count)", bytes: package.plainIndex, read: rValue),
            FileCorpus(
                name: "R, \(10 - count) lines", bytes: package.plainValue, read: rValue),
        ]
    }

    private static let safeTensorsVariants: [FileCorpus] = (0..<20).map { index in
        let types = DType.allCases.filter { $0 != .complex128 }
        let entries = (0...index % 3).map {
            (
                ["weight", "läyer.0.bias", "\"quoted\"\n"][$0],
                array(types[(index + $0) % types.count], shapes[(index + $0) % shapes.count])
            )
        }
        let file = SafeTensors(
            metadata: index % 2 == 0 ? [:] : ["format": "pt", "ü": "\u{1}\\"],
            entries: Dictionary(uniqueKeysWithValues: entries))
        return FileCorpus(
            name: "safetensors, \(index)", bytes: written { try file.write(to: $0) },
            read: safeTensors)
    }

    private static let ggufVariants: [FileCorpus] = {
        func word(_ number: some FixedWidthInteger) -> [UInt8] { GGUFTests.word(number) }
        // One value of each kind: numbers of 1 to 8 bytes, texts, lists and lists of lists.
        let kinds: [(UInt32, [UInt8])] = [
            (0, [1]), (1, [255]), (2, word(2 as UInt16)), (3, word(-2 as Int16)),
            (4, word(3 as UInt32)), (5, word(-3 as Int32)), (6, word((1.5 as Float).bitPattern)),
            (7, [1]), (8, GGUFTests.text("text")), (10, word(4 as UInt64)),
            (11, word(-4 as Int64)), (12, word((2.5).bitPattern)),
        ]
        let values: [[UInt8]] = kinds.enumerated().map { index, kind in
            GGUFTests.text("key\(index)") + word(kind.0) + kind.1
        }
        let lists: [[UInt8]] = kinds.enumerated().map { index, kind in
            GGUFTests.text("list\(index)") + word(9 as UInt32) + word(kind.0) + word(2 as UInt64)
                + kind.1 + kind.1
        }
        return GGUFEncoding.allCases.enumerated().map { index, encoding in
            let count = UInt64(encoding.blockSize)
            let tensor = GGUFTests.record(
                "t.\(encoding)", index % 2 == 0 ? [count] : [count, 1], type: encoding.rawValue)
            let some = [values[index % kinds.count], lists[index % kinds.count]]
            return FileCorpus(
                name: "gguf, \(encoding)",
                bytes: GGUFTests.file(
                    [tensor], Array(some.prefix(index % 3)), data: encoding.blockByteCount),
                read: gguf)
        }
    }()

    private static let eventVariants: [FileCorpus] = (0..<14).flatMap { index in
        let bytes = written { path in
            let writer = try TFEventsWriter(path: path, wallTime: 1e9)
            for step in 0...Int64(index % 4) {
                try writer.scalar("loss/\(index)", 0.5, step: step << index, wallTime: 2e9)
                guard index % 3 == 0 else { continue }
                let limits = (0...index).map { Double($0) }
                try writer.histogram(
                    "weights",
                    .init(
                        step: step, wallTime: 2e9, min: 0, max: 1, sum: 2, sumOfSquares: 3,
                        buckets: limits.map { .init(limit: $0, count: $0 + 1) }))
            }
        }
        let whole = FileCorpus(
            name: "events, \(index)", bytes: bytes, mayEndEarly: true, read: events)
        return index % 4 == 3 ? [whole, event("events, record of \(index)", bytes)] : [whole]
    }

    /// Text and weights in turn, each beside the other's good half.
    private static let ncnnVariants: [FileCorpus] = {
        let layers = [
            ("Convolution", "0=2 1=1 5=1 6=4", 4, 2), ("Convolution", "0=1 1=3 11=1 6=3", 3, 0),
            ("ConvolutionDepthWise", "0=2 1=1 5=0 6=2 7=2", 2, 0),
            ("Deconvolution", "0=1 1=2 2=1 3=2 4=1 5=1 6=4 -23310=1,0.2", 4, 1),
            ("InnerProduct", "0=3 1=1 2=6", 6, 3), ("InnerProduct", "0=1 2=1", 1, 0),
        ]
        return (0..<2 * layers.count).flatMap { index -> [FileCorpus] in
            let (kind, parameters, count, biases) = layers[index / 2]
            let isHalf = index % 2 == 1
            let text = """
                7767517
                3 3
                Input    in  0 1 a 0=1 1=1
                \(kind)  one 1 1 a b \(parameters)
                ReLU     two 1 1 b c
                """
            let tag: [UInt8] = isHalf ? [0x47, 0x6B, 0x30, 0x01] : [0, 0, 0, 0]
            let numbers = [UInt8](
                repeating: 1, count: isHalf ? (count * 2 + 3) / 4 * 4 : count * 4)
            let weights = tag + numbers + [UInt8](repeating: 2, count: biases * 4)
            let name = "ncnn, \(kind) \(index)"
            return [
                FileCorpus(name: name + " param", bytes: [UInt8](text.utf8), mayEndEarly: true) {
                    bytes throws(FileError) in try ncnn(bytes, ByteRegion(weights))
                },
                FileCorpus(name: name + " bin", bytes: weights) { bytes throws(FileError) in
                    try ncnn(ByteRegion([UInt8](text.utf8)), bytes)
                },
            ]
        }
    }()
}
