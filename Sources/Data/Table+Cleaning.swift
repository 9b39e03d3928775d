import LaminaFormats

extension Table {
    /// The rows without those that repeat an earlier one in every column (or in `columns` alone);
    /// the first of them stays. Missing values count as equal (pandas' `drop_duplicates`).
    ///
    /// - Throws: ``DatasetError`` for an unknown column.
    public func withoutDuplicates(in columns: [String]? = nil) throws(DatasetError) -> Table {
        var chosen: [[String?]] = []
        for name in columns ?? self.columns.map(\.name) { chosen.append(try column(name).texts) }
        var seen = Set<[String?]>()
        return try rows(
            (0..<rowCount).filter { row in seen.insert(chosen.map { $0[row] }).inserted })
    }

    /// The rows in which nothing (or nothing in `columns`) is missing (pandas' `dropna`).
    ///
    /// - Throws: ``DatasetError`` for an unknown column.
    public func withoutMissing(in columns: [String]? = nil) throws(DatasetError) -> Table {
        var chosen: [[String?]] = []
        for name in columns ?? self.columns.map(\.name) { chosen.append(try column(name).texts) }
        return try rows((0..<rowCount).filter { row in chosen.allSatisfy { $0[row] != nil } })
    }

    func unknownColumn(_ name: String) -> DatasetError {
        DatasetError(
            dataset: self.name,
            problem: "no column '\(name)'"
                + NearestName.suggestion(for: name, among: columns.map(\.name)),
            fix: "use one of \(columns.map(\.name).joined(separator: ", "))")
    }
}

/// What a column's values are expected to lie between, measured on training rows: values outside
/// are outliers.
///
/// ```swift
/// let train = try CSV(hasHeader: true).table(contentsOf: "train.csv")
/// let usual = try OutlierBounds(fittedTo: train, column: "income", by: .interquartile())
/// let clean = try usual.rows(of: train)
/// ```
public struct OutlierBounds: Sendable, Equatable, Codable {
    /// How the bounds are measured.
    public enum Rule: Sendable, Equatable {
        /// `[Q₁ - factor IQR, Q₃ + factor IQR]` with `IQR = Q₃ - Q₁`. Source: Tukey (1977),
        /// "Exploratory data analysis", whose factor is 1.5.
        case interquartile(factor: Double = 1.5)
        /// `mean ± limit standard deviations` (of the population).
        case zScore(limit: Double = 3)
    }

    /// The column that was measured, and the one that is looked at in other tables.
    public let column: String
    /// What lies within counts as usual, the ends too; in the column's own unit.
    public let bounds: ClosedRange<Double>

    /// Measures the values that are there.
    ///
    /// - Throws: ``DatasetError`` for an unknown column, one of texts, one without values, and a
    ///   negative factor or limit.
    public init(
        fittedTo training: Table, column name: String, by rule: Rule
    ) throws(DatasetError) {
        let summary = try NumberSummary(of: training, column: name)
        let (low, high): (Double, Double)
        switch rule {
        case .interquartile(let factor):
            let (first, third) = (summary.quantile(0.25), summary.quantile(0.75))
            (low, high) = (first - factor * (third - first), third + factor * (third - first))
        case .zScore(let limit):
            let reach = limit * summary.standardDeviation
            (low, high) = (summary.mean - reach, summary.mean + reach)
        }
        guard low <= high else {
            throw DatasetError(
                dataset: training.name, problem: "\(rule) leaves no room for any value",
                fix: "give a factor or limit from 0")
        }
        (column, bounds) = (name, low...high)
    }

    /// The rows whose value lies within the bounds or is missing.
    public func rows(of table: Table) throws(DatasetError) -> Table {
        let numbers = try NumberSummary.numbers(of: table, column: column)
        return try table.rows(
            numbers.indices.filter { row in numbers[row].map { bounds.contains($0) } ?? true })
    }

    /// The table with each value moved to the nearer bound if it lies outside (winsorising). The
    /// column becomes one of decimal numbers.
    public func clipped(_ table: Table) throws(DatasetError) -> Table {
        let numbers = try NumberSummary.numbers(of: table, column: column).map { value in
            value.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
        }
        return try Table(
            name: table.name,
            columns: table.columns.map {
                $0.name == column ? .init(name: column, values: .numbers(numbers)) : $0
            }, lines: table.lines)
    }
}
