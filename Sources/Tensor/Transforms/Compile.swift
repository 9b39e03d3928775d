/// Turns a function of tensors into one program per input signature.
///
/// The closure is traced at the first call; later calls with tensors of the same shapes and types, in lists as
/// long, run the program. Variables that it reads become inputs, those it writes are updated in place.
/// What it captures otherwise stays as it was at the first call: a captured `var` does not compile,
/// and a captured value that has changed by the second call is warned of.
///
/// ```swift
/// let step = compile { (x: Tensor, y: Tensor) in ((x - y) * (x - y)).mean() }
/// step(Tensor([1, 2]), Tensor([3, 2])).scalar()  // 2
/// ```
public func compile<each Input: TensorGroup, Output: TensorGroup>(
    _ function: @escaping @Sendable (repeat each Input) -> Output
) -> Fn<repeat each Input, Output> {
    compiled(function) {
        $0.tensors
    } rebuild: {
        $0.replacingTensors($1)
    }
}

/// Turns a function with two results into one program per input signature.
public func compile<each Input: TensorGroup, A: TensorGroup, B: TensorGroup>(
    _ function: @escaping @Sendable (repeat each Input) -> (A, B)
) -> Fn<repeat each Input, (A, B)> {
    compiled(function) { output in
        output.0.tensors + output.1.tensors
    } rebuild: { output, tensors in
        var rest = tensors[...]
        let first = output.0.replacingTensors(&rest)
        return (first, output.1.replacingTensors(&rest))
    }
}

private func compiled<each Input: TensorGroup, Output: Sendable>(
    _ function: @escaping @Sendable (repeat each Input) -> Output,
    flatten: @escaping @Sendable (Output) -> [Tensor],
    rebuild: @escaping @Sendable (Output, [Tensor]) -> Output
) -> Fn<repeat each Input, Output> {
    let program = CompiledFunction(flatten: flatten, rebuild: rebuild)
    return Fn { (inputs: repeat each Input) in
        var tensors: [Tensor] = []
        var structure: [Int] = []
        for input in repeat each inputs {
            tensors.append(contentsOf: input.tensors)
            input.appendStructure(to: &structure)
        }
        return program(tensors, structure: structure) { tensors in
            var rest = tensors[...]
            return function(repeat (each inputs).replacingTensors(&rest))
        }
    }
}
