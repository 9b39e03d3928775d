import LaminaGraph

/// A complex tensor as two real ones: complex arithmetic is recorded in real operations, whose
/// derivatives, `vmap` rules and fused loops it so shares.
struct ComplexParts {
    let re: Tensor
    let im: Tensor

    init(_ re: Tensor, _ im: Tensor) { (self.re, self.im) = (re, im) }

    init(_ z: Tensor) {
        let pairs = Tensor.record(.complexParts, z)
        re = pairs.slice(0..<1, axis: z.rank).reshaped(z.shape)
        im = pairs.slice(1..<2, axis: z.rank).reshaped(z.shape)
    }

    var tensor: Tensor {
        let pairs = [re, im].map { $0.expandedDims(axis: -1) }
        return .record(.complexFromParts, concatenated(pairs, axis: re.rank))
    }

    /// Both parts through one function, linear with real coefficients.
    func map(_ function: (Tensor) -> Tensor) -> ComplexParts {
        ComplexParts(function(re), function(im))
    }

    static func + (a: Self, b: Self) -> Self { Self(a.re + b.re, a.im + b.im) }
    static func - (a: Self, b: Self) -> Self { Self(a.re - b.re, a.im - b.im) }
    static prefix func - (a: Self) -> Self { a.map { -$0 } }

    static func * (a: Self, b: Self) -> Self {
        let (re, im) = (a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
        return Self(re, im)
    }

    /// The quotient by Smith's way: by the divisor's larger part first, so that its square cannot
    /// overflow. Source: R. L. Smith (1962), "Algorithm 116: Complex division".
    static func / (a: Self, b: Self) -> Self {
        let realIsLarger = abs(b.re) .>= abs(b.im)
        let large = select(realIsLarger, b.re, b.im)
        let small = select(realIsLarger, b.im, b.re)
        let isZero = large.isEqual(to: .zeros([], dtype: large.dtype))
        let ratio = select(isZero, large, small) / select(isZero, large + 1, large)
        let divisor = large + small * ratio
        let re = select(realIsLarger, a.re + a.im * ratio, a.re * ratio + a.im)
        let im = select(realIsLarger, a.im - a.re * ratio, a.im * ratio - a.re)
        return Self(re / divisor, im / divisor)
    }

    /// Where the number is 0.
    var isZero: Tensor {
        let zero = Tensor.zeros([], dtype: re.dtype)
        return .binary(.and, re.isEqual(to: zero), im.isEqual(to: zero))
    }

    /// `|z|`, with the gradient 0 at 0.
    var magnitude: Tensor { hypot(re, im) }

    /// `e^z = e^x (cos y + i sin y)`.
    var exponential: Self {
        let scale = exp(re)
        return Self(scale * cos(im), scale * sin(im))
    }

    /// The principal logarithm, `ln |z| + i angle`.
    var logarithm: Self { Self(log(magnitude), atan2(im, re)) }

    /// The root with a real part from 0 on, by `√((|x| + |z|) / 2)`, in which nothing cancels.
    var squareRoot: Self {
        let isZero = isZero
        let (x, y) = (select(isZero, re + 1, re), im)
        let half = sqrt((abs(x) + hypot(x, y)) * 0.5)
        let other = y / (half * 2)
        let isRight = x .>= 0
        let signed = select(y .< 0, -half, half)
        let (root, side) = (select(isRight, half, abs(other)), select(isRight, other, signed))
        return Self(select(isZero, re, root), select(isZero, im, side))
    }

    /// `a^b = e^(b ln a)`; 1 for `b = 0`, and 0 for `a = 0` otherwise.
    func power(_ b: Self) -> Self {
        let isZero = isZero
        let safe = Self(select(isZero, re + 1, re), im)
        let result = (b * safe.logarithm).exponential
        let atZero = select(b.isZero, Tensor.ones(re.shape, dtype: re.dtype), 0)
        return Self(select(isZero, atZero, result.re), select(isZero, im, result.im))
    }
}
