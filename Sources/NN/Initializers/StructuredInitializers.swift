import LaminaGraph
import LaminaTensor

// Initialisers that look at a weight as a matrix: all axes but the last are one unit's inputs.

extension Initializer {
    /// A matrix with orthogonal rows or columns, whichever are fewer, of length 1: products keep the
    /// length of what they multiply, however many follow each other.
    public static let orthogonal = orthogonal(gain: 1)

    /// Orthogonal rows or columns of length `gain`.
    ///
    /// - Source: Saxe, McClelland & Ganguli (2013), arXiv:1312.6120. PyTorch: `orthogonal_`.
    public static func orthogonal(gain: Double) -> Initializer {
        Initializer(gain == 1 ? "orthogonal" : "orthogonal(\(gain))") { shape, key in
            let (rows, columns) = matrixSizes(shape)
            let tall = Tensor.normal(
                shape: [max(rows, columns), min(rows, columns)], dtype: .float64, key: key)
            let (q, r) = qr(tall)
            // The signs of R's diagonal depend on the algorithm; without them Q is evenly spread.
            let turned = q * select(r.diagonal() .< 0, -1.0, Tensor.ones([], dtype: .float64))
            return (gain * (rows < columns ? turned.transposed() : turned)).reshaped(shape)
        }
    }

    /// Ones where input and output have the same number, at a filter's middle, and zeros elsewhere: the
    /// layer hands its input on. PyTorch: `eye_`, `dirac_`.
    public static let identity = identity(gain: 1)

    /// `gain` where input and output have the same number, and zeros elsewhere.
    public static func identity(gain: Double) -> Initializer {
        Initializer(gain == 1 ? "identity" : "identity(\(gain))") { shape, _ in
            guard shape.rank >= 2 else { return .full(gain, shape) }
            let sizes = shape.dropLast(2)
            let middle = zip(sizes, Shape(sizes).strideList).reduce(0) { $0 + $1.0 / 2 * $1.1 }
            let (inputs, outputs) = (shape[shape.rank - 2], shape[shape.rank - 1])
            let whole = Tensor.eye(
                sizes.reduce(1, *) * inputs, columns: outputs, offset: -middle * inputs)
            let rows = Tensor.iota([whole.shape[0], 1])
            // Past the middle, the diagonal would go on in the filter's next element.
            return select(rows .< (middle + 1) * inputs, gain * whole, 0).reshaped(shape)
        }
    }

    /// `connections` normally distributed inputs for each unit, and zeros elsewhere: units that stay
    /// different however many inputs there are.
    ///
    /// - Source: Martens (2010), "Deep learning via Hessian-free optimization", section 5. PyTorch's
    ///   `sparse_` counts the zeros, by input.
    public static func sparse(
        connections: Int = 15, standardDeviation: Double = 1
    ) -> Initializer {
        Initializer("sparse(\(connections), \(standardDeviation))") { shape, key in
            let (inputs, units) = matrixSizes(shape)
            let keys = key.split(into: 2)
            let places = Tensor.uniform(shape: [inputs, units], key: keys[0])
                .argSort(axis: 0).argSort(axis: 0)
            let values = Tensor.normal(
                standardDeviation: standardDeviation, shape: [inputs, units], key: keys[1])
            return select(places .< connections, values, 0).reshaped(shape)
        }
    }
}

private func matrixSizes(_ shape: Shape) -> (rows: Int, columns: Int) {
    (shape.dropLast().reduce(1, *), shape.last ?? 1)
}

extension Shape {
    fileprivate var strideList: [Int] { Array(strides) }
}
