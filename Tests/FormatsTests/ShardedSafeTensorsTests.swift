import LaminaFormats
import LaminaGraph
import LaminaTestSupport
import Testing

@Suite struct ShardedSafeTensorsTests {
    static let model = SafeTensors(
        metadata: ["format": "pt"],
        entries: [
            "a": .init(dtype: .float32, shape: [4], values: [1, 2, 3, 4] as [Float]),
            "b": .init(dtype: .float32, shape: [2], values: [5, 6] as [Float]),
            "c": .init(dtype: .uint8, shape: [3], values: [7, 8, 9] as [UInt8]),
            "big": .init(
                dtype: .float64, shape: [50], values: [Double](repeating: 0.5, count: 50)),
        ])

    @Test func everyTensorComesBackFromItsFile() throws {
        let folder = TemporaryFolder()
        let index = try Self.model.writeShards(to: folder.file("model"), limit: 24)
        #expect(
            folder.names == [
                "model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors",
                "model-00003-of-00003.safetensors", "model.safetensors.index.json",
            ])
        let read = try ShardedSafeTensors(contentsOf: index)
        #expect(read.names == ["a", "b", "big", "c"])
        #expect(read.metadata["total_size"]?.int == 427)
        for (name, entry) in Self.model.entries {
            let back = try read.entry(named: name)
            #expect(back.dtype == entry.dtype && back.shape == entry.shape)
            #expect(back.bytes.array(of: UInt8.self) == entry.bytes.array(of: UInt8.self))
        }
        let first = try SafeTensors(contentsOf: folder.file(read.files["a"]!))
        #expect(first.metadata == ["format": "pt"] && first.entries.keys.sorted() == ["a", "b"])
    }

    @Test func aFileIsOpenedWhenItsTensorIsAskedFor() throws {
        let folder = TemporaryFolder()
        let index = try Self.model.writeShards(to: folder.file("model"), limit: 24)
        let read = try ShardedSafeTensors(contentsOf: index)
        // The file of `c` is damaged, that of `a` is whole.
        folder.file(read.files["c"]!, holding: [1, 2, 3])
        #expect(try read.entry(named: "a").array(of: Float.self) == [1, 2, 3, 4])
        let fault = #expect(throws: FileError.self) { try read.entry(named: "c") }
        #expect(fault?.path == folder.file(read.files["c"]!))
    }

    @Test func anIndexThatDoesNotMatchItsFilesIsNamed() throws {
        let folder = TemporaryFolder()
        try Self.model.write(to: folder.file("one.safetensors"))
        let json = [UInt8](#"{"weight_map":{"d":"one.safetensors","e":"two.safetensors"}}"#.utf8)
        folder.file("index.json", holding: json)
        let read = try ShardedSafeTensors(contentsOf: folder.file("index.json"))
        let absent = #expect(throws: FileError.self) { try read.entry(named: "d") }
        #expect(absent?.problem == "tensor 'd' is not in it, although the index says so")
        #expect(throws: FileError.self) { try read.entry(named: "e") }
        let unknown = #expect(throws: FileError.self) { try read.entry(named: "f") }
        #expect(unknown?.problem == "no tensor 'f'")
    }

    @Test(arguments: ["../x", "/etc/passwd", "a/b", "..", ".", "", "a\\u0000"])
    func aNameThatLeadsOutOfTheFolderIsRefused(name: String) {
        let fault = refusal(#"{"weight_map":{"t":"\#(name)"}}"#)
        #expect(fault?.problem.contains("no name of a file beside the index") == true)
        #expect(fault?.position == .byte(15))
    }

    @Test(arguments: [
        ("{}", "no weight_map"), (#"{"weight_map":{},"weight_map":{}}"#, "stands twice"),
        (#"{"weight_map":{"a":"x","a":"y"}}"#, "'a' stands twice"),
        (#"{"weight_map":{},"more":1}"#, "'more' stands twice or is unknown"),
        (#"{"metadata":{"a":1,"a":2},"weight_map":{}}"#, "'a' stands twice"),
        (#"{"metadata":{"a":nan},"weight_map":{}}"#, "expected a string, a number"),
        (#"{"metadata":{"a":[1]},"weight_map":{}}"#, "expected a string, a number"),
        (#"{"weight_map":{"a":1}}"#, "expected '\"'"), (#"{"weight_map":{}} x"#, "after the end"),
    ])
    func anIndexAgainstTheRulesIsRefused(json: String, reason: String) {
        #expect(refusal(json)?.problem.contains(reason) == true)
    }

    @Test func metadataMayBeAnyScalar() throws {
        let json = #"{"metadata":{"a":-1,"b":2.5e3,"c":"x","d":true,"e":null},"weight_map":{}}"#
        let read = try ShardedSafeTensors(parsing: ByteRegion([UInt8](json.utf8)), path: "x")
        #expect(
            read.metadata == [
                "a": .integer(-1), "b": .number(2500), "c": .text("x"), "d": .bool(true),
                "e": .none,
            ])
    }

    private func refusal(_ json: String) -> FileError? {
        do {
            _ = try ShardedSafeTensors(parsing: ByteRegion([UInt8](json.utf8)), path: "x")
            return nil
        } catch { return error }
    }
}
