/// The measures of a column of numbers, over the values that are there.
struct NumberSummary {
    /// In ascending order; never empty.
    private let sorted: [Double]
    let mean: Double
    /// Of the population: divided by n.
    let standardDeviation: Double

    init(of table: Table, column name: String) throws(DatasetError) {
        let numbers = try NumberSummary.numbers(of: table, column: name)
        if let row = numbers.firstIndex(where: { !($0?.isFinite ?? true) }) {
            throw DatasetError(
                dataset: table.name, record: row,
                problem: "\(table.place(row, name)) holds \(numbers[row] ?? 0)",
                fix: "correct the number, or let it be missing")
        }
        sorted = numbers.compactMap { $0 }.sorted()
        guard !sorted.isEmpty else {
            throw DatasetError(
                dataset: table.name, problem: "column '\(name)' has no value to measure",
                fix: "leave the column out")
        }
        let n = Double(sorted.count)
        let mean = sorted.reduce(0, +) / n
        self.mean = mean
        standardDeviation =
            (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    }

    var minimum: Double { sorted[0] }
    var maximum: Double { sorted[sorted.count - 1] }
    var median: Double { quantile(0.5) }

    /// The most frequent value; at a tie the least.
    var mode: Double {
        var (best, bestCount, start) = (sorted[0], 0, 0)
        for place in sorted.indices where sorted[place] != sorted[start] || place == 0 {
            if place - start > bestCount { (best, bestCount) = (sorted[start], place - start) }
            start = place
        }
        return sorted.count - start > bestCount ? sorted[start] : best
    }

    /// With linear interpolation between neighbours, as NumPy's `quantile` has it.
    func quantile(_ fraction: Double) -> Double {
        let place = fraction * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }

    static func numbers(of table: Table, column name: String) throws(DatasetError) -> [Double?] {
        guard let numbers = try table.column(name).numbers else {
            throw DatasetError(
                dataset: table.name, problem: "column '\(name)' holds texts, not numbers",
                fix: "choose a column of numbers")
        }
        return numbers
    }
}
