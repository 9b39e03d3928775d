package import LaminaFormats

extension OnnxValue {
    /// Reads a file that holds one value, as those beside the cases of ONNX's own suite do.
    ///
    /// - Parameter type: what the model says the value is; a tensor unless given.
    package init(contentsOf path: String, as type: OnnxType?) throws(FileError) {
        let file = ByteRegion(try MappedFile(path: path))
        try self.init(OnnxMessage(file, at: 0, path: path), as: type)
    }

    init(_ message: OnnxMessage, as type: OnnxType?) throws(FileError) {
        switch type {
        case .sequence(let element): self = try Self.sequence(message, of: element)
        case .optional(let content): self = try Self.optional(message, of: content)
        default: self = try OnnxTensor(message).value
        }
    }

    /// `SequenceProto { tensor_values = 3, sequence_values = 5, optional_values = 7 }`.
    private static func sequence(
        _ message: OnnxMessage, of type: OnnxType
    ) throws(FileError) -> OnnxValue {
        var values: [OnnxValue] = []
        try message.forEach { field throws(FileError) in
            if [3, 5, 7].contains(field.number) {
                values.append(try OnnxValue(field.inner(), as: type))
            }
        }
        return .sequence(values)
    }

    /// `OptionalProto { tensor_value = 3, sequence_value = 5, optional_value = 7 }`.
    private static func optional(
        _ message: OnnxMessage, of type: OnnxType
    ) throws(FileError) -> OnnxValue {
        var value = OnnxValue.none
        try message.forEach { field throws(FileError) in
            if [3, 5, 7].contains(field.number) {
                value = try OnnxValue(field.inner(), as: type)
            }
        }
        return value
    }
}
