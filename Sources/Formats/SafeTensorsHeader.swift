import LaminaGraph

/// The JSON header of a safetensors file, as read: in the order of the file, offsets unchecked.
struct SafeTensorsHeader {
    /// One tensor's record.
    struct Record {
        let name: String
        let dtype: DType
        let shape: [Int]
        /// First byte and the one after the last, from the start of the data.
        let begin: Int
        let end: Int
        /// Where in the file the record stands, in bytes, for errors.
        let position: Int
    }

    private(set) var metadata: [String: String] = [:]
    private(set) var records: [Record] = []

    /// - Parameter bytes: the header, which starts at byte 8 of the file.
    init(parsing bytes: UnsafeRawBufferPointer, path: String) throws(FileError) {
        var json = JSONScanner(bytes, fileOffset: 8, path: path)
        // The format asks for '{' as the very first byte; blanks may only follow the object.
        guard bytes.first == UInt8(ascii: "{") else {
            throw FileError(
                path: path, at: .byte(8), problem: "the header does not begin with '{'",
                fix: "check that this is a safetensors file")
        }
        var names: Set<String> = []
        try json.object { (json, name, position) throws(FileError) in
            guard names.insert(name).inserted else {
                throw json.fault("the name '\(name)' stands twice in the header", at: position)
            }
            if name == "__metadata__" {
                metadata = try SafeTensorsHeader.strings(&json)
            } else {
                records.append(
                    try SafeTensorsHeader.record(&json, name: name, position: 8 + position))
            }
        }
        try json.end()
    }

    private static func strings(_ json: inout JSONScanner) throws(FileError) -> [String: String] {
        var result: [String: String] = [:]
        try json.object { (json, name, position) throws(FileError) in
            let value = try json.string()
            guard result.updateValue(value, forKey: name) == nil else {
                throw json.fault("the metadata '\(name)' stands twice", at: position)
            }
        }
        return result
    }

    private static func record(
        _ json: inout JSONScanner, name: String, position: Int
    ) throws(FileError) -> Record {
        var (dtype, shape, offsets): (DType?, [Int]?, [Int]?)
        try json.object { (json, key, keyPosition) throws(FileError) in
            let isRepeated =
                switch key {
                case "dtype": dtype != nil
                case "shape": shape != nil
                case "data_offsets": offsets != nil
                default:
                    throw json.fault("tensor '\(name)': unknown field '\(key)'", at: keyPosition)
                }
            guard !isRepeated else {
                throw json.fault("tensor '\(name)': '\(key)' stands twice", at: keyPosition)
            }
            if key == "dtype" {
                let type = try json.string()
                dtype = DType(safeTensorsName: type)
                guard dtype != nil else {
                    let known = DType.allCases.map(\.safeTensorsName).joined(separator: ", ")
                    throw FileError(
                        path: json.path, at: .byte(8 + keyPosition),
                        problem: "tensor '\(name)' has dtype '\(type)'; known are \(known)",
                        fix: "convert it to one of these")
                }
            } else if key == "shape" {
                shape = try json.unsignedIntegers()
            } else {
                offsets = try json.unsignedIntegers()
            }
        }
        guard let dtype, let shape, let offsets, offsets.count == 2 else {
            throw FileError(
                path: json.path, at: .byte(position),
                problem: "tensor '\(name)' needs dtype, shape and data_offsets [begin, end]",
                fix: "write the file again")
        }
        return Record(
            name: name, dtype: dtype, shape: shape, begin: offsets[0], end: offsets[1],
            position: position)
    }
}
