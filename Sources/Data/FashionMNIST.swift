/// Fashion-MNIST: grey pictures of 28 x 28 pixels of clothing from a shop's catalogue, white on
/// black, 10 classes with 6,000 training and 1,000 test pictures each.
///
/// - Source: Xiao, Rasul & Vollgraf (2017), arXiv:1708.07747. Licence MIT.
public enum FashionMNIST {
    /// In the order of the labels.
    public static let classNames = [
        "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
        "ankle boot",
    ]

    /// Reads the set; examples are bytes of shape `[28, 28, 1]`.
    ///
    /// - Parameters:
    ///   - validationFraction: how much of the 60,000 training pictures becomes the validation
    ///     part, the same share of every class; the default takes 3,000. With 0, all 60,000 are for
    ///     training.
    ///   - seed: which ones.
    /// - Throws: ``FileError`` if a file is missing (with the command that gets it) or damaged;
    ///   ``DatasetError`` for an impossible fraction.
    public static func load(
        validationFraction: Double = DataSplit.standardValidation, seed: UInt64 = 0,
        from folder: DataFolder = .standard
    ) throws -> DataSplit {
        let name = DataSetName.fashionMNIST.rawValue
        let all = try part("train", name: name, folder)
        let parts = try all.split(validation: validationFraction, seed: seed)
        let test = try part("t10k", name: "\(name), test", folder)
        return DataSplit(train: parts.train, validation: parts.validation, test: test)
    }

    private static func part(
        _ prefix: String, name: String, _ folder: DataFolder
    ) throws -> Dataset {
        try Dataset(
            name: name,
            images: folder.find("\(prefix)-images-idx3-ubyte", of: DataSetName.fashionMNIST),
            labels: folder.find("\(prefix)-labels-idx1-ubyte", of: DataSetName.fashionMNIST),
            classNames: classNames)
    }
}
