import LaminaGraph

/// What stands before the data of an npy file: type, order and shape, in a Python dictionary.
struct NpyHeader {
    let dtype: DType
    let isBigEndian: Bool
    let isFortranOrder: Bool
    let shape: [Int]
    /// Where the data begins, in bytes.
    let end: Int

    static let magic: [UInt8] = [0x93] + [UInt8]("NUMPY".utf8)

    init(parsing file: ByteRegion, path: String) throws(FileError) {
        func fault(_ byte: Int, _ problem: String, _ fix: String) -> FileError {
            FileError(path: path, at: .byte(byte), problem: problem, fix: fix)
        }
        let start = file[0..<min(file.count, 12)].array(of: UInt8.self)
        guard start.starts(with: Self.magic) else {
            throw fault(0, "the file does not begin as an npy file does", "check the file's kind")
        }
        guard start.count >= 10 else {
            throw fault(start.count, "the file ends inside the header", SafeTensors.getAnother)
        }
        let (major, minor) = (start[6], start[7])
        guard (1...3).contains(major), minor == 0 else {
            throw fault(
                6, "version \(major).\(minor) of npy is not known; known are 1.0, 2.0 and 3.0",
                "write it again with numpy.save")
        }
        // The header's length: two bytes in version 1, four later.
        let field = major == 1 ? 8..<10 : 8..<12
        guard start.count >= field.upperBound else {
            throw fault(start.count, "the file ends inside the header", SafeTensors.getAnother)
        }
        let length = start[field].reversed().reduce(0) { $0 << 8 | Int($1) }
        end = field.upperBound + length
        guard end <= file.count else {
            throw fault(
                file.count, "the header should end at byte \(end), the file ends before",
                SafeTensors.getAnother)
        }
        let text = file[field.upperBound..<end].array(of: UInt8.self)
        var scanner = PythonLiteralScanner(text, fileOffset: field.upperBound, path: path)
        var values: [String: PythonLiteralScanner.Value] = [:]
        for (key, value) in try scanner.dictionary() {
            guard values.updateValue(value, forKey: key) == nil else {
                throw fault(field.upperBound, "'\(key)' stands twice", "write the file again")
            }
        }
        if values["descr"] == .list {
            throw fault(
                field.upperBound, "the elements are records of several fields",
                "save each field as an array of its own")
        }
        guard values.count == 3, case .string(let type) = values["descr"],
            case .truth(let isFortran) = values["fortran_order"],
            case .integers(let sizes) = values["shape"]
        else {
            throw fault(
                field.upperBound, "the header needs descr, fortran_order and shape, and no more",
                "write it again with numpy.save")
        }
        guard let (dtype, isBig) = DType.parse(npyName: type) else {
            throw fault(
                field.upperBound, "the elements are of type '\(type)'" + Self.meaning(of: type),
                "convert them with numpy's astype, to float32 for example")
        }
        (self.dtype, isBigEndian, isFortranOrder, shape) = (dtype, isBig, isFortran, sizes)
    }

    /// The header of a file of version 1, byte for byte as NumPy writes it: padded so that the data
    /// begins at a multiple of 64 bytes, with room for the first size to grow.
    static func text(of array: StoredArray, dtypeName: String, isFortranOrder: Bool) -> [UInt8] {
        let sizes = array.shape.map(String.init)
        let shape = sizes.count == 1 ? "(\(sizes[0]),)" : "(\(sizes.joined(separator: ", ")))"
        var text =
            "{'descr': '\(dtypeName)', 'fortran_order': \(isFortranOrder ? "True" : "False"),"
            + " 'shape': \(shape), }"
        if let growing = isFortranOrder ? sizes.last : sizes.first {
            text += String(repeating: " ", count: max(0, 21 - growing.count))
        }
        let unpadded = magic.count + 4 + text.utf8.count + 1
        text += String(repeating: " ", count: 64 - unpadded % 64) + "\n"
        let count = UInt16(text.utf8.count)
        return magic + [1, 0, UInt8(count & 0xFF), UInt8(count >> 8)] + [UInt8](text.utf8)
    }

    /// What a type that cannot be read is, as far as NumPy's letters tell.
    private static func meaning(of type: String) -> String {
        switch type.drop(while: { "<>|=".contains($0) }).first {
        case "O": ", Python objects in a pickle, which could run code"
        case "U", "S", "a": ", text"
        case "V": ", raw bytes, as NumPy stores bfloat16 and records"
        case "M", "m": ", dates or times"
        default: ", which no tensor has"
        }
    }
}

extension DType {
    /// NumPy's name of the type, little-endian; nil for `bfloat16`, which NumPy lacks.
    var npyName: String? {
        switch self {
        case .bool: "|b1"
        case .uint8: "|u1"
        case .int8: "|i1"
        case .uint16: "<u2"
        case .int16: "<i2"
        case .uint32: "<u4"
        case .int32: "<i4"
        case .uint64: "<u8"
        case .int64: "<i8"
        case .float16: "<f2"
        case .float32: "<f4"
        case .float64: "<f8"
        case .complex64: "<c8"
        case .complex128: "<c16"
        case .bfloat16: nil
        }
    }

    /// The type and byte order of NumPy's name; `=` means this machine's order, which is `<`.
    static func parse(npyName name: String) -> (dtype: DType, isBigEndian: Bool)? {
        guard let order = name.first, "<>|=".contains(order) else { return nil }
        let kind = name.dropFirst()
        guard let dtype = allCases.first(where: { $0.npyName?.dropFirst() == kind }),
            order != "|" || dtype.byteCount == 1
        else { return nil }
        return (dtype, order == ">")
    }
}
