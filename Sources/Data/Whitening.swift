import LaminaGraph
public import LaminaTensor

/// Features made uncorrelated, each of variance 1: `y = (x - mean) W` with `Wᵀ Σ W = 1`.
///
/// `Σ = V Λ Vᵀ` is the covariance of what it is fitted to. PCA whitening, `W = V Λ^(-1/2)`, gives the
/// principal components in falling order of their variance; ZCA whitening, `W = V Λ^(-1/2) Vᵀ`, is the one
/// nearest to the input, so that pictures stay pictures.
///
/// ```swift
/// let whitening = try Whitening(fittedTo: data.train)
/// let (train, test) = (try whitening(data.train), try whitening(data.test))
/// ```
/// As with a ``Normalization``, the numbers come from the training data alone.
///
/// - Precision: fitted in float64; applied in the input's type.
/// - Source: Bell & Sejnowski (1997), "The independent components of natural scenes are edge filters";
///   `eps` as in Krizhevsky (2009), "Learning multiple layers of features from tiny images", appendix A.
///   scikit-learn: `PCA(whiten=True)`, which divides by one example fewer.
public struct Whitening: Sendable {
    /// Which of the transforms that make features uncorrelated.
    public enum Form: Sendable, Equatable {
        case pca, zca
    }

    /// float64 `[features]`.
    public let mean: Tensor
    /// `W`, float64 `[features, features]`.
    public let matrix: Tensor

    /// Fits rows of features.
    ///
    /// - Parameters:
    ///   - x: `[count, features]`.
    ///   - eps: is added to every variance, so that directions without any are not blown up; 0.1 is usual
    ///     for small pictures in 0...1.
    public init(fittedTo x: Tensor, form: Form = .zca, eps: Double = 1e-5) {
        require(
            x.rank == 2 && x.shape[0] > 0 && eps >= 0,
            "Whitening: needs [count, features] with some rows, got \(x.spec) and eps \(eps)")
        let wide = x.asType(.float64)
        mean = wide.mean(axis: 0)
        let centred = wide - mean
        let covariance = matmul(centred.transposed(), centred) / Double(x.shape[0])
        let (values, vectors) = eigh(covariance)
        // Rounding makes variances of nothing slightly negative.
        let scaled = vectors * rsqrt(maximum(values, 0) + eps)
        switch form {
        case .zca: matrix = matmul(scaled, vectors.transposed())
        case .pca:
            // A direction has no sign of its own: its largest part is made positive.
            let isLargest = abs(vectors).argMax(axis: 0)
                .oneHot(classes: x.shape[1], dtype: .float64).transposed()
            let signs = sign((vectors * isLargest).sum(axis: 0, keepDims: true))
            matrix = (scaled * signs).flipped(axis: 1)
        }
        eval(mean, matrix)
    }

    /// Fits the examples of a data set, each as a row.
    ///
    /// - Throws: ``DatasetError`` for an empty data set and for a number that is not finite.
    public init(
        fittedTo training: Dataset, form: Form = .zca, eps: Double = 1e-5
    ) throws(DatasetError) {
        try training.requireNumbers()
        // It looks for both, and names the record.
        _ = try Normalization(fittedTo: training)
        self.init(fittedTo: Self.rows(training), form: form, eps: eps)
    }

    /// Rows of features, uncorrelated: `[..., features]` to the same.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        matmul(x - mean.asType(x.dtype), matrix.asType(x.dtype))
    }

    /// A data set's examples, uncorrelated and kept as floats; their shape and the targets stay.
    ///
    /// - Throws: ``DatasetError`` for examples of another size.
    public func callAsFunction(_ data: Dataset) throws(DatasetError) -> Dataset {
        guard data.exampleSize == mean.shape[0] else {
            throw DatasetError(
                dataset: data.name,
                problem:
                    "examples of \(data.exampleSize) numbers, the whitening has \(mean.shape[0])",
                fix: "whiten data of the kind that it was fitted to")
        }
        try data.requireNumbers()
        let numbers: [Float] = data.count > 0 ? self(Self.rows(data)).array() : []
        return try data.replacingInputs(numbers)
    }

    private static func rows(_ data: Dataset) -> Tensor {
        data.batch(Array(0..<data.count)).inputTensor
            .reshaped([data.count, data.exampleSize])
    }
}

extension Dataset {
    fileprivate func requireNumbers() throws(DatasetError) {
        guard inputDType.isFloatingPoint else {
            throw DatasetError(
                dataset: name, problem: "its examples are characters, which cannot be whitened",
                fix: "whiten pictures, sounds or tables")
        }
    }

    /// The same records with other numbers, all in memory.
    fileprivate func replacingInputs(_ numbers: [Float]) throws(DatasetError) -> Dataset {
        let all = Array(0..<count)
        let targets: Targets
        switch self.targets {
        case .labels(_, let classNames): targets = .labels(labels, classNames: classNames)
        case .values(_, let shape):
            let values = count > 0 ? batch(all).targets : []
            targets = .values(values, shape: shape)
        case .nextCharacters: targets = self.targets
        }
        return try Dataset(
            name: name, inputs: .floats(numbers), exampleShape: exampleShape, targets: targets)
    }
}
