package import LaminaFormats

extension OnnxModel {
    /// Reads a file that is in memory; `path` is for messages and for data kept beside it.
    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        self.init(path: path)
        var hasGraph = false
        let message = OnnxMessage(file, at: 0, path: path)
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: irVersion = try field.int()
            case 2: producerName = try field.text()
            case 3: producerVersion = try field.text()
            case 4: domain = try field.text()
            case 5: modelVersion = try field.int()
            case 6: documentation = try field.text()
            case 7:
                graph = try OnnxGraph(field.inner())
                hasGraph = true
            case 8: try OperatorSet(field.inner()).add(to: &opsets)
            case 14:
                let (key, value) = try OnnxModel.entry(field.inner())
                metadata[key] = value
            case 25: functions.append(try OnnxFunction(field.inner()))
            default: break
            }
        }
        guard hasGraph else {
            throw message.fault("the file holds no graph", "check that the file is an ONNX model")
        }
        guard !opsets.isEmpty || irVersion < 3 else {
            throw message.fault(
                "the file names no operator set", "add opset_import to the model and save it anew")
        }
        if opsets.isEmpty { opsets[""] = 1 }
    }

    /// `StringStringEntryProto { key = 1, value = 2 }`.
    static func entry(_ message: OnnxMessage) throws(FileError) -> (key: String, value: String) {
        var (key, value) = ("", "")
        try message.forEach { field throws(FileError) in
            if field.number == 1 { key = try field.text() }
            if field.number == 2 { value = try field.text() }
        }
        return (key, value)
    }
}

/// `OperatorSetIdProto { domain = 1, version = 2 }`.
private struct OperatorSet {
    private var domain = ""
    private var version = 0

    init(_ message: OnnxMessage) throws(FileError) {
        try message.forEach { field throws(FileError) in
            if field.number == 1 { domain = try field.text() }
            if field.number == 2 { version = try field.int() }
        }
    }

    /// `ai.onnx` is the long name of ONNX's own domain.
    func add(to opsets: inout [String: Int]) {
        opsets[OnnxNode.shortDomain(domain)] = version
    }
}

extension OnnxNode {
    /// The domain by the name that nodes use: `""` for `ai.onnx`.
    static func shortDomain(_ domain: String) -> String { domain == "ai.onnx" ? "" : domain }

    /// `NodeProto`.
    init(_ message: OnnxMessage) throws(FileError) {
        byte = message.start
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: inputs.append(try field.text())
            case 2: outputs.append(try field.text())
            case 3: name = try field.text()
            case 4: operatorType = try field.text()
            case 5:
                let (name, value) = try OnnxAttribute.named(field.inner())
                attributes[name] = value
            case 7: domain = Self.shortDomain(try field.text())
            case 8: overload = try field.text()
            default: break
            }
        }
        guard !operatorType.isEmpty else {
            throw message.fault("node \(title) names no operator", "check what wrote the file")
        }
    }
}

extension OnnxNode {
    /// A constant whose elements are mostly zero, under the name of its values.
    fileprivate init(constant value: OnnxSparseTensor, byte: Int) {
        (operatorType, self.byte) = ("Constant", byte)
        outputs = [value.values.name]
        attributes = ["sparse_value": .sparseTensor(value)]
    }
}

extension OnnxGraph {
    /// `GraphProto`.
    init(_ message: OnnxMessage) throws(FileError) {
        var sparse: [OnnxSparseTensor] = []
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: nodes.append(try OnnxNode(field.inner()))
            case 2: name = try field.text()
            case 5: initializers.append(try OnnxTensor(field.inner()))
            case 11: inputs.append(try OnnxValueInfo(field.inner()))
            case 12: outputs.append(try OnnxValueInfo(field.inner()))
            case 13: values.append(try OnnxValueInfo(field.inner()))
            case 15: sparse.append(try OnnxSparseTensor(field.inner()))
            default: break
            }
        }
        // A constant node says the same, and is made whole only when the graph runs.
        nodes = sparse.map { OnnxNode(constant: $0, byte: message.start) } + nodes
        let given = Set(sparse.map(\.values.name))
        inputs.removeAll { given.contains($0.name) }
        var seen: Set<String> = []
        for tensor in initializers + sparse.map(\.values)
        where !seen.insert(tensor.name).inserted {
            throw message.fault(
                "two initial values are called '\(tensor.name)'", "check what wrote the file")
        }
    }
}

extension OnnxFunction {
    /// `FunctionProto`.
    init(_ message: OnnxMessage) throws(FileError) {
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: name = try field.text()
            case 4: inputs.append(try field.text())
            case 5: outputs.append(try field.text())
            case 6: attributeNames.append(try field.text())
            case 7: nodes.append(try OnnxNode(field.inner()))
            case 8: documentation = try field.text()
            case 9: try OperatorSet(field.inner()).add(to: &opsets)
            case 10: domain = OnnxNode.shortDomain(try field.text())
            case 11:
                let (name, value) = try OnnxAttribute.named(field.inner())
                attributeDefaults[name] = value
            case 13: overload = try field.text()
            default: break
            }
        }
    }
}

extension OnnxAttribute {
    /// `AttributeProto`.
    static func named(
        _ message: OnnxMessage
    ) throws(FileError) -> (name: String, value: OnnxAttribute) {
        var (name, kind, reference) = ("", 0, "")
        var (float, int, string): (Float, Int, String) = (0, 0, "")
        var (floats, ints, strings): ([Float], [Int], [String]) = ([], [], [])
        var (tensors, graphs): ([OnnxTensor], [OnnxGraph]) = ([], [])
        var (sparse, type): (OnnxSparseTensor?, OnnxType?)
        try message.forEach { field throws(FileError) in
            switch field.number {
            case 1: name = try field.text()
            case 2: float = try field.float()
            case 3: int = try field.int()
            case 4: string = try field.text()
            case 5, 10: tensors.append(try OnnxTensor(field.inner()))
            case 6, 11: graphs.append(try OnnxGraph(field.inner()))
            case 7: floats += try field.floats()
            case 8: ints += try field.ints()
            case 9: strings.append(try field.text())
            case 14: type = try OnnxType(field.inner())
            case 20: kind = try field.int()
            case 21: reference = try field.text()
            case 22: sparse = try OnnxSparseTensor(field.inner())
            default: break
            }
        }
        if !reference.isEmpty { return (name, .reference(reference)) }
        // Files of the first versions leave the kind out.
        if kind == 0 {
            kind =
                !floats.isEmpty
                ? 6
                : !ints.isEmpty
                    ? 7
                    : !strings.isEmpty
                        ? 8
                        : !tensors.isEmpty
                            ? 4
                            : !graphs.isEmpty
                                ? 5
                                : !string.isEmpty
                                    ? 3
                                    : float != 0 ? 1 : 2
        }
        let value: OnnxAttribute? =
            switch kind {
            case 1: .float(float)
            case 2: .int(int)
            case 3: .string(string)
            case 4: tensors.first.map { .tensor($0) }
            case 5: graphs.first.map { .graph($0) }
            case 6: .floats(floats)
            case 7: .ints(ints)
            case 8: .strings(strings)
            case 9: .tensors(tensors)
            case 10: .graphs(graphs)
            case 11: sparse.map { .sparseTensor($0) }
            case 13: type.map { .type($0) }
            default: nil
            }
        guard let value else {
            throw message.fault(
                "attribute '\(name)' has kind \(kind) and no value of it",
                "check what wrote the file")
        }
        return (name, value)
    }
}
