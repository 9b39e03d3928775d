import LaminaGraph

/// A transformed function; call it as the original.
public struct Fn<each Input, Output>: Sendable {
    let body: @Sendable (repeat each Input) -> Output

    /// The function's value.
    public func callAsFunction(_ inputs: repeat each Input) -> Output { body(repeat each inputs) }
}

/// The gradient of a function with one scalar result: `gradient(of: f)(x)` is `∇f(x)`.
///
/// ```swift
/// let slope = gradient(of: { (x: Tensor) in (x * x).sum() })
/// slope(Tensor([1, 2])).array()  // [2, 4]
/// ```
public func gradient<Input: TensorGroup>(
    of function: @escaping @Sendable (Input) -> Tensor
) -> Fn<Input, Input> {
    let both = valueAndGradient(of: function)
    return Fn { both($0).1 }
}

/// The value and the gradient of a function with one scalar result, computed together.
public func valueAndGradient<Input: TensorGroup>(
    of function: @escaping @Sendable (Input) -> Tensor
) -> Fn<Input, (Tensor, Input)> {
    Fn { input in
        let points = input.tensors.map { $0.marked() }
        let value = function(input.replacingTensors(points))
        let gradients = gradients(of: value, at: points, op: "gradient")
        return (value, input.replacingTensors(gradients))
    }
}

/// The gradients of a scalar at some points, zero where it does not depend on one.
package func gradients(of value: Tensor, at points: [Tensor], op: String) -> [Tensor] {
    orTrap { () throws(OpError) in
        guard value.shape.elementCount == 1, value.dtype.isFloatingPoint else {
            throw OpError(
                op: op, problem: "the function's result must be one floating-point number",
                operands: ["result": "\(value.spec)"],
                fix: "reduce it with sum() or mean(), or use vjp for a result with axes")
        }
    }
    let seed = Tensor.ones(value.shape, dtype: value.dtype)
    let found = pullback(of: [(value, seed)], to: points)
    return zip(points, found).map { $1 ?? .zeros($0.shape, dtype: $0.dtype) }
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
