import LaminaFormats

extension OnnxValueInfo {
    /// `ValueInfoProto { name = 1, type = 2, doc_string = 3 }`.
    init(_ message: OnnxMessage) throws(FileError) {
        self.init(name: "")
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: name = try field.text()
            case 2: type = try OnnxType(field.inner())
            case 3: documentation = try field.text()
            default: break
            }
        }
    }
}

extension OnnxElementType {
    init(_ field: OnnxField) throws(FileError) {
        let number = try field.int()
        guard let type = OnnxElementType(rawValue: number) else {
            throw FileError(
                path: field.message.path, at: .byte(field.start),
                problem: "element type \(number) is unknown",
                fix: "element types 1 to \(Self.allCases.count) are read; export with one of them")
        }
        self = type
    }
}

extension OnnxType {
    /// `TypeProto { tensor = 1, sequence = 4, map = 5, sparse = 8, optional = 9 }`; nil if it says
    /// nothing.
    init?(_ message: OnnxMessage) throws(FileError) {
        var found: OnnxType?
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: found = try Self.tensor(field.inner(), isSparse: false)
            case 4: found = try Self.element(field.inner(), 1).map { .sequence($0) }
            case 5: found = try Self.map(field.inner())
            case 8: found = try Self.tensor(field.inner(), isSparse: true)
            case 9: found = try Self.element(field.inner(), 1).map { .optional($0) }
            default: break
            }
        }
        guard let found else { return nil }
        self = found
    }

    private static func element(
        _ message: OnnxMessage, _ number: UInt64
    ) throws(FileError) -> OnnxType? {
        var found: OnnxType?
        try message.forEach { field throws(FileError) in
            if field.number == number { found = try OnnxType(field.inner()) }
        }
        return found
    }

    private static func map(_ message: OnnxMessage) throws(FileError) -> OnnxType? {
        var key: OnnxElementType?
        try message.forEach { field throws(FileError) in
            if field.number == 1 { key = try OnnxElementType(field) }
        }
        guard let key, let value = try element(message, 2) else { return nil }
        return .map(key: key, value: value)
    }

    /// `Tensor { elem_type = 1, shape = 2 }`.
    private static func tensor(
        _ message: OnnxMessage, isSparse: Bool
    ) throws(FileError) -> OnnxType? {
        var (type, sizes): (OnnxElementType?, [OnnxDimension]?)
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1 where try field.int() != 0: type = try OnnxElementType(field)
            case 2: sizes = try dimensions(field.inner())
            default: break
            }
        }
        return type.map { isSparse ? .sparseTensor($0, sizes) : .tensor($0, sizes) }
    }

    /// `TensorShapeProto { dim = 1 { dim_value = 1, dim_param = 2 } }`.
    private static func dimensions(_ message: OnnxMessage) throws(FileError) -> [OnnxDimension] {
        var sizes: [OnnxDimension] = []
        try message.forEach { field throws(FileError) in
            guard field.number == 1 else { return }
            var size = OnnxDimension.unknown
            try field.inner().forEach { field throws(FileError) in
                switch field.number {
                case 1: size = .size(try field.int())
                case 2: size = .named(try field.text())
                default: break
                }
            }
            sizes.append(size)
        }
        return sizes
    }
}
