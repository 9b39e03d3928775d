import LaminaFormats

/// A message of an ONNX file with its place there.
///
/// Readers are handed each field and take those they know; others are passed over, as newer versions
/// of the format add some.
struct OnnxMessage {
    let bytes: ByteRegion
    /// Where the message begins in the file.
    let start: Int
    let path: String
    /// How many messages it lies in: a file of nested graphs must not overflow the stack.
    var depth = 0

    private static let deepest = 100

    init(_ bytes: ByteRegion, at start: Int, path: String) {
        (self.bytes, self.start, self.path) = (bytes, start, path)
    }

    /// Calls `body` with every field.
    func forEach(_ body: (OnnxField) throws(FileError) -> Void) throws(FileError) {
        guard depth < Self.deepest else {
            throw fault("messages are nested \(depth) deep", "check what wrote the file")
        }
        var scanner = ProtobufScanner(bytes, at: start)
        while true {
            let found: (field: UInt64, value: ProtobufScanner.Value)?
            do throws(ProtobufScanner.Malformed) { found = try scanner.next() } catch {
                throw FileError(
                    path: path, at: .byte(error.byte), problem: "not a protocol buffer message",
                    fix: "check that the file is an ONNX model and was copied whole")
            }
            guard let found else { return }
            try body(
                OnnxField(
                    number: found.field, value: found.value, message: self,
                    start: scanner.valueStart))
        }
    }

    func fault(_ problem: String, _ fix: String) -> FileError {
        FileError(path: path, at: .byte(start), problem: problem, fix: fix)
    }
}

/// One field of a message; asking for a value of another kind is an error of the file.
struct OnnxField {
    let number: UInt64
    let value: ProtobufScanner.Value
    let message: OnnxMessage
    /// Where the value begins in the file.
    let start: Int

    private func fault(_ wanted: String) -> FileError {
        FileError(
            path: message.path, at: .byte(start), problem: "field \(number) is no \(wanted)",
            fix: "check that the file is an ONNX model and was copied whole")
    }

    func text() throws(FileError) -> String { try bytes().text }

    func bytes() throws(FileError) -> ByteRegion {
        guard case .bytes(let bytes) = value else { throw fault("text or message") }
        return bytes
    }

    func int() throws(FileError) -> Int {
        guard case .varint(let number) = value else { throw fault("integer") }
        return Int(Int64(bitPattern: number))
    }

    func float() throws(FileError) -> Float {
        guard case .fixed32(let bits) = value else { throw fault("float") }
        return Float(bitPattern: bits)
    }

    func inner() throws(FileError) -> OnnxMessage {
        var inner = OnnxMessage(try bytes(), at: start, path: message.path)
        inner.depth = message.depth + 1
        return inner
    }

    /// The numbers of a repeated field, packed or not.
    func ints() throws(FileError) -> [Int] {
        try words("integers").map { Int(Int64(bitPattern: $0)) }
    }

    func words(_ kind: String) throws(FileError) -> [UInt64] {
        do throws(ProtobufScanner.Malformed) { return try ProtobufScanner.varints(value) } catch {
            throw fault("list of \(kind)")
        }
    }

    func floats() throws(FileError) -> [Float] {
        do throws(ProtobufScanner.Malformed) {
            return try ProtobufScanner.floats(value).map(Float.init)
        } catch {
            throw fault("list of floats")
        }
    }

    func doubles() throws(FileError) -> [Double] {
        do throws(ProtobufScanner.Malformed) {
            return try ProtobufScanner.doubles(value)
        } catch {
            throw fault("list of doubles")
        }
    }
}
