/// How a column of numbers becomes an input: missing values are filled in, then the column is
/// shifted and scaled, `y = (x - offset) / scale`.
public struct NumberEncoding: Sendable, Equatable, Codable {
    /// What takes the place of a missing number.
    public enum Imputation: Sendable, Equatable, Codable {
        /// An error that names the place.
        case refuse
        /// The mean of the training rows that have a value.
        case mean
        /// Their median.
        case median
        /// The most frequent number; at a tie the least.
        case mode
        /// This number, whatever the column holds.
        case constant(Double)
    }

    /// What a column is shifted and scaled by. A column that never changes is only shifted.
    public enum Scaling: String, Sendable, Equatable, Codable, CaseIterable {
        /// `y = x`.
        case none
        /// By mean and population standard deviation (scikit-learn's `StandardScaler`).
        case standard
        /// By minimum and range, to 0...1 (`MinMaxScaler`).
        case minMax
        /// By median and interquartile range, which outliers hardly move (`RobustScaler`).
        case robust
    }

    /// What the missing numbers become; nil if they are refused.
    public let filling: Double?
    /// What is taken off: mean, minimum or median of the training rows; 0 without scaling.
    public let offset: Double
    /// What is divided by: standard deviation, range or interquartile range; 1 where that is 0.
    public let scale: Double

    /// Measures `column` of the training rows, where missing numbers are left out.
    ///
    /// - Throws: ``DatasetError`` for an unknown column, one of texts, one without any value, a
    ///   number that is not finite, and a missing number if they are refused.
    public init(
        fittedTo training: Table, column: String, imputation: Imputation = .refuse,
        scaling: Scaling = .standard
    ) throws(DatasetError) {
        let summary = try NumberSummary(of: training, column: column)
        filling =
            switch imputation {
            case .refuse: nil
            case .mean: summary.mean
            case .median: summary.median
            case .mode: summary.mode
            case .constant(let number): number
            }
        let scale: Double
        switch scaling {
        case .none: (offset, scale) = (0, 1)
        case .standard: (offset, scale) = (summary.mean, summary.standardDeviation)
        case .minMax: (offset, scale) = (summary.minimum, summary.maximum - summary.minimum)
        case .robust:
            (offset, scale) = (summary.median, summary.quantile(0.75) - summary.quantile(0.25))
        }
        self.scale = scale > 0 ? scale : 1
        _ = try encoded(training, column: column)
    }

    /// The column of any table, one number a row.
    ///
    /// - Throws: ``DatasetError`` for a number that is missing, with its line, unless they are
    ///   filled in; also for one that is not finite.
    public func encoded(_ table: Table, column: String) throws(DatasetError) -> [Double] {
        var result: [Double] = []
        for (row, number) in try NumberSummary.numbers(of: table, column: column).enumerated() {
            guard let number = number ?? filling else {
                throw DatasetError(
                    dataset: table.name, record: row,
                    problem: "\(table.place(row, column)) has no number",
                    fix: "fill it in, drop the row, or choose an imputation")
            }
            guard number.isFinite else {
                throw DatasetError(
                    dataset: table.name, record: row,
                    problem: "\(table.place(row, column)) holds \(number)",
                    fix: "correct the number, or let it be missing")
            }
            result.append((number - offset) / scale)
        }
        return result
    }
}
