import LaminaGraph

/// A network in the format of ncnn: a text file of layers (`.param`) and one of weights (`.bin`).
///
/// ```swift
/// let model = try NCNN(param: "scale2.0x_model.param", bin: "scale2.0x_model.bin")
/// for layer in model.layers where layer.weight != nil {
///     print(layer.kind, layer.name, layer.weight?.shape ?? [])
/// }
/// ```
///
/// The text: the number 7767517; how many layers and values there are; then a layer a line: kind,
/// name, how many values come in and go out, their names, and parameters `key=value`. The weights of
/// layers that have some follow one another in the same order: a tag of four bytes (0 for float32,
/// 0x01306B47 for float16), the numbers, filled up to a multiple of four bytes; then the biases in
/// float32 without a tag.
///
/// - Source: Tencent/ncnn, docs/developer-guide/param-and-model-file-structure.md and src/layer.
///   Weights of 8 bits and of tables of 256 values are refused.
public struct NCNN: Sendable {
    /// One layer.
    public struct Layer: Sendable {
        /// What it computes, such as `Convolution`.
        public let kind: String
        /// What the file calls it, such as `conv1`.
        public let name: String
        /// The values it reads, by name.
        public let inputs: [String]
        /// The values it makes, by name.
        public let outputs: [String]
        /// The parameters by their numbers, whose meaning depends on the kind; a single number is a
        /// list of one.
        public let parameters: [Int: [Double]]
        /// `[out, in, height, width]`, or `[out, in]` of an `InnerProduct`; as the file has it,
        /// float32 or float16.
        public internal(set) var weight: StoredArray?
        /// `[out]`, float32.
        public internal(set) var bias: StoredArray?

        /// A parameter that is one whole number; what the format takes for it if it is not there.
        public func integer(_ key: Int, default standard: Int = 0) -> Int {
            parameters[key]?.first.flatMap { Int(exactly: $0) } ?? standard
        }
    }

    /// The layers in the order of the file, which is an order of computation.
    public let layers: [Layer]

    /// Reads both files.
    ///
    /// - Throws: ``FileError`` with the line or byte of the fault.
    public init(param paramPath: String, bin binPath: String) throws(FileError) {
        try self.init(
            param: ByteRegion(MappedFile(path: paramPath)), paramPath: paramPath,
            bin: ByteRegion(MappedFile(path: binPath)), binPath: binPath)
    }

    /// The same, for files that are already in memory; paths are for error messages.
    package init(
        param: ByteRegion, paramPath: String, bin: ByteRegion, binPath: String
    ) throws(FileError) {
        var layers = try NCNNText(path: paramPath).layers(in: param)
        var weights = NCNNWeights(file: bin, path: binPath)
        for index in layers.indices { try weights.fill(&layers[index]) }
        try weights.end()
        self.layers = layers
    }
}

/// The reader of the text.
private struct NCNNText {
    let path: String

    private func fault(_ problem: String, line: Int) -> FileError {
        FileError(
            path: path, at: .line(line), problem: problem,
            fix: "give the .param file of an ncnn network, not the binary .param.bin")
    }

    func layers(in file: ByteRegion) throws(FileError) -> [NCNN.Layer] {
        guard let text = String(validating: file.array(of: UInt8.self), as: UTF8.self) else {
            throw fault("the text is not valid UTF-8", line: 1)
        }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard lines.first?.filter({ $0 != " " }) == "7767517" else {
            throw fault("the first line is not 7767517", line: 1)
        }
        let counts = lines.dropFirst().first?.split(separator: " ").compactMap { Int($0) } ?? []
        guard counts.count == 2, (0...1_000_000).contains(counts[0]) else {
            throw fault("expected the numbers of layers and of values", line: 2)
        }
        var layers: [NCNN.Layer] = []
        for (index, line) in lines.enumerated().dropFirst(2) where !line.allSatisfy(\.isWhitespace)
        {
            layers.append(try layer(line, number: index + 1))
        }
        guard layers.count == counts[0] else {
            throw fault("\(counts[0]) layers are announced, \(layers.count) follow", line: 2)
        }
        return layers
    }

