import LaminaTensor
import Synchronization

/// Tensors that follow from a model's constants and its inputs' shapes, kept from trace to trace.
final class FoldedTensors: Sendable {
    private let known = Mutex<[String: Tensor]>([:])
    /// How many are kept; a module that meets ever new shapes starts anew.
    private static let limit = 20_000

    /// The value that the key had first, of the same shape and type; else this one.
    func tensor(_ key: String, _ tensor: Tensor) -> Tensor {
        known.withLock { known in
            if let first = known[key], first.spec == tensor.spec {
                // The same memory in a node of its own: traces list what they capture by age.
                return Tensor(buffer: first.evaluated, spec: first.spec)
            }
            if known.count >= Self.limit { known.removeAll() }
            known[key] = tensor
            return tensor
        }
    }
}
