public import LaminaGraph

extension Tensor {
    /// The same numbers in another type; a fraction is cut when it becomes an integer, and every
    /// number but 0 becomes `true`.
    public func asType(_ dtype: DType) -> Tensor {
        dtype == self.dtype ? self : .record(.convert(dtype), self)
    }

    /// The tensor as a constant of differentiation: the derivative through it is 0.
    public func stopGradient() -> Tensor { .record(.stopGradient, self) }
}
