public import LaminaFormats

extension OnnxModel {
    /// Writes the file at `path`, all or nothing. Values that were kept beside the model are put into
    /// it.
    ///
    /// - Throws: what the system refuses; also where the file would have 2 GiB or more, which protocol
    ///   buffers cannot hold.
    public func write(to path: String) throws(FileError) {
        let bytes = encoded
        guard bytes.count < 1 << 31 else {
            throw FileError(
                path: path,
                problem: "the model takes \(bytes.count) bytes, more than the format holds",
                fix: "export in half precision")
        }
        try AtomicFile.write(bytes, to: path)
    }

    /// The file's bytes; the same model gives the same.
    package var encoded: [UInt8] {
        var out = ProtobufWriter()
        out.int(1, irVersion)
        out.text(2, producerName)
        out.text(3, producerVersion)
        out.text(4, domain)
        out.int(5, modelVersion)
        out.text(6, documentation)
        out.message(7) { graph.write(&$0) }
        OnnxModel.write(opsets, 8, &out)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            out.message(14) {
                $0.text(1, key)
                $0.text(2, value)
            }
        }
        for function in functions { out.message(25) { function.write(&$0) } }
        return out.bytes
    }

    static func write(_ opsets: [String: Int], _ field: UInt64, _ out: inout ProtobufWriter) {
        for (domain, version) in opsets.sorted(by: { $0.key < $1.key }) {
            out.message(field) {
                $0.text(1, domain, always: true)
                $0.int(2, version)
            }
        }
    }
}

extension OnnxGraph {
    func write(_ out: inout ProtobufWriter) {
        for node in nodes { out.message(1) { node.write(&$0) } }
        out.text(2, name)
        for tensor in initializers { out.message(5) { tensor.write(&$0) } }
        for info in inputs { out.message(11) { info.write(&$0) } }
        for info in outputs { out.message(12) { info.write(&$0) } }
        for info in values { out.message(13) { info.write(&$0) } }
    }
}

extension OnnxNode {
    func write(_ out: inout ProtobufWriter) {
        for name in inputs { out.text(1, name, always: true) }
        for name in outputs { out.text(2, name, always: true) }
        out.text(3, name)
        out.text(4, operatorType)
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            out.message(5) { value.write(name, &$0) }
        }
        out.text(7, domain)
        out.text(8, overload)
    }
}

extension OnnxFunction {
    func write(_ out: inout ProtobufWriter) {
        out.text(1, name)
        for name in inputs { out.text(4, name, always: true) }
        for name in outputs { out.text(5, name, always: true) }
        for name in attributeNames { out.text(6, name) }
        for node in nodes { out.message(7) { node.write(&$0) } }
        out.text(8, documentation)
        OnnxModel.write(opsets, 9, &out)
        out.text(10, domain)
        for (name, value) in attributeDefaults.sorted(by: { $0.key < $1.key }) {
            out.message(11) { value.write(name, &$0) }
        }
        out.text(13, overload)
    }
}

extension OnnxAttribute {
    func write(_ name: String, _ out: inout ProtobufWriter) {
        out.text(1, name)
        switch self {
        case .float(let value): out.float(2, value)
        case .int(let value): out.int(3, value, always: true)
        case .string(let value): out.text(4, value, always: true)
        case .tensor(let value): out.message(5) { value.write(&$0) }
        case .graph(let value): out.message(6) { value.write(&$0) }
        case .floats(let values): out.floats(7, values)
        case .ints(let values): out.ints(8, values)
        case .strings(let values): for value in values { out.text(9, value, always: true) }
        case .tensors(let values): for value in values { out.message(10) { value.write(&$0) } }
        case .graphs(let values): for value in values { out.message(11) { value.write(&$0) } }
        case .sparseTensor(let value):
            out.message(22) { sparse in
                sparse.message(1) { value.values.write(&$0) }
                sparse.message(2) { value.indices.write(&$0) }
                sparse.ints(3, value.shape)
            }
        case .type(let value): out.message(14) { value.write(&$0) }
        case .reference(let name): out.text(21, name)
        }
        out.int(20, kind)
    }

    /// `AttributeProto.AttributeType`; a reference's own is not known here and left out.
    private var kind: Int {
        switch self {
        case .float: 1
        case .int: 2
        case .string: 3
        case .tensor: 4
        case .graph: 5
        case .floats: 6
        case .ints: 7
        case .strings: 8
        case .tensors: 9
        case .graphs: 10
        case .sparseTensor: 11
        case .type: 13
        case .reference: 0
        }
    }
}

extension OnnxTensor {
    func write(_ out: inout ProtobufWriter) {
        out.ints(1, shape)
        out.int(2, type.rawValue)
        for text in texts { out.text(6, text, always: true) }
        out.text(8, name)
        if type != .string { out.region(9, bytes) }
    }
}

extension OnnxValueInfo {
    func write(_ out: inout ProtobufWriter) {
        out.text(1, name)
        if let type { out.message(2) { type.write(&$0) } }
        out.text(3, documentation)
    }
}

extension OnnxType {
    func write(_ out: inout ProtobufWriter) {
        switch self {
        case .tensor(let type, let sizes): out.message(1) { Self.write(type, sizes, &$0) }
        case .sequence(let type): out.message(4) { out in out.message(1) { type.write(&$0) } }
        case .map(let key, let value):
            out.message(5) { out in
                out.int(1, key.rawValue)
                out.message(2) { value.write(&$0) }
            }
        case .sparseTensor(let type, let sizes): out.message(8) { Self.write(type, sizes, &$0) }
        case .optional(let type): out.message(9) { out in out.message(1) { type.write(&$0) } }
        }
    }

    private static func write(
        _ type: OnnxElementType, _ sizes: [OnnxDimension]?, _ out: inout ProtobufWriter
    ) {
        out.int(1, type.rawValue)
        guard let sizes else { return }
        out.message(2) { shape in
            for size in sizes {
                shape.message(1) { dimension in
                    switch size {
                    case .size(let size): dimension.int(1, size, always: true)
                    case .named(let name): dimension.text(2, name)
                    case .unknown: break
                    }
                }
            }
        }
    }
}
