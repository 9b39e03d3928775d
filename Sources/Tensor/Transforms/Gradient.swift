import LaminaGraph

/// A transformed function; call it as the original.
public struct Fn<each Input, Output>: Sendable {
    let body: @Sendable (repeat each Input) -> Output

    /// The function's value.
    public func callAsFunction(_ inputs: repeat each Input) -> Output { body(repeat each inputs) }
}

/// The gradient of a function with one scalar result: `gradient(of: f)(x)` is `∇f(x)`; of several
/// arguments a tuple.
///
/// ```swift
/// let slope = gradient(of: { (x: Tensor) in (x * x).sum() })
/// slope(Tensor([1, 2])).array()  // [2, 4]
/// let (da, db) = gradient(of: { (a: Tensor, b: Tensor) in (a * b).sum() })(a, b)
/// ```
///
/// Arguments are tensors, or arrays, dictionaries and structs of them (``TensorGroup``).
public func gradient<Input: TensorGroup>(
    of function: @escaping @Sendable (Input) -> Tensor
) -> Fn<Input, Input> {
    let both = valueAndGradient(of: function)
    return Fn { both($0).1 }
}

/// The gradient of a function of two arguments.
public func gradient<A: TensorGroup, B: TensorGroup>(
    of function: @escaping @Sendable (A, B) -> Tensor
) -> Fn<A, B, (A, B)> {
    let both = valueAndGradient(of: function)
    return Fn { both($0, $1).1 }
}

/// The gradient of a function of three arguments.
public func gradient<A: TensorGroup, B: TensorGroup, C: TensorGroup>(
    of function: @escaping @Sendable (A, B, C) -> Tensor
) -> Fn<A, B, C, (A, B, C)> {
    let both = valueAndGradient(of: function)
    return Fn { both($0, $1, $2).1 }
}

/// The value and the gradient of a function with one scalar result, computed together.
public func valueAndGradient<Input: TensorGroup>(
    of function: @escaping @Sendable (Input) -> Tensor
) -> Fn<Input, (Tensor, Input)> {
    Fn { input in
        let (value, slopes) = differentiated(input.tensors) {
            function(input.replacingTensors(&$0))
        }
        return (value, input.replacingTensors(slopes))
    }
}

/// The value and the gradient of a function of two arguments.
public func valueAndGradient<A: TensorGroup, B: TensorGroup>(
    of function: @escaping @Sendable (A, B) -> Tensor
) -> Fn<A, B, (Tensor, (A, B))> {
    Fn { a, b in
        let (value, slopes) = differentiated(a.tensors + b.tensors) {
            function(a.replacingTensors(&$0), b.replacingTensors(&$0))
        }
        var rest = slopes[...]
        return (value, (a.replacingTensors(&rest), b.replacingTensors(&rest)))
    }
}

/// The value and the gradient of a function of three arguments.
public func valueAndGradient<A: TensorGroup, B: TensorGroup, C: TensorGroup>(
    of function: @escaping @Sendable (A, B, C) -> Tensor
) -> Fn<A, B, C, (Tensor, (A, B, C))> {
    Fn { a, b, c in
        let (value, slopes) = differentiated(a.tensors + b.tensors + c.tensors) {
            function(
                a.replacingTensors(&$0), b.replacingTensors(&$0), c.replacingTensors(&$0))
        }
        var rest = slopes[...]
        return (
            value,
            (a.replacingTensors(&rest), b.replacingTensors(&rest), c.replacingTensors(&rest))
        )
    }
}

/// A function's value at some tensors, which it takes from the front of a list, and the gradients.
private func differentiated(
    _ tensors: [Tensor], _ function: (inout ArraySlice<Tensor>) -> Tensor
) -> (Tensor, [Tensor]) {
    let points = tensors.map { $0.marked() }
    var rest = points[...]
    let value = function(&rest)
    return (value, gradients(of: value, at: points, op: "gradient"))
}

/// The gradients of a scalar at some points, zero where it does not depend on one.
package func gradients(of value: Tensor, at points: [Tensor], op: String) -> [Tensor] {
    operation(count: points.count) { () throws(OpError) in
        guard value.shape.elementCount == 1, value.dtype.isFloatingPoint else {
            throw OpError(
                op: op, problem: "the function's result must be one floating-point number",
                operands: ["result": "\(value.spec)"],
                fix: "reduce it with sum() or mean(), or use vjp for a result with axes")
        }
        let seed = Tensor.ones(value.shape, dtype: value.dtype)
        let found = pullback(of: [(value, seed)], to: points)
        return zip(points, found).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) }
    }
}

/// The value of a function and its derivative along a tangent of the input, computed together:
/// `(f(x), J v)`. Forward mode: the cost does not grow with the number of outputs.
public func jvp<Input: TensorGroup>(
    _ function: (Input) -> Tensor, at input: Input, along tangent: Input
) -> (value: Tensor, tangent: Tensor) {
    let points = input.tensors.map { $0.marked() }
    let value = function(input.replacingTensors(points))
    let found = pushforward(of: [value], from: points, along: tangent.tensors)[0]
    return (value, found ?? .zeros(value.shape, dtype: value.dtype))
}

/// The value of a function and its pullback, which takes a gradient of the result to the gradient
/// of the input.
public func vjp<Input: TensorGroup>(
    _ function: (Input) -> Tensor, at input: Input
) -> (value: Tensor, pullback: (Tensor) -> Input) {
    let points = input.tensors.map { $0.marked() }
    let value = function(input.replacingTensors(points))
    return (
        value,
        { gradient in
            let found = LaminaTensor.pullback(of: [(value, gradient)], to: points)
            return input.replacingTensors(
                zip(points, found).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) })
        }
    )
}

/// The product of a function's second derivative at a point with a direction, `H(x) v`, without the
/// matrix: forward mode over reverse mode, at the cost of a few gradients.
public func hessianVectorProduct<Input: TensorGroup>(
    of function: @escaping @Sendable (Input) -> Tensor, at input: Input, along direction: Input
) -> Input {
    let points = input.tensors.map { $0.marked() }
    let slopes = gradient(of: function)(input.replacingTensors(points)).tensors
    let found = pushforward(of: slopes, from: points, along: direction.tensors)
    return input.replacingTensors(
        zip(slopes, found).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) })
}