    private func layer(_ line: Substring, number: Int) throws(FileError) -> NCNN.Layer {
        let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
        guard words.count >= 4, let inputs = Int(words[2]), let outputs = Int(words[3]),
            inputs >= 0, outputs >= 0, inputs <= words.count, outputs <= words.count,
            words.count >= 4 + inputs + outputs
        else {
            throw fault(
                "expected kind, name, numbers of inputs and outputs and their names", line: number)
        }
        var parameters: [Int: [Double]] = [:]
        for word in words[(4 + inputs + outputs)...] {
            let parts = word.split(separator: "=", maxSplits: 1)
            let values = parts.last?.split(separator: ",").map { Double($0) } ?? []
            guard parts.count == 2, let key = Int(parts[0]), (-23_399...99).contains(key),
                !values.isEmpty, !values.contains(nil)
            else { throw fault("'\(word)' is no parameter key=value", line: number) }
            let numbers = values.compactMap { $0 }
            // A list's key is -23300 less its number, and its first value counts the others.
            let isList = key <= -23_300
            guard !isList || numbers[0] == Double(numbers.count - 1) else {
                throw fault("the list '\(word)' has another length than it says", line: number)
            }
            let own = isList ? -23_300 - key : key
            guard
                parameters.updateValue(isList ? Array(numbers.dropFirst()) : numbers, forKey: own)
                    == nil
            else { throw fault("parameter \(own) stands twice", line: number) }
        }
        return NCNN.Layer(
            kind: words[0], name: words[1], inputs: Array(words[4..<4 + inputs]),
            outputs: Array(words[4 + inputs..<4 + inputs + outputs]), parameters: parameters)
    }
}

/// The reader of the weights, which takes them layer by layer.
private struct NCNNWeights {
    let file: ByteRegion
    let path: String
    var next = 0

    init(file: ByteRegion, path: String) { (self.file, self.path) = (file, path) }

    private func fault(_ problem: String) -> FileError {
        FileError(
            path: path, at: .byte(next), problem: problem,
            fix: "give the .bin file that belongs to the .param file")
    }

    /// Reads the weights of a layer whose kind has some.
    mutating func fill(_ layer: inout NCNN.Layer) throws(FileError) {
        let (countKey, biasKey): (Int, Int)
        switch layer.kind {
        case "Convolution", "Deconvolution", "ConvolutionDepthWise", "DeconvolutionDepthWise":
            (countKey, biasKey) = (6, 5)
        case "InnerProduct": (countKey, biasKey) = (2, 1)
        default: return
        }
        let (outputs, count) = (layer.integer(0), layer.integer(countKey))
        var shape = [outputs, 0]
        if layer.kind != "InnerProduct" {
            let width = layer.integer(1)
            shape += [layer.integer(11, default: width), width]
        }
        let rest = shape.enumerated().reduce(1) { product, size in
            size.offset == 1 ? product : product.multipliedReportingOverflow(by: size.element).0
        }
        guard
            shape.enumerated().allSatisfy({ $0.offset == 1 || (1...65_536).contains($0.element) }),
            count > 0, count % rest == 0
        else {
            throw fault(
                "layer '\(layer.name)': \(count) weights do not make \(outputs) outputs of \(shape)"
            )
        }
        shape[1] = count / rest
        layer.weight = try weights(count, shape, layer.name)
        if layer.integer(biasKey) == 1 {
            layer.bias = StoredArray(
                dtype: .float32, shape: [outputs], bytes: try take(outputs * 4, layer.name))
        }
    }

    private mutating func weights(
        _ count: Int, _ shape: [Int], _ name: String
    ) throws(FileError) -> StoredArray {
        let tag = try take(4, name).array(of: UInt32.self)[0]
        switch tag {
        case 0: return StoredArray(dtype: .float32, shape: shape, bytes: try take(count * 4, name))
        case 0x0130_6B47:
            let padded = try take((count * 2 + 3) / 4 * 4, name)
            return StoredArray(dtype: .float16, shape: shape, bytes: padded[0..<count * 2])
        default:
            next -= 4
            throw fault(
                "layer '\(name)': weights of kind 0x\(String(tag, radix: 16)) are quantised;"
                    + " only float32 and float16 can be read")
        }
    }

    private mutating func take(_ count: Int, _ name: String) throws(FileError) -> ByteRegion {
        guard count <= file.count - next else {
            throw fault("the file ends inside the weights of layer '\(name)'")
        }
        defer { next += count }
        return file[next..<next + count]
    }

    func end() throws(FileError) {
        guard next == file.count else {
            throw fault("\(file.count - next) bytes are left behind the last layer's weights")
        }
    }
}
