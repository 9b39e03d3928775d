import LaminaFormats

/// 442 diabetes patients: 10 measures each, and a number from 25 to 346 for how far the disease had gone
/// on a year later. A regression.
///
/// - Source: Efron, Hastie, Johnstone & Tibshirani (2004), "Least angle regression", Annals of Statistics
///   32(2); packed by scikit-learn 1.9.1. Licence BSD-3-Clause.
public enum Diabetes {
    /// The measures, in order: age in years, sex, body mass index, mean blood pressure, and six of the
    /// blood's serum.
    public static let measures = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]

    /// Reads the set; examples are the measures in their own units, the target is one number.
    ///
    /// Every fifth row (0, 5, 10, ...) is for testing, 89 in all.
    ///
    /// - Parameters:
    ///   - validationFraction: how much of the other 353 is for validation.
    ///   - seed: which ones.
    /// - Throws: ``FileError`` if a file is missing (with the command that gets it) or damaged;
    ///   ``DatasetError`` for an impossible fraction.
    public static func load(
        validationFraction: Double = DataSplit.standardValidation, seed: UInt64 = 0,
        from folder: DataFolder = .standard
    ) throws -> DataSplit {
        let set = DataSetName.diabetes
        let path = try folder.find("diabetes_data_raw.csv", of: set)
        let targetPath = try folder.find("diabetes_target.csv", of: set)
        let rows = try numbers(CSV(separator: " "), path, width: measures.count)
        let targets = try numbers(CSV(), targetPath, width: 1)
        guard rows.count == targets.count * measures.count else {
            throw FileError(
                path: targetPath,
                problem: "\(targets.count) targets for \(rows.count / measures.count) patients",
                fix: "run `lamina data get \(set.rawValue)`")
        }
        return try Dataset(
            name: set.rawValue, inputs: .floats(rows), exampleShape: [measures.count],
            targets: .values(targets, shape: [1])
        ).everyFifthForTesting(validation: validationFraction, seed: seed)
    }

    private static func numbers(
        _ csv: CSV, _ path: String, width: Int
    ) throws(FileError) -> [Float] {
        var result: [Float] = []
        try csv.forEachRow(contentsOf: path) { row, line throws(FileError) in
            guard row.count == width else {
                throw FileError(
                    path: path, at: .line(line), problem: "\(row.count) fields, not \(width)",
                    fix: "run `lamina data get \(DataSetName.diabetes.rawValue)`")
            }
            result += row.lazy.map { Float($0) }
        }
        return result
    }
}
