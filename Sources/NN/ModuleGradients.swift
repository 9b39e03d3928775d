import LaminaGraph
public import LaminaTensor
import Synchronization

/// What one module's call gave, and how the loss changes with it.
public struct ModuleGradient: Sendable {
    /// The module's path, such as `conv1`; empty for the outermost.
    public let path: String
    /// The module's description where it has one, else the name of its type.
    public let kind: String
    /// A tensor of its output.
    public let output: Tensor
    /// The gradient of the function's value for that tensor, of the same shape.
    public let gradient: Tensor
}

/// The outputs of a model's modules and a function's gradients for them: what hooks on layers are for.
/// PyTorch: `register_forward_hook` and `register_full_backward_hook`.
///
/// ```swift
/// let layers = observingGradients(of: model, at: "conv*") { crossEntropy($0(x), labels: y) }
/// for layer in layers { print(layer.path, layer.output.shape, layer.gradient.norm().scalar()) }
/// ```
/// A module that is called twice is listed twice, with the gradient for each call. May be used inside
/// `compile`, where the tensors are traced and can be returned.
///
/// - Parameter pattern: which modules, by path; the outermost one's path is empty, and `**` matches it.
/// - Returns: one entry for each floating-point tensor of each call's output, in the order in which the
///   calls end.
/// - Complexity: one forward and one backward pass, whatever the number of modules.
public func observingGradients<M: Module>(
    of model: M, at pattern: PathPattern = "**", _ function: (M) throws -> Tensor
) rethrows -> [ModuleGradient] {
    // Gradients stop at the points they are taken for. Zeros added to an output are points beside the
    // way, and have the output's gradient.
    let seen = Mutex<[(output: ModuleOutput, probes: [Tensor?])]>([])
    let observer = ModuleObserver { output in
        guard output.path.isEmpty ? pattern.description == "**" : pattern.matches(output.path)
        else { return nil }
        let probes = output.tensors.map { tensor in
            tensor.dtype.isDifferentiable
                ? Tensor.zeros(tensor.shape, dtype: tensor.dtype).marked() : nil
        }
        seen.withLock { $0.append((output, probes)) }
        return zip(output.tensors, probes).map { tensor, probe in
            probe.map { tensor + $0 } ?? tensor
        }
    }
    let value = try ModuleObserver.$current.withValue(observer) { try function(model) }
    let entries = seen.withLock(\.self).flatMap { output, probes in
        zip(output.tensors, probes).compactMap { tensor, probe in
            probe.map { (output: output, tensor: tensor, probe: $0) }
        }
    }
    let found = gradients(of: value, at: entries.map(\.probe), op: "observingGradients")
    return zip(entries, found).map { entry, gradient in
        ModuleGradient(
            path: entry.output.path, kind: entry.output.kind, output: entry.tensor,
            gradient: gradient)
    }
}
