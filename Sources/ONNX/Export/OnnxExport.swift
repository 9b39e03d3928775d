import LaminaFormats
public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Why a function has no form in ONNX: which operation, and what to do.
public struct OnnxExportError: Error, Sendable, CustomStringConvertible {
    /// The operation by its name in Lamina's graphs.
    public let operation: String
    /// The path of the module that recorded it; empty outside of one.
    public let scope: String
    /// Why the operation has no form in ONNX.
    public let problem: String
    /// What to do about it.
    public let fix: String

    public var description: String {
        let place = scope.isEmpty ? "" : " in \(scope)"
        return "ONNX export: '\(operation)'\(place): \(problem)\n  fix  \(fix)"
    }
}

/// How a function is exported.
public struct OnnxExportOptions: Sendable {
    /// The operator set, from 13 to 23: higher ones have more operators, lower ones more readers.
    public var opset = 17
    /// A name for the first axis of the inputs, which then may have any size; nil keeps its size.
    public var batchName: String?
    /// Names of the inputs and outputs; `input`, `output`, or those with numbers unless given.
    public var inputNames: [String] = []
    /// As for ``inputNames``.
    public var outputNames: [String] = []
    /// Texts that are kept with the model.
    public var metadata: [String: String] = [:]
    /// The graph's name.
    public var graphName = "lamina"

    /// Operator set 17, sizes as they are, names by number.
    public init() {}
}

extension OnnxModel {
    /// A function as a model of ONNX, by running it once on tensors of these shapes and types.
    ///
    /// Each recorded primitive becomes one operator or a few; composites that ONNX has, such as
    /// softmax, become that, and others their bodies.
    ///
    /// ```swift
    /// var options = OnnxExportOptions()
    /// options.batchName = "batch"
    /// let model = try OnnxModel(exporting: { [sin($0[0]) * 2] }, inputs: [TensorSpec([1, 3])], options)
    /// try model.write(to: "sine.onnx")
    /// ```
    /// - Throws: for an operation without a form in ONNX, such as random numbers.
    public init(
        exporting function: ([Tensor]) -> [Tensor], inputs: [TensorSpec],
        _ options: OnnxExportOptions = OnnxExportOptions()
    ) throws(OnnxExportError) {
        try self.init(function, inputs, [], options)
    }

    /// A network of one input and one output as a model of ONNX, in inference mode, its parameters
    /// under their paths.
    ///
    /// - Throws: for an operation without a form in ONNX.
    public init(
        exporting module: some Module<Tensor, Tensor>, input: TensorSpec,
        _ options: OnnxExportOptions = OnnxExportOptions()
    ) throws(OnnxExportError) {
        try self.init({ [module($0[0])] }, [input], module.variables, options)
    }

    /// A network of several inputs or outputs, such as one that was imported.
    ///
    /// - Throws: for an operation without a form in ONNX.
    public init(
        exporting module: some Module<[Tensor], [Tensor]>, inputs: [TensorSpec],
        _ options: OnnxExportOptions = OnnxExportOptions()
    ) throws(OnnxExportError) {
        try self.init({ module($0) }, inputs, module.variables, options)
    }

    private init(
        _ function: ([Tensor]) -> [Tensor], _ inputs: [TensorSpec],
        _ variables: [(path: String, variable: Variable)], _ options: OnnxExportOptions
    ) throws(OnnxExportError) {
        guard (13...23).contains(options.opset) else {
            throw OnnxExportError(
                operation: "export", scope: "", problem: "opset \(options.opset) is not written",
                fix: "choose one from 13 to 23")
        }
        // Two sizes of batch show what depends on it; 1 would broadcast.
        let sizes = options.batchName == nil ? [nil] : [6, 10]
        let programs = sizes.map { batch in
            TracedProgram(
                inputs.map { spec in
                    Tensor.zeros(
                        batch.map { Shape([$0] + spec.shape.dropFirst()) } ?? spec.shape,
                        dtype: spec.dtype)
                }, function)
        }
        self.init()
        irVersion = [13: 7, 14: 7, 19: 9, 20: 9, 21: 10, 22: 10, 23: 11][options.opset] ?? 8
        opsets = ["": options.opset]
        producerName = "lamina"
        metadata = options.metadata
        var buffers: [ObjectIdentifier: String] = [:]
        for (path, variable) in variables {
            if let value = variable.stored.node.value { buffers[ObjectIdentifier(value)] = path }
        }
        let exporter = GraphExporter(options, programs)
        graph = try exporter.exported(inputCount: inputs.count) { buffers[ObjectIdentifier($0)] }
    }
}
