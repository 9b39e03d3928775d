import LaminaGraph

extension FourierKind {
    /// The transposed linear function of parts: from the gradient of a transform's result to that of
    /// its operand.
    ///
    /// A sum of cosines and sines is symmetric in the two indices, so that transposing turns the sign
    /// of the sine alone. Half a spectrum stands for both: its inner elements count twice.
    func transpose(_ g: Tensor, of x: Shape) -> Tensor {
        switch self {
        case .forward: return .record(.fourier(.inverse), g)
        case .inverse: return .record(.fourier(.forward), g)
        case .realForward:
            let length = length(of: x)
            let weights = Self.weights(length, inner: 0.5, g.dtype)
            return .record(.fourier(.realInverse(length: length)), g * weights)
        case .realInverse(let length):
            return .record(.fourier(.realForward), g) * Self.weights(length, inner: 2, g.dtype)
        }
    }

    /// 1 for the ends of half a spectrum that mirror themselves, `inner` for the others.
    private static func weights(_ length: Int, inner: Double, _ dtype: DType) -> Tensor {
        let half = length / 2
        let numbers = (0...half).map { $0 == 0 || 2 * $0 == length ? 1 : inner }
        return Tensor(numbers, shape: [half + 1, 1]).asType(dtype)
    }
}

extension Tensor {
    /// Pairs along the last axis, the second of each negated.
    func conjugatingPairs() -> Tensor { self * Tensor([1, -1], shape: [2]).asType(dtype) }
}
