public import LaminaFormats
import LaminaNN
import LaminaTensor

/// The texts and the call are ``OnnxModule``'s own.
extension OnnxModule: StoredNetwork {
    /// A file's network for inference alone: its weights are constants, and what follows from them is
    /// computed once.
    ///
    /// ```swift
    /// let network = try OnnxModule.inference(contentsOf: "model.onnx")
    /// let outputs = network([Tensor.ones([1, 3, 224, 224])])
    /// ```
    /// - Throws: what is wrong with the file, with the byte of the fault; an operator that is unknown.
    public static func inference(contentsOf path: String) throws(FileError) -> OnnxModule {
        try OnnxModule(OnnxModel(contentsOf: path), isTrainable: false)
    }
}
