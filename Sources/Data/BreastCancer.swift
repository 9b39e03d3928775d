import LaminaFormats

/// 569 tumours of the breast: 30 measures of the cells' nuclei in a picture each, and whether it was
/// malignant or benign.
///
/// - Source: Street, Wolberg & Mangasarian (1993), "Nuclear feature extraction for breast tumor
///   diagnosis", Proc. SPIE 1905; packed by scikit-learn 1.9.1. Licence BSD-3-Clause.
public enum BreastCancer {
    /// Reads the set; examples are 30 numbers in their own units, the classes `malignant` and `benign`.
    ///
    /// Every fifth row (0, 5, 10, ...) is for testing, 114 in all.
    ///
    /// - Parameters:
    ///   - validationFraction: how much of the other 455 is for validation, the same share of each
    ///     class.
    ///   - seed: which ones.
    /// - Throws: ``FileError`` if the file is missing (with the command that gets it) or damaged;
    ///   ``DatasetError`` for an impossible fraction.
    public static func load(
        validationFraction: Double = DataSplit.standardValidation, seed: UInt64 = 0,
        from folder: DataFolder = .standard
    ) throws -> DataSplit {
        let set = DataSetName.breastCancer
        return try CountedTable(path: folder.find("breast_cancer.csv", of: set), set: set)
            .dataset().everyFifthForTesting(validation: validationFraction, seed: seed)
    }
}
