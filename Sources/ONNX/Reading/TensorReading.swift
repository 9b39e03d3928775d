import LaminaFormats
import LaminaGraph

extension OnnxTensor {
    /// `TensorProto`.
    init(_ message: OnnxMessage) throws(FileError) {
        var (shape, type, name): ([Int], OnnxElementType?, String) = ([], nil, "")
        var (raw, words, floats, doubles, texts):
            (ByteRegion?, [UInt64], [Float], [Double], [String]) = (nil, [], [], [], [])
        var (external, isExternal): ([String: String], Bool) = ([:], false)
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: shape += try field.ints()
            case 2: type = try OnnxElementType(field)
            case 4: floats += try field.floats()
            case 5, 7, 11: words += try field.words("integers")
            case 6: texts.append(try field.text())
            case 8: name = try field.text()
            case 9: raw = try field.bytes()
            case 10: doubles += try field.doubles()
            case 13:
                let (key, value) = try OnnxModel.entry(field.inner())
                external[key] = value
            case 14: isExternal = try field.int() == 1
            default: break
            }
        }
        guard let type else {
            throw message.fault(
                "tensor '\(name)' has no element type", "check what wrote the file")
        }
        guard let expected = Self.byteCount(type, shape) else {
            throw message.fault(
                "tensor '\(name)' has the shape \(shape), which no tensor has",
                "a tensor has at most \(InlineInts.capacity) axes of sizes from 0 on")
        }
        if type == .string {
            let count = shape.contains(0) ? 0 : shape.reduce(1, *)
            guard texts.count == count else {
                throw message.fault(
                    "tensor '\(name)' of shape \(shape) holds \(texts.count) texts",
                    "check what wrote the file")
            }
            self.init(name: name, texts: texts, shape: shape)
            return
        }
        let bytes: ByteRegion
        if isExternal {
            bytes = try ExternalData(external, tensor: name, message).bytes(expected)
        } else if let raw {
            bytes = raw
        } else {
            bytes = Self.bytes(type, words, floats, doubles)
        }
        guard bytes.count == expected else {
            throw message.fault(
                "tensor '\(name)' of \(type) \(shape) takes \(expected) bytes and has "
                    + "\(bytes.count)",
                "check that the file was copied whole")
        }
        if type == .bool, bytes.withUnsafeBytes({ $0.contains { $0 > 1 } }) {
            throw message.fault(
                "tensor '\(name)' is bool and holds a byte that is neither 0 nor 1",
                "store it as uint8")
        }
        self.init(name: name, type: type, shape: shape, bytes: bytes)
    }

    /// Numbers that are listed in fields of their kind, as bytes.
    private static func bytes(
        _ type: OnnxElementType, _ words: [UInt64], _ floats: [Float], _ doubles: [Double]
    ) -> ByteRegion {
        switch type {
        case .float32, .complex64: return ByteRegion(copying: floats)
        case .float64, .complex128: return ByteRegion(copying: doubles)
        case .int64, .uint64: return ByteRegion(copying: words)
        case .int32, .uint32:
            return ByteRegion(copying: words.map { UInt32(truncatingIfNeeded: $0) })
        case .uint16, .int16, .float16, .bfloat16:
            return ByteRegion(copying: words.map { UInt16(truncatingIfNeeded: $0) })
        default: return ByteRegion(words.map { UInt8(truncatingIfNeeded: $0) })
        }
    }
}

extension OnnxSparseTensor {
    /// `SparseTensorProto { values = 1, indices = 2, dims = 3 }`.
    init(_ message: OnnxMessage) throws(FileError) {
        var (values, indices, shape): (OnnxTensor?, OnnxTensor?, [Int]) = (nil, nil, [])
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: values = try OnnxTensor(field.inner())
            case 2: indices = try OnnxTensor(field.inner())
            case 3: shape += try field.ints()
            default: break
            }
        }
        guard let values, let indices, OnnxTensor.byteCount(values.type, shape) != nil else {
            throw message.fault(
                "a sparse tensor lacks its values or indices, or has an impossible shape",
                "check what wrote the file")
        }
        self.init(values: values, indices: indices, shape: shape)
    }
}
