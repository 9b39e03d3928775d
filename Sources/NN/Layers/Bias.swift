import LaminaTensor

extension Tensor {
    /// A layer's product with its bias, if it has one, in the product's own half type: under autocast a
    /// float32 bias would make all activations float32.
    func adding(_ bias: Parameter?) -> Tensor {
        guard let value = bias?.value else { return self }
        return self + (dtype.isHalf ? value.asType(dtype) : value)
    }
}
