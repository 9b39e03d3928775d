public import LaminaData
import LaminaGraph

/// A quantity over the folds of a cross-validation.
public struct FoldScores: Sendable, Equatable {
    /// One for each fold.
    public let values: [Double]

    /// The scores in the order of the folds.
    public init(_ values: [Double]) { self.values = values }

    /// Their mean; nil without folds.
    public var mean: Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Their sample standard deviation, with `n - 1`; nil for fewer than two.
    public var standardDeviation: Double? {
        guard let mean, values.count > 1 else { return nil }
        let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        return (squares / Double(values.count - 1)).squareRoot()
    }
}

/// What a k-fold cross-validation found.
public struct CrossValidation: Sendable {
    /// The answers on each fold by a model that never saw it.
    public let evaluations: [Evaluation]

    /// One evaluation for each fold, in order.
    public init(_ evaluations: [Evaluation]) { self.evaluations = evaluations }

    /// Each fold's mean loss over its examples.
    public var loss: FoldScores { FoldScores(evaluations.map(\.loss)) }
    /// Empty for regression.
    public var accuracy: FoldScores { FoldScores(evaluations.compactMap(\.accuracy)) }
}

extension Dataset {
    /// Trains a model for each fold on all others and evaluates it on the fold.
    ///
    /// ```swift
    /// let result = try data.train.crossValidated(folds: 5, seed: 1) { fold in
    ///     let trainer = Trainer(MLP(hidden: [32], outFeatures: 10), loss: .crossEntropy, optimizer: Adam())
    ///     try trainer.fit(fold.train, epochs: 20)
    ///     return try trainer.evaluate(fold.validation)
    /// }
    /// print(result.accuracy.mean ?? 0, result.accuracy.standardDeviation ?? 0)
    /// ```
    /// - Parameter evaluate: begins anew for each fold; what is fitted, a normalisation too, must be
    ///   fitted to `train`.
    /// - Throws: ``DatasetError`` for fewer than 2 folds or more than records, and what `evaluate` throws.
    public func crossValidated(
        folds: Int, seed: UInt64, stratified: Bool = true,
        _ evaluate: (DataSplit) throws -> Evaluation
    ) throws -> CrossValidation {
        CrossValidation(
            try self.folds(folds, seed: seed, stratified: stratified).map(evaluate))
    }
}
