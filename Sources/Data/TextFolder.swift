public import LaminaFormats
import LaminaGraph

/// Texts in folders, one folder a class, a file (`.txt`) a text.
///
/// ```swift
/// let folder = try TextFolder(path: "news")              // news/business/1.txt, news/sports/7.txt …
/// let (texts, labels) = (folder.texts, folder.labels)
/// ```
/// Classes are the folders in order of name, texts come in order of class and path. A file that is no
/// UTF-8 is taken for Latin-1, in which every file is a text.
public struct TextFolder: Sendable {
    /// The names of the folders.
    public let classNames: [String]
    /// The files' contents.
    public let texts: [String]
    /// The class of each text, an index into ``classNames``.
    public let labels: [Int32]

    /// Reads all texts.
    ///
    /// - Throws: ``FileError`` for a file that cannot be opened, and if there is none.
    public init(path: String) throws(FileError) {
        let found = try ClassFolders(path: path, endings: ["txt"], what: "texts")
        var texts: [String] = []
        for file in found.files {
            let bytes = ByteRegion(try MappedFile(path: file.path)).array(of: UInt8.self)
            texts.append(
                String(validating: bytes, as: UTF8.self)
                    ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
        }
        (classNames, self.texts, labels) = (found.classNames, texts, found.files.map(\.label))
    }
}
