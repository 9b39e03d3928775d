import LaminaGraph

extension Unary {
    /// The gradient of the operand, `g f'(x)`; `nil` where the derivative is zero.
    func pullback(_ x: Tensor, _ y: Tensor, _ g: Tensor) -> Tensor? {
        switch self {
        case .negate: -g
        case .abs: g * LaminaTensor.sign(x)
        case .exp: g * y
        case .log: g / x
        case .expm1: g * (y + 1)
        case .log1p: g / (x + 1)
        case .sqrt: g / (2 * y)
        case .rsqrt: -0.5 * g * y * y * y
        case .tanh: g * (1 - y * y)
        case .sigmoid: g * y * (1 - y)
        case .relu: LaminaTensor.select(y .> 0, g, 0)
        case .sin: g * LaminaTensor.cos(x)
        case .cos: -g * LaminaTensor.sin(x)
        case .erf: (2 / Double.pi.squareRoot()) * g * LaminaTensor.exp(-x * x)
        case .tan: g * (1 + y * y)
        // (1 - x) (1 + x) keeps the digits that 1 - x² loses near 1.
        case .asin: g * LaminaTensor.rsqrt((1 - x) * (1 + x))
        case .acos: -g * LaminaTensor.rsqrt((1 - x) * (1 + x))
        case .atan: g / (1 + x * x)
        case .sinh: g * LaminaTensor.cosh(x)
        case .cosh: g * LaminaTensor.sinh(x)
        case .asinh: g / LaminaTensor.hypot(.ones(x.shape, dtype: x.dtype), x)
        case .acosh: g * LaminaTensor.rsqrt(x - 1) * LaminaTensor.rsqrt(x + 1)
        case .atanh: g / ((1 - x) * (1 + x))
        case .exp2: 0.693147180559945309417 * g * y
        case .log2: g / (0.693147180559945309417 * x)
        case .log10: g / (2.30258509299404568402 * x)
        case .cbrt: g / (3 * y * y)
        case .erfc: (-2 / Double.pi.squareRoot()) * g * LaminaTensor.exp(-x * x)
        case .erfInverse: (Double.pi.squareRoot() / 2) * g * LaminaTensor.exp(y * y)
        case .logGamma: g * LaminaTensor.digamma(x)
        case .sign, .floor, .ceil, .round, .trunc, .not, .isNaN, .isFinite, .populationCount: nil
        }
    }
}

extension Binary {
    func pullback(
        _ a: Tensor, _ b: Tensor, _ y: Tensor, _ g: Tensor, _ needed: [Bool]
    ) -> [Tensor?] {
        switch self {
        case .add: return [g, g]
        case .subtract: return [g, needed[1] ? -g : nil]
        case .multiply: return [needed[0] ? g * b : nil, needed[1] ? g * a : nil]
        case .divide: return [needed[0] ? g / b : nil, needed[1] ? -g * y / b : nil]
        case .power:
            // At b = 0 and at a = 0 the formulas meet 0 · ∞ where the derivative is 0.
            let zero = Tensor.zeros(g.shape, dtype: g.dtype)
            let isFlat = b.isEqual(to: zero)
            let safeBase = LaminaTensor.select(a.isEqual(to: zero), a + 1, a)
            return [
                needed[0]
                    ? LaminaTensor.select(isFlat, zero, g * b * pow(a, b - 1)) : nil,
                needed[1] ? g * y * LaminaTensor.log(safeBase) : nil,
            ]
        case .maximum: return Self.sharePullback(a .> b, a.isEqual(to: b), g, needed)
        case .minimum: return Self.sharePullback(a .< b, a.isEqual(to: b), g, needed)
        case .remainder: return [g, needed[1] ? -g * LaminaTensor.floor(a / b) : nil]
        case .atan2:
            // Divided twice, since the square of a large radius overflows.
            let radius = LaminaTensor.hypot(a, b)
            return [
                needed[0] ? g * (b / radius) / radius : nil,
                needed[1] ? -g * (a / radius) / radius : nil,
            ]
        case .hypot:
            // At the origin the derivative is taken to be 0, as that of a norm.
            let zero = Tensor.zeros(y.shape, dtype: y.dtype)
            let radius = LaminaTensor.select(y.isEqual(to: zero), y + 1, y)
            return [needed[0] ? g * (a / radius) : nil, needed[1] ? g * (b / radius) : nil]
        case .copySign:
            let one = Tensor.ones(a.shape, dtype: a.dtype)
            return [
                needed[0]
                    ? g * LaminaTensor.sign(a) * Tensor.record(.binary(.copySign), one, b) : nil,
                nil,
            ]
        case .and, .or, .xor, .shiftLeft, .shiftRight, .nextAfter: return [nil, nil]
        }
    }

    /// The winner takes the gradient; a tie is shared half and half.
    private static func sharePullback(
        _ firstWins: Tensor, _ isTie: Tensor, _ g: Tensor, _ needed: [Bool]
    ) -> [Tensor?] {
        let zero = Tensor.zeros(g.shape, dtype: g.dtype)
        let half = LaminaTensor.select(isTie, 0.5 * g, zero)
        return [
            needed[0] ? LaminaTensor.select(firstWins, g, half) : nil,
            needed[1] ? LaminaTensor.select(firstWins, zero, g - half) : nil,
        ]
    }
}

extension Reduction {
    func pullback(_ x: Tensor, _ axes: InlineInts, _ y: Tensor, _ g: Tensor) -> Tensor? {
        let kept = x.shape.reduced(axes: axes, keepDims: true)
        func spread(_ t: Tensor) -> Tensor { t.reshaped(kept).broadcast(to: x.shape) }
        switch self {
        case .sum: return spread(g)
        case .max, .min:
            let wins = x.isEqual(to: spread(y)).asType(g.dtype)
            let count = wins.sum(axes: Array(axes))
            return wins * spread(g / count)
        case .product:
            // With one zero among the factors only it has a gradient: the product of the others.
            let isZero = x.isEqual(to: .zeros(x.shape, dtype: x.dtype))
            let zeros = isZero.asType(g.dtype).sum(axes: Array(axes))
            let others = select(isZero, .ones(x.shape, dtype: x.dtype), x)
                .product(axes: Array(axes))
            let isAlone = zeros.isEqual(to: .ones(zeros.shape, dtype: zeros.dtype))
            return select(
                isZero, spread(select(isAlone, g * others, 0)),
                spread(g * y) / select(isZero, x + 1, x))
        case .any, .all: return nil
        }
    }
}
