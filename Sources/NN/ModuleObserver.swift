public import LaminaTensor
import Synchronization

/// What one module's call gave.
public struct ModuleOutput: Sendable {
    /// The module's path, such as `conv1`; empty for the outermost.
    public let path: String
    /// The module itself.
    public let module: any Module
    /// Its output's tensors, in order.
    public let tensors: [Tensor]

    init(path: String, module: any Module, output: some TensorGroup) {
        (self.path, self.module, tensors) = (path, module, output.tensors)
    }

    /// The module's description where it has one, else the name of its type.
    public var kind: String {
        (module as? any CustomStringConvertible)?.description ?? "\(type(of: module))"
    }
}

/// Sees the output of every module called in the current task.
struct ModuleObserver: Sendable {
    @TaskLocal static var current: ModuleObserver?

    /// Takes note of an output, and may give tensors to take its place.
    let observe: @Sendable (ModuleOutput) -> [Tensor]?
}

/// Runs `body` and tells `observe` of every module's output, inner modules before outer ones.
///
/// Outputs under a traced function are traced: their values cannot be read there.
public func observingModules<R>(
    _ observe: @escaping @Sendable (ModuleOutput) -> Void, _ body: () throws -> R
) rethrows -> R {
    let observer = ModuleObserver { output in
        observe(output)
        return nil
    }
    return try ModuleObserver.$current.withValue(observer, operation: body)
}

extension Module {
    /// The outputs of the module and all modules below it for one input, in the order in which their
    /// calls end, computed together: what a report draws as feature maps.
    public func moduleOutputs(_ input: Input) -> [ModuleOutput] {
        let seen = Mutex<[ModuleOutput]>([])
        _ = observingModules { output in
            seen.withLock { $0.append(output) }
        } _: {
            self(input)
        }
        let outputs = seen.withLock(\.self)
        eval(outputs.flatMap(\.tensors))
        return outputs
    }
}
