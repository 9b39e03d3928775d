public import LaminaTensor

/// A network as a file holds it, ready to be called: what types of pretrained networks take, whoever
/// reads the file. `OnnxModule` is one; a test may give another.
public protocol StoredNetwork: Sendable {
    /// Named texts beside the network, such as the alphabet of a reader of letters.
    var metadata: [String: String] { get }

    /// The network's outputs for its inputs, both in the file's order.
    func callAsFunction(_ inputs: [Tensor]) -> [Tensor]
}
