public import LaminaGraph
import LaminaTensor

extension OnnxModel {
    /// The model after Lamina's passes: constants folded, equal nodes merged, shapes' arithmetic
    /// done.
    ///
    /// The graph is traced for inputs of these shapes, which the result is then for; with a batch's
    /// name in `options` the first axis stays free.
    ///
    /// - Throws: `FileError` where the model cannot be run, ``OnnxExportError`` where its trace has no
    ///   form in ONNX.
    public func optimized(
        for inputs: [TensorSpec], _ options: OnnxExportOptions = OnnxExportOptions()
    ) throws -> OnnxModel {
        let module = try OnnxModule(self, isTrainable: false)
        var options = options
        if options.inputNames.isEmpty { options.inputNames = module.inputs.map(\.name) }
        if options.outputNames.isEmpty { options.outputNames = module.outputs.map(\.name) }
        if options.metadata.isEmpty { options.metadata = metadata }
        options.graphName = graph.name
        return try checked {
            try OnnxModel(exporting: module, inputs: inputs, options)
        }
    }
}
