public import LaminaGraph

// Elementary mathematics, element by element. Integers are converted to float32 first.

private func real(_ op: Unary, _ x: Tensor) -> Tensor {
    .record(.unary(op), x.dtype.isFloatingPoint ? x : x.asType(.float32))
}

/// `eˣ`.
public func exp(_ x: Tensor) -> Tensor { real(.exp, x) }
/// The natural logarithm; -∞ at 0, NaN below.
public func log(_ x: Tensor) -> Tensor { real(.log, x) }
/// `eˣ - 1`, exact for small `x`. NumPy: `expm1`.
public func expm1(_ x: Tensor) -> Tensor { real(.expm1, x) }
/// `ln(1 + x)`, exact for small `x`. NumPy: `log1p`.
public func log1p(_ x: Tensor) -> Tensor { real(.log1p, x) }
/// The square root; NaN below 0. The gradient at 0 is infinite.
public func sqrt(_ x: Tensor) -> Tensor { real(.sqrt, x) }
/// `1 / √x`. PyTorch: `rsqrt`.
public func rsqrt(_ x: Tensor) -> Tensor { real(.rsqrt, x) }
/// The sine of an angle in radians.
public func sin(_ x: Tensor) -> Tensor { real(.sin, x) }
/// The cosine of an angle in radians.
public func cos(_ x: Tensor) -> Tensor { real(.cos, x) }
/// The hyperbolic tangent.
public func tanh(_ x: Tensor) -> Tensor { real(.tanh, x) }
/// The error function, `2/√π ∫₀ˣ e^(-t²) dt`.
public func erf(_ x: Tensor) -> Tensor { real(.erf, x) }
/// The largest whole number not above `x`. The gradient is 0.
public func floor(_ x: Tensor) -> Tensor { real(.floor, x) }
/// The smallest whole number not below `x`. The gradient is 0.
public func ceil(_ x: Tensor) -> Tensor { real(.ceil, x) }
/// The nearest whole number, ties to even. The gradient is 0.
public func round(_ x: Tensor) -> Tensor { real(.round, x) }
/// The logistic function, `1 / (1 + e⁻ˣ)`.
public func sigmoid(_ x: Tensor) -> Tensor { real(.sigmoid, x) }
/// `max(x, 0)`. The gradient at 0 is 0, as in JAX and PyTorch.
public func relu(_ x: Tensor) -> Tensor { .record(.unary(.relu), x) }
/// The absolute value. The gradient at 0 is 0.
public func abs(_ x: Tensor) -> Tensor { .record(.unary(.abs), x) }
/// -1, 0 or 1. The gradient is 0.
public func sign(_ x: Tensor) -> Tensor { .record(.unary(.sign), x) }

extension Tensor {
    /// `x²`.
    public func square() -> Tensor { self * self }
    /// `true` where the element is not a number.
    public var isNaN: Tensor { .record(.unary(.isNaN), self) }
    /// `true` where the element is neither infinite nor NaN.
    public var isFinite: Tensor { .record(.unary(.isFinite), self) }

    /// The same numbers in another type; a fraction is cut when it becomes an integer, and every
    /// number but 0 becomes `true`.
    public func asType(_ dtype: DType) -> Tensor {
        dtype == self.dtype ? self : .record(.convert(dtype), self)
    }

    /// The tensor as a constant of differentiation: the derivative through it is 0.
    public func stopGradient() -> Tensor { .record(.stopGradient, self) }
}
