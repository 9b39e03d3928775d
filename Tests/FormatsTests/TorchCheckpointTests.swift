import LaminaFormats
import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct TorchCheckpointTests {
    private func read(_ bytes: [UInt8]) throws -> TorchCheckpoint {
        try TorchCheckpoint(parsing: ByteRegion(bytes), path: "x")
    }

    /// Each holds what `torch_files` of scripts/reference-formats.py describes.
    @Test(arguments: [
        ReferenceFiles.torchZip2, ReferenceFiles.torchZip5, ReferenceFiles.torchLegacy,
    ])
    func readsWhatPyTorchWrites(bytes: [UInt8]) throws {
        let file = try read(bytes)
        #expect(
            file.entries.keys.sorted() == [
                "complex", "half", "mask", "model.bias", "model.weight", "parameter", "views.0",
                "views.1", "views.2", "views.3",
            ])
        let weight = try #require(file.entries["model.weight"])
        #expect(weight.shape == [3, 2] && weight.dtype == .float32)
        #expect(weight.array(of: Float.self) == [0, 1, 2, 3, 4, 5])
        #expect(file.tensors["model.bias"]?.array() == [0.5, -1, 2])
        #expect(file.entries["half"]?.dtype == .bfloat16)
        #expect(file.tensors["half"]?.array() == [1.5, -2])
        #expect(file.tensors["mask"]?.array(as: Bool.self) == [true, false])
        #expect(file.entries["parameter"]?.shape == [])
        #expect(file.tensors["parameter"]?.scalar() == 7)
        #expect(file.entries["complex"]?.bytes.array(of: Float.self) == [1, 2])
    }

    @Test(arguments: [ReferenceFiles.torchZip2, ReferenceFiles.torchLegacy])
    func viewsOfOneStorageHaveTheirOwnElements(bytes: [UInt8]) throws {
        let entries = try read(bytes).entries
        #expect(entries["views.0"]?.array(of: Int32.self) == [0, 1, 2, 3, 4, 5])
        #expect(entries["views.1"]?.array(of: Int32.self) == [1, 2, 3])
        #expect(entries["views.2"]?.shape == [3, 2])
        #expect(entries["views.2"]?.array(of: Int32.self) == [0, 3, 1, 4, 2, 5])
        #expect(entries["views.3"]?.array(of: Int32.self) == [0, 2, 4])
    }

    @Test func contiguousViewsShareTheFilesMemory() throws {
        let folder = TemporaryFolder()
        folder.file("x.pt", holding: ReferenceFiles.torchZip2)
        let region = ByteRegion(try MappedFile(path: folder.file("x.pt")))
        let entries = try TorchCheckpoint(parsing: region, path: "x").entries
        func address(_ bytes: ByteRegion?) -> Int? {
            bytes?.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        }
        let whole = try #require(address(entries["views.0"]?.bytes))
        #expect(address(entries["views.1"]?.bytes) == whole + 4)
        let start = try #require(address(region))
        #expect((start..<start + region.count).contains(whole))
    }

    @Test func otherValuesAreMetadata() throws {
        let metadata = try read(ReferenceFiles.torchZip2).metadata
        #expect(metadata["epoch"]?.int == 3)
        #expect(metadata["rate"] == .number(0.25))
        #expect(metadata["name"]?.string == "lamina")
        #expect(metadata["none"] == MetadataValue.none)
        #expect(metadata["done.0"]?.bool == true && metadata["done.1"]?.int == 1 << 40)
        #expect(metadata["size.1"]?.int == 3 && metadata["type"]?.string == "torch.float16")
        #expect(metadata.count == 9)
    }

    @Test func everyTypeIsRead() throws {
        let tensors = try read(ReferenceFiles.torchTypes).tensors
        #expect(tensors.count == DType.allCases.count)
        for dtype in DType.allCases {
            let tensor = try #require(tensors[dtype.description])
            #expect(tensor.dtype == dtype && tensor.shape == [2])
            if !dtype.isComplex { #expect(tensor.array() == [1, 0]) }
        }
    }

    @Test func aWholeModuleIsRefusedByName() {
        let fault = refusal(ReferenceFiles.torchObject)
        #expect(
            fault?.problem.contains("needs 'torch.nn.modules.activation.ReLU', which is not")
                == true)
        #expect(fault?.path == "x, member 'archive/data.pkl'" && fault?.position != nil)
        #expect(fault?.fix.contains("torch.save(model.state_dict(), path)") == true)
    }

    // Pickles written by hand, in a zip archive.

    private func pickled(_ body: [UInt8]) -> [UInt8] { zipped("x/data.pkl", [0x80, 2] + body) }

    private func global(_ module: String, _ name: String) -> [UInt8] {
        [0x63] + Array("\(module)\n\(name)\n".utf8)
    }

    private func text(_ text: String) -> [UInt8] {
        [0x58, UInt8(text.utf8.count), 0, 0, 0] + [UInt8](text.utf8)
    }

    @Test(arguments: [
        ("os", "system"), ("builtins", "eval"), ("__builtin__", "exec"), ("posix", "system"),
        ("torch", "load"), ("torch.storage", "_load_from_bytes"), ("torch.hub", "load"),
        ("collections", "deque"), ("torch._utils", "_rebuild_tensor_v2.__class__"), ("", ""),
        ("torch.serialization", "os.system"),
    ])
    func aNameOutsideOfTheListIsRefused(module: String, name: String) {
        let call = global(module, name) + text("true") + [0x85, 0x52, 0x2E]
        #expect(refusal(pickled(call))?.problem.contains("'\(module).\(name)'") == true)
        let stacked = text(module) + text(name) + [0x93] + [0x29, 0x52, 0x2E]
        #expect(refusal(pickled(stacked))?.problem.contains("'\(module).\(name)'") == true)
    }

    @Test func theEntryThatCannotBeReadIsNamed() {
        let body = [0x7D] + text("scale") + global("torch._utils", "_rebuild_qtensor") + [0x2E]
        let fault = refusal(pickled(body))
        #expect(
            fault?.problem.hasPrefix(
                "the file needs 'torch._utils._rebuild_qtensor' for the entry 'scale', which")
                == true)
        #expect(fault?.fix.contains("tensor.dequantize()") == true)
    }

    @Test func aCounterIsADictionary() throws {
        let counts = [0x7D] + text("a") + [0x4B, 2, 0x73]
        let file = pickled(global("collections", "Counter") + counts + [0x85, 0x52, 0x2E])
        #expect(try read(file).metadata == ["a": .integer(2)])
    }

    @Test(
        arguments: [
            (0x69, "INST"), (0x6F, "OBJ"), (0x50, "PERSID"), (0x82, "EXT1"), (0x92, "NEWOBJ_EX"),
            (0x49, "INT"), (0x97, "NEXT_BUFFER"), (0xFF, "number 255"), (0, "number 0"),
        ] as [(UInt8, String)])
    func anInstructionOutsideOfTheListIsRefused(code: UInt8, name: String) {
        let fault = refusal(pickled([code, 0x2E]))
        #expect(fault?.problem == "the pickle's instruction \(name) is not allowed")
        #expect(fault?.position == .byte(2))
    }

    /// Bodies of pickles and a part of the reason for which each is refused.
    private static let faults: [([UInt8], String)] = [
        ([], "ends too early"),
        ([0x2E], "from an empty stack"),
        ([0x28, 0x2E], "from an empty stack"),
        ([0x4E, 0x28, 0x30, 0x30, 0x30, 0x2E], "from an empty stack"),
        ([0x74, 0x2E], "a mark is missing"),
        ([0x4E, 0x28, 0x61, 0x2E], "from an empty stack"),
        ([0x68, 7, 0x2E], "nothing was stored at 7"),
        ([0x4E, 0x4E, 0x61, 0x2E], "an element is added to None"),
        ([0x4E, 0x4E, 0x4E, 0x73, 0x2E], "an item is set in None"),
        ([0x7D, 0x5D, 0x4E, 0x73, 0x2E], "the key of a dictionary is a list"),
        ([0x7D, 0x28, 0x4E, 0x75, 0x2E], "a key without a value"),
        ([0x4E, 0x29, 0x52, 0x2E], "None is called"),
        ([0x4E, 0x7D, 0x62, 0x2E], "attributes are set on None"),
        ([0x58, 0xFF, 0xFF, 0xFF, 0xFF, 0x2E], "ends too early"),
        ([0x8D] + [UInt8](repeating: 0xFF, count: 8) + [0x2E], "ends too early"),
        ([0x8B, 0xFF, 0xFF, 0xFF, 0x7F, 0x2E], "ends too early"),
        ([0x58, 1, 0, 0, 0, 0xFF, 0x2E], "not valid UTF-8"),
        ([0x29, 0x51, 0x2E], "outside of the pickle"),
        ([0x80, 6, 0x2E], "protocol 6"),
        // A list that contains itself, and one that doubles at each of 40 steps.
        ([0x5D, 0x71, 0, 0x68, 0, 0x61, 0x2E], "contains itself"),
        (
            [0x4E, 0x71, 0]
                + [[UInt8]](repeating: [0x68, 0, 0x68, 0, 0x86, 0x71, 0], count: 40)
                .joined() + [0x2E], "unfolds to far more"
        ),
    ]

    @Test(arguments: faults) func aPickleAgainstTheRulesIsRefused(body: [UInt8], reason: String) {
        let fault = refusal(pickled(body))
        #expect(fault?.problem.contains(reason) == true, "\(fault as Any)")
        #expect(fault?.position != nil)
    }

    /// Releasing a nest of a million containers one inside the other must not use the stack.
    @Test(arguments: [
        [UInt8](repeating: 0x5D, count: 1_000_000) + [UInt8](repeating: 0x61, count: 999_999),
        [0x4E] + [UInt8](repeating: 0x85, count: 1_000_000),
    ])
    func aDeepNestIsRefused(body: [UInt8]) {
        #expect(refusal(pickled(body + [0x2E]))?.problem.contains("nests too deep") == true)
    }

    /// Each call would copy the list once more.
    @Test func repeatedCopiesAreBounded() {
        let items = [UInt8](
            [[UInt8]](repeating: [0x4E, 0x4E, 0x86], count: 10_000).joined())
        let list = [0x5D, 0x71, 0, 0x28] + items + [0x65]
        let copies = [[UInt8]](
            repeating: global("collections", "OrderedDict") + [0x68, 0, 0x85, 0x52], count: 1000)
        let fault = refusal(pickled(list + copies.joined() + [0x2E]))
        #expect(fault?.problem == "the pickle unfolds to far more than it holds")
    }

    /// `{"t": tensor}` with the storage `0` of eight float32.
    private func tensorFile(
        offset: UInt8 = 0, shape: [UInt8], strides: [UInt8], count: UInt8 = 8
    ) -> [UInt8] {
        func tuple(_ values: [UInt8]) -> [UInt8] {
            [0x28] + values.flatMap { [0x4B, $0] } + [0x74]
        }
        let reference =
            [0x28] + text("storage") + global("torch", "FloatStorage") + text("0") + text("cpu")
            + [0x4B, count, 0x74, 0x51]
        let pickle =
            [0x80, 2, 0x7D] + text("t") + global("torch._utils", "_rebuild_tensor_v2") + [0x28]
            + reference + [0x4B, offset] + tuple(shape) + tuple(strides) + [0x89, 0x4E, 0x74, 0x52]
            + [0x73, 0x2E]
        let values = (0..<8).map { Float($0) }
        return zippedMembers([
            ("x/data.pkl", pickle), ("x/data/0", values.withUnsafeBytes { [UInt8]($0) }),
        ])
    }

    @Test func stridedViewsAreBroughtIntoOrder() throws {
        let file = try read(tensorFile(offset: 1, shape: [3, 2], strides: [1, 4]))
        #expect(file.tensors["t"]?.array() == [1, 5, 2, 6, 3, 7])
        let expanded = try read(tensorFile(shape: [2, 2], strides: [0, 1]))
        #expect(expanded.tensors["t"]?.array() == [0, 1, 0, 1])
        let empty = try read(tensorFile(offset: 200, shape: [0, 9], strides: [9, 1]))
        #expect(empty.entries["t"]?.shape == [0, 9])
    }

    @Test(
        arguments: [
            (1, [8], [1], 8, "reaches beyond storage '0' of 32 bytes"),
            (0, [2, 2], [7, 1], 8, "reaches beyond"),
            (0, [2], [1, 1], 8, "do not belong together"),
            (0, [8], [1], 9, "which has another size"),
            (0, [255, 255, 255, 255, 255], [0, 0, 0, 0, 0], 8, "takes 4312815637500"),
            (0, [255, 255, 255, 255, 255, 255, 255, 255], [0, 0, 0, 0, 0, 0, 0, 0], 8, "memory"),
            (0, [1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0], 8, "at most 8"),
        ] as [(UInt8, [UInt8], [UInt8], UInt8, String)])
    func aViewOutsideOfItsStorageIsRefused(
        offset: UInt8, shape: [UInt8], strides: [UInt8], count: UInt8, reason: String
    ) {
        let fault = refusal(
            tensorFile(offset: offset, shape: shape, strides: strides, count: count))
        #expect(fault?.problem.contains(reason) == true, "\(fault as Any)")
    }

    /// The container before PyTorch 1.6 with one tensor `t`, which is a part of a storage of four
    /// int16, as PyTorch before 0.4 wrote views; the storage `1` is mentioned and used by none.
    private func legacyFile(
        part: (start: UInt8, count: UInt8) = (1, 3), littleEndian: Bool = true, keys: [String]
    ) -> [UInt8] {
        let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
        func reference(_ key: String, _ view: [UInt8]) -> [UInt8] {
            let type: [UInt8] = [0x28] + text("storage") + global("torch", "ShortStorage")
            let place: [UInt8] = text(key) + text("cpu") + [0x4B, 4]
            return type + place + view + [0x74, 0x51]
        }
        let view = text("9") + [0x4B, part.start, 0x4B, part.count, 0x87]
        var tensor: [UInt8] = global("torch._utils", "_rebuild_tensor") + [0x28]
        tensor += reference("0", view) + [0x4B, 1, 0x4B, 2, 0x85, 0x4B, 1, 0x85, 0x74, 0x52]
        var facts: [UInt8] = [0x7D] + text("little_endian")
        facts += [littleEndian ? 0x88 : 0x89, 0x73]
        var list: [UInt8] = [0x5D, 0x28]
        for key in keys { list += text(key) }
        let other: [UInt8] = reference("1", [0x4E]) + [0x30]
        let contents: [UInt8] = other + [0x7D] + text("t") + tensor + [0x73]
        let bodies: [[UInt8]] = [
            [0x8A, 10] + magic, [0x4D, 0xE9, 3], facts, contents, list + [0x65],
        ]
        func word(_ number: some FixedWidthInteger) -> [UInt8] {
            let bytes = withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
            return littleEndian ? bytes : bytes.reversed()
        }
        var file: [UInt8] = []
        for body in bodies { file += [0x80, 2] + body + [0x2E] }
        for _ in keys {
            file += word(4 as Int64)
            for number in [10, 20, 30, 40] as [Int16] { file += word(number) }
        }
        return file
    }

    @Test(arguments: [true, false]) func aPartOfAStorageIsFound(littleEndian: Bool) throws {
        let file = try read(legacyFile(littleEndian: littleEndian, keys: ["0", "1"]))
        #expect(file.tensors["t"]?.array() == [30, 40])
    }

    @Test func aLegacyFileAgainstTheRulesIsRefused() {
        let whole = legacyFile(keys: ["0"])
        #expect(refusal(whole) == nil)
        #expect(refusal(whole + [0])?.problem == "1 bytes follow the last storage")
        #expect(refusal(legacyFile(keys: []))?.problem.contains("another size") == true)
        #expect(refusal(legacyFile(keys: ["7"]))?.problem.contains("'7' is not mentioned") == true)
        let outside = refusal(legacyFile(part: (2, 3), keys: ["0"]))
        #expect(outside?.problem == "a part of a storage lies outside of it")
        let tooSmall = refusal(legacyFile(part: (1, 2), keys: ["0"]))
        #expect(tooSmall?.problem.contains("reaches beyond storage '0' of 4 bytes") == true)
    }

    @Test func aTorchScriptProgramIsNamedAsOne() {
        let file = zippedMembers([("x/data.pkl", [0x80, 2, 0x4E, 0x2E]), ("x/constants.pkl", [])])
        #expect(refusal(file)?.problem == "the file is a TorchScript program")
    }

    @Test func twoValuesOfOnePathAreRefused() {
        let inner = [0x7D] + text("b") + [0x4E, 0x73]
        let body = [0x7D] + text("a.b") + [0x4E, 0x73] + text("a") + inner + [0x73, 0x2E]
        #expect(refusal(pickled(body))?.problem == "the entry 'a.b' stands for two values")
    }

    @Test func everyTruncationIsRefused() {
        for bytes in [ReferenceFiles.torchZip5, ReferenceFiles.torchLegacy] {
            for length in 0..<bytes.count {
                #expect(refusal([UInt8](bytes[..<length])) != nil, "\(length)")
            }
        }
    }

    private func refusal(_ bytes: [UInt8]) -> FileError? {
        do {
            _ = try TorchCheckpoint(parsing: ByteRegion(bytes), path: "x")
            return nil
        } catch { return error }
    }
}
