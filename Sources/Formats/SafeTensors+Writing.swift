import LaminaGraph

extension SafeTensors {
    /// Writes the file at `path`, all or nothing (see ``AtomicFile``).
    ///
    /// The same contents always give the same bytes, those that the format's own library writes:
    /// the tensors, in header and data, by element type (the widest first, so that every element
    /// lies on a multiple of its size) and then by name; metadata by name; names compared as UTF-8.
    /// Blanks pad the header to a multiple of 8.
    public func write(to path: String) throws(FileError) {
        let (header, order) = try layout(path)
        let size = order.reduce(header.count) { $0 + $1.bytes.count }
        try AtomicFile.write(to: path, byteCount: size) { output throws(FileError) in
            try output.write(header)
            for entry in order {
                try entry.bytes.withUnsafeBytes { bytes throws(FileError) in
                    try output.write(bytes)
                }
            }
        }
    }

    /// Length and text of the header, padded, and the entries in the order of their data.
    private func layout(_ path: String) throws(FileError) -> (header: [UInt8], order: [Entry]) {
        guard entries["__metadata__"] == nil else {
            throw FileError(
                path: path, problem: "a tensor cannot be called '__metadata__'", fix: "rename it")
        }
        let order = entries.sorted { a, b in
            let (rankA, rankB) = (a.value.dtype.safeTensorsRank, b.value.dtype.safeTensorsRank)
            return rankA == rankB ? precedes(a.key, b.key) : rankA > rankB
        }
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { precedes($0.key, $1.key) }
                .map { "\(quoted($0.key)):\(quoted($0.value))" }
            members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        var end = 0
        for (name, entry) in order {
            let begin = end
            end += entry.bytes.count
            let shape = entry.shape.map(String.init).joined(separator: ",")
            members.append(
                "\(quoted(name)):{\"dtype\":\"\(entry.dtype.safeTensorsName)\",\"shape\":"
                    + "[\(shape)],\"data_offsets\":[\(begin),\(end)]}")
        }
        var text = [UInt8]("{\(members.joined(separator: ","))}".utf8)
        text += repeatElement(UInt8(ascii: " "), count: -text.count & 7)
        guard text.count <= SafeTensors.headerLimit else {
            throw FileError(
                path: path,
                problem:
                    "the header takes \(text.count) bytes; at most \(SafeTensors.headerLimit) are"
                    + " allowed", fix: "shorten the names or the metadata")
        }
        let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { [UInt8]($0) }
        return (length + text, order.map(\.value))
    }

    func precedes(_ a: String, _ b: String) -> Bool {
        a.utf8.lexicographicallyPrecedes(b.utf8)
    }

    /// A JSON string.
    func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
