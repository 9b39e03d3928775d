/// Turns a function of tensors into one program per input signature.
///
/// The closure is traced at the first call; later calls with tensors of the same shapes and types
/// run the program. Variables that it reads become inputs, those it writes are updated in place.
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
    let structure = OutputStructure<Output>()
    return compiled(function) { output in
        structure.remember(output)
        return output.tensors
    } rebuild: {
        structure.rebuild($0)
    }
}

/// Turns a function with two results into one program per input signature.
public func compile<each Input: TensorGroup, A: TensorGroup, B: TensorGroup>(
    _ function: @escaping @Sendable (repeat each Input) -> (A, B)
) -> Fn<repeat each Input, (A, B)> {
    let (first, second) = (OutputStructure<A>(), OutputStructure<B>())
    return compiled(function) { output in
        first.remember(output.0)
        second.remember(output.1)
        return output.0.tensors + output.1.tensors
    } rebuild: { tensors in
        let count = first.count
        return (
            first.rebuild(Array(tensors.prefix(count))),
            second.rebuild(Array(tensors.dropFirst(count)))
        )
    }
}

private func compiled<each Input: TensorGroup, Output>(
    _ function: @escaping @Sendable (repeat each Input) -> Output,
    flatten: @escaping @Sendable (Output) -> [Tensor],
    rebuild: @escaping @Sendable ([Tensor]) -> Output
) -> Fn<repeat each Input, Output> {
    let structures = (repeat OutputStructure<each Input>())
    let program = CompiledFunction { tensors in
        var rest = tensors[...]
        return flatten(function(repeat (each structures).rebuild(&rest)))
    }
    return Fn { (inputs: repeat each Input) in
        var tensors: [Tensor] = []
        for (input, structure) in repeat (each inputs, each structures) {
            structure.remember(input)
            tensors.append(contentsOf: input.tensors)
        }
        return rebuild(program(tensors))
    }
}
