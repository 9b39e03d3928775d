import LaminaGraph

/// The matrix of all first derivatives: `J[i…, j…] = ∂f(x)[i…] / ∂x[j…]`.
///
/// - Shape: the result's shape followed by the input's.
///
/// Forward mode costs a pass for each element of the input, reverse mode one for each element of the
/// result; the cheaper one is chosen.
public func jacobian(of function: @escaping @Sendable (Tensor) -> Tensor) -> Fn<Tensor, Tensor> {
    Fn { x in
        let result = function(.placeholder(x.spec)).spec
        let shape = Shape(Array(result.shape) + x.shape)
        if x.shape.elementCount < result.shape.elementCount {
            let columns = vmap(
                { direction in jvp(function, at: x, along: direction).tangent },
                outAxis: -1)(unitTensors(x.spec))
            return columns.reshaped(shape)
        }
        let rows = vmap { gradient in vjp(function, at: x).pullback(gradient) }(unitTensors(result))
        return rows.reshaped(shape)
    }
}

/// The matrix of all second derivatives of a function with one scalar result:
/// `H[i…, j…] = ∂²f(x) / ∂x[i…] ∂x[j…]`, by forward mode over reverse mode.
///
/// - Shape: the input's shape twice.
public func hessian(of function: @escaping @Sendable (Tensor) -> Tensor) -> Fn<Tensor, Tensor> {
    jacobian { x in gradient(of: function)(x) }
}

/// Every tensor of a spec that is 1 at one place and 0 elsewhere, one after the other.
private func unitTensors(_ spec: TensorSpec) -> Tensor {
    let count = spec.shape.elementCount
    let places = Tensor.iota([count, count], axis: 0).isEqual(to: .iota([count, count], axis: 1))
    return places.asType(spec.dtype).reshaped(Shape([count] + spec.shape))
}
