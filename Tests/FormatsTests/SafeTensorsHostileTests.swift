import LaminaFormats
import LaminaGraph
import Testing

/// Damaged and malicious files: each is refused with a reason, none crashes or is half read.
@Suite struct SafeTensorsHostileTests {
    @Test(arguments: 0..<SafeTensorsTests.golden.count)
    func everyTruncationIsRefused(length: Int) {
        #expect(throws: FileError.self) {
            try SafeTensors(
                parsing: ByteRegion([UInt8](SafeTensorsTests.golden[..<length])), path: "x")
        }
    }

    @Test func aSurplusByteIsRefused() {
        let fault = refusal(SafeTensorsTests.golden + [0])
        #expect(fault?.position == .byte(SafeTensorsTests.golden.count))
    }

    /// Changing any one byte of the header gives an error or another valid file, never a crash.
    @Test func everyChangedHeaderByteIsReadOrRefused() {
        for position in 0..<336 {
            for value in [0, 0x22, 0x39, 0x5C, 0x7B, 0xFF] as [UInt8] {
                var bytes = SafeTensorsTests.golden
                bytes[position] = value
                if let read = try? SafeTensors(parsing: ByteRegion(bytes), path: "x") {
                    #expect(read.entries.values.allSatisfy { $0.bytes.count <= bytes.count })
                }
            }
        }
    }

    /// A tensor's record, the usual one unless told otherwise.
    private static func record(
        _ dtype: String = "U8", _ shape: String = "[1]", _ offsets: String = "[0,1]",
        more: String = ""
    ) -> String {
        #"{"dtype":"\#(dtype)","shape":\#(shape),\#(more)"data_offsets":\#(offsets)}"#
    }

    /// Headers, their data and a part of the reason to be given.
    private static let faults = [
        ("[]", "", "does not begin with '{'"),
        (" {}", "", "does not begin with '{'"),
        ("{} x", "", "after the end"),
        ("{\"a\":\(record()),\"a\":\(record("U8", "[0]", "[1,1]"))}", "x", "'a' stands twice"),
        (#"{"__metadata__":{"k":"1","k":"2"}}"#, "", "'k' stands twice"),
        ("{\"a\":\(record(more: #""dtype":"U8","#))}", "x", "'dtype' stands twice"),
        (#"{"__metadata__":{"k":1}}"#, "", "expected '\"'"),
        ("{\"a\":\(record("F8_E4M3"))}", "x", "has dtype 'F8_E4M3'"),
        ("{\"a\":\(record(more: #""strides":[1],"#))}", "x", "unknown field 'strides'"),
        (#"{"a":{"dtype":"U8","shape":[1]}}"#, "x", "needs dtype, shape"),
        ("{\"a\":\(record("U8", "[1]", "[0,1,1]"))}", "x", "needs dtype, shape"),
        ("{\"a\":\(record("U8", "[-1]"))}", "x", "without sign"),
        ("{\"a\":\(record("U8", "[01]"))}", "x", "leading zero"),
        ("{\"a\":\(record("U8", "[1.0]"))}", "x", "expected ',' or ']'"),
        ("{\"a\":\(record("U8", "[1,]"))}", "x", "without sign"),
        ("{\"a\":\(record("U8", "[9223372036854775808]"))}", "x", "too large"),
        ("{\"a\":\(record("U8", "[4294967296,4294967296]"))}", "x", "larger than any memory"),
        ("{\"a\":\(record("F64", "[2305843009213693952]"))}", "x", "larger than any memory"),
        ("{\"a\":\(record("F32"))}", "x", "takes 4 bytes"),
        ("{\"a\":\(record("BOOL"))}", "\u{2}", "holds a byte 2"),
        ("{\"a\":\(record("U8", "[1]", "[1,0]"))}", "x", "takes 1 bytes"),
        ("{\"a\":\(record("U8", "[1]", "[1,2]"))}", "xx", "neither holes nor overlaps"),
        (
            "{\"a\":\(record("U8", "[2]", "[0,2]")),\"b\":\(record("U8", "[2]", "[1,3]"))}", "xxx",
            "neither holes nor overlaps"
        ),
        ("{\"a\":\(record("U8", "[9]", "[0,9]"))}", "x", "take 9 bytes, the file has 1"),
        ("{\"a\":\(record())}", "xy", "take 1 bytes, the file has 2"),
        ("{\"\\ud800\":\(record())}", "x", "surrogate"),
        ("{\"\\x41\":\(record())}", "x", "unknown escape"),
        ("{\"a\n\":{}}", "", "control character"),
        (#"{"a":"#, "", "ends too early"),
        (#"{"a"#, "", "inside a string"),
    ]

    @Test(arguments: faults)
    func aFileAgainstTheRulesIsRefused(header: String, data: String, reason: String) {
        let fault = refusal(file(header, data: data))
        #expect(fault?.problem.contains(reason) == true, "\(fault as Any)")
        #expect(fault?.position != nil)
    }

    @Test func invalidUTF8InANameIsRefused() {
        var bytes = file(#"{"a?":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, data: "x")
        bytes[11] = 0xFF
        #expect(refusal(bytes)?.problem == "the string is not valid UTF-8")
    }

    @Test(arguments: [100_000_001, UInt64(Int64.max), UInt64.max])
    func aHeaderLongerThanTheFormatAllowsIsRefused(length: UInt64) {
        let bytes = withUnsafeBytes(of: length.littleEndian) { [UInt8]($0) } + [UInt8]("{}".utf8)
        #expect(refusal(bytes)?.problem.contains("at most 100000000 are allowed") == true)
    }

    @Test func aDeepNestIsRefusedWithoutRecursion() {
        let nest = String(repeating: #"{"a":"#, count: 1_000_000)
        #expect(refusal(file(nest, data: "")) != nil)
    }

    @Test func surrogatePairsAreJoined() throws {
        let bytes = file(
            #"{"\ud83c\udf89":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, data: "x")
        #expect(try SafeTensors(parsing: ByteRegion(bytes), path: "x").entries["🎉"] != nil)
    }

    private func file(_ header: String, data: String) -> [UInt8] {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { [UInt8]($0) }
            + [UInt8](header.utf8) + [UInt8](data.utf8)
    }

    private func refusal(_ bytes: [UInt8]) -> FileError? {
        do {
            _ = try SafeTensors(parsing: ByteRegion(bytes), path: "x")
            return nil
        } catch { return error }
    }
}
