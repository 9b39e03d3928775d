import LaminaTensor

/// Examples that are read one by one when a batch needs them, so that they may be more than memory
/// holds: files of a folder, rows of a database, the values of a function.
///
/// ```swift
/// struct Squares: DataSource {
///     let name = "squares", count = 1_000_000, exampleShape = [1]
///     func read(_ index: Int) throws -> DataExample {
///         DataExample(inputs: [Float(index)], target: .values([Float(index * index)]))
///     }
/// }
/// let loader = try SourceLoader(Squares(), batchSize: 128)
/// while let batch = try loader.next() { print(batch.inputs) }
/// ```
/// PyTorch: a map-style `Dataset`. ``Dataset`` is one, and so are the pictures of a
/// ``PictureFolder/source(size:channels:)``.
public protocol DataSource: Sendable {
    /// For messages.
    var name: String { get }
    /// Number of examples.
    var count: Int { get }
    /// The shape of an example; pictures are `[height, width, channels]`.
    var exampleShape: [Int] { get }
    /// The names of the classes by label; empty for regression.
    var classNames: [String] { get }
    /// The shape of the numbers to predict; without meaning for classes.
    var targetShape: [Int] { get }

    /// Reads one example; several are read at once.
    ///
    /// - Throws: why it cannot be read. The loader adds which one it was.
    func read(_ index: Int) throws -> DataExample
}

extension DataSource {
    /// None: regression.
    public var classNames: [String] { [] }
    /// One number.
    public var targetShape: [Int] { [1] }
}

/// One example of a ``DataSource``.
public struct DataExample: Sendable, Equatable {
    /// What is to be learned about it.
    public enum Target: Sendable, Equatable {
        /// A class, as an index into ``DataSource/classNames``.
        case label(Int32)
        /// Numbers to predict, of ``DataSource/targetShape``.
        case values([Float])
    }

    /// Its numbers, row-major.
    public let inputs: [Float]
    /// What is to be learned about it.
    public let target: Target

    public init(inputs: [Float], target: Target) { (self.inputs, self.target) = (inputs, target) }
}

extension Dataset: DataSource {
    public var targetShape: [Int] {
        if case .values(_, let shape) = targets { shape } else { [1] }
    }

    public func read(_ index: Int) -> DataExample {
        let batch = batch([index])
        return DataExample(
            inputs: batch.inputs,
            target: batch.labels.first.map { .label($0) } ?? .values(batch.targets))
    }
}

extension PictureFolder {
    /// The pictures as examples that are read when they are needed: for folders larger than memory.
    ///
    /// They are made squares as by ``load(size:channels:unreadable:)``.
    public func source(size: Int, channels: Int = 3) -> some DataSource {
        PictureSource(folder: self, size: size, channels: channels)
    }
}

private struct PictureSource: DataSource {
    let folder: PictureFolder
    let size: Int
    let channels: Int

    var name: String { folder.path }
    var count: Int { folder.entries.count }
    var exampleShape: [Int] { [size, size, channels] }
    var classNames: [String] { folder.classNames }

    func read(_ index: Int) throws -> DataExample {
        let entry = folder.entries[index]
        let picture = PictureFolder.square(
            try Bitmap(contentsOf: entry.path), size: size, channels: channels)
        return DataExample(
            inputs: picture.pixels.map { Float($0) / 255 }, target: .label(entry.label))
    }
}
