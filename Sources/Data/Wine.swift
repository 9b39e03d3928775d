import LaminaFormats

/// 178 wines of three growers: 13 chemical measures each.
///
/// - Source: Forina et al. (1986), "PARVUS"; packed by scikit-learn 1.9.1. Licence BSD-3-Clause.
public enum Wine {
    /// Reads the set; examples are 13 numbers in their own units, the classes the three growers.
    ///
    /// Every fifth row (0, 5, 10, ...) is for testing, 36 in all.
    ///
    /// - Parameters:
    ///   - validationFraction: how much of the other 142 is for validation, the same share of each
    ///     class.
    ///   - seed: which ones.
    /// - Throws: ``FileError`` if the file is missing (with the command that gets it) or damaged;
    ///   ``DatasetError`` for an impossible fraction.
    public static func load(
        validationFraction: Double = DataSplit.standardValidation, seed: UInt64 = 0,
        from folder: DataFolder = .standard
    ) throws -> DataSplit {
        let set = DataSetName.wine
        return try CountedTable(path: folder.find("wine_data.csv", of: set), set: set)
            .dataset().everyFifthForTesting(validation: validationFraction, seed: seed)
    }
}
