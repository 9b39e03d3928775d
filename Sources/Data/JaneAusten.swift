public import LaminaFormats

/// The six novels of Jane Austen as one text, one after another in alphabetical order of their titles as
/// the package spells them, from `emma` to `sensesensibility`: 4,025,028 characters, 81 different ones.
///
/// - Source: Project Gutenberg's texts as packed by janeaustenr 1.0.0 (J. Silge). Licence MIT, the texts
///   are in the public domain.
public enum JaneAusten {
    /// How many characters make an example unless something else is asked: two or three sentences.
    public static let standardWindow = 128

    /// The text, with the lines as printed.
    ///
    /// - Throws: ``FileError`` if a file is missing (with the command that gets it) or damaged.
    public static func text(from folder: DataFolder = .standard) throws(FileError) -> String {
        let set = DataSetName.janeAusten
        let books = try RDatabase(
            index: folder.find("Rdata.rdx", of: set), values: folder.find("Rdata.rdb", of: set))
        var text = ""
        for name in books.names {
            guard case .texts(let lines) = try books.value(named: name) else {
                throw FileError(
                    path: folder.folder(of: set), problem: "'\(name)' holds no lines of text",
                    fix: "run `lamina data get \(set.rawValue)`")
            }
            for line in lines { text += (line ?? "") + "\n" }
        }
        return text
    }

    /// Reads the set; see ``Dataset/init(name:text:alphabet:window:)``. The last tenth of the text is for
    /// testing; the alphabet is that of the whole.
    ///
    /// - Parameters:
    ///   - window: how many characters make an example.
    ///   - validationFraction: how many of the training part's windows are for validation.
    ///   - seed: which ones.
    /// - Throws: as ``text(from:)`` does; ``DatasetError`` for an impossible window or fraction.
    public static func load(
        window: Int = standardWindow, validationFraction: Double = DataSplit.standardValidation,
        seed: UInt64 = 0, from folder: DataFolder = .standard
    ) throws -> DataSplit {
        let name = DataSetName.janeAusten.rawValue
        let characters = Array(try text(from: folder).unicodeScalars)
        let alphabet = Set(characters).sorted()
        let border = characters.count * 9 / 10
        let train = try Dataset(
            name: name, text: characters[..<border], alphabet: alphabet, window: window)
        let test = try Dataset(
            name: "\(name), test", text: characters[border...], alphabet: alphabet, window: window)
        let parts = try train.split(validation: validationFraction, seed: seed)
        return DataSplit(train: parts.train, validation: parts.validation, test: test)
    }
}
