/// A data set in its three parts, which share no record.
public struct DataSplit: Sendable {
    /// For fitting everything that is fitted: weights, but also means and vocabularies.
    public let train: Dataset
    /// For choosing: when to stop, which setting. May have no records.
    public let validation: Dataset
    /// For the final figure, once. May have no records.
    public let test: Dataset

    /// The part of the training data that is kept for validation unless something else is asked: one
    /// example in twenty, enough to choose by and few enough not to be missed in training.
    public static let standardValidation = 0.05

    /// Parts that were made elsewhere. That they share no record is the caller's to see to.
    public init(train: Dataset, validation: Dataset, test: Dataset) {
        (self.train, self.validation, self.test) = (train, validation, test)
    }
}

extension Dataset {
    /// Every fifth record (0, 5, 10, ...) for testing, and of the others a random part for validation, the
    /// same share of every class.
    ///
    /// - Throws: ``DatasetError`` for an impossible fraction.
    public func everyFifthForTesting(
        validation: Double = 0, seed: UInt64 = 0
    ) throws(DatasetError) -> DataSplit {
        let parts = try subset((0..<count).filter { $0 % 5 != 0 })
            .split(validation: validation, seed: seed)
        let test = subset(stride(from: 0, to: count, by: 5), name: "\(name), test")
        return DataSplit(train: parts.train, validation: parts.validation, test: test)
    }

    /// Parts the records at random, always the same for the same seed.
    ///
    /// - Parameters:
    ///   - validation: the fraction for validation, from 0 up to below 1.
    ///   - test: the fraction for testing; together with `validation` below 1.
    ///   - stratified: whether every part gets its share of every class, as nearly as whole records
    ///     allow. Without meaning for regression.
    /// - Throws: ``DatasetError`` for fractions that leave nothing for training.
    public func split(
        validation: Double = 0, test: Double = 0, seed: UInt64, stratified: Bool = true
    ) throws(DatasetError) -> DataSplit {
        guard validation >= 0, test >= 0, validation + test < 1 else {
            throw DatasetError(
                dataset: name,
                problem: "fractions \(validation) for validation and \(test) for testing leave"
                    + " nothing for training", fix: "give fractions from 0 whose sum is below 1")
        }
        var generator = SplitMix64(seed: seed, stream: 0)
        var groups = stratified ? recordsByClass() : [Array(0..<count)]
        groups = groups.map { group in generator.permutation(group.count).map { group[$0] } }
        let tests = Dataset.shares(of: groups.map(\.count), fraction: test)
        let validations = Dataset.shares(of: groups.map(\.count), fraction: validation)
        var parts: [[Int]] = [[], [], []]
        for (group, (tests, validations)) in zip(groups, zip(tests, validations)) {
            parts[2] += group.prefix(tests)
            // Rounding up twice may ask a class for more than it has.
            parts[1] += group.dropFirst(tests).prefix(validations)
            parts[0] += group.dropFirst(tests + validations)
        }
        // In the order of the source, so that a part does not depend on how it was drawn.
        return DataSplit(
            train: subset(parts[0].sorted(), name: "\(name), train"),
            validation: subset(parts[1].sorted(), name: "\(name), validation"),
            test: subset(parts[2].sorted(), name: "\(name), test"))
    }

    /// The records of each class in order; all in one group for regression.
    func recordsByClass() -> [[Int]] {
        guard case .labels(_, let classNames) = targets else { return [Array(0..<count)] }
        var groups = [[Int]](repeating: [], count: classNames.count)
        for (record, label) in labels.enumerated() { groups[Int(label)].append(record) }
        return groups
    }

    /// A whole number for each group, near `fraction` of it, together `fraction` of all, rounded:
    /// what rounding down leaves over goes to the largest remainders, at a tie to the earlier
    /// group.
    static func shares(of counts: [Int], fraction: Double) -> [Int] {
        let exact = counts.map { Double($0) * fraction }
        var shares = exact.map { Int($0) }
        let total = Int((Double(counts.reduce(0, +)) * fraction).rounded())
        let neediest = counts.indices.sorted {
            let (a, b) = (exact[$0] - Double(shares[$0]), exact[$1] - Double(shares[$1]))
            return a == b ? $0 < $1 : a > b
        }
        for group in neediest.prefix(max(0, total - shares.reduce(0, +))) { shares[group] += 1 }
        return shares
    }
}
