import Dispatch
public import LaminaFormats
import LaminaGraph
import Synchronization

/// Pictures in folders, one folder a class; torchvision's `ImageFolder`.
///
/// ```swift
/// let folder = try PictureFolder(path: "pictures")       // pictures/cat/1.jpg, pictures/dog/7.png …
/// let (dataset, unreadable) = try folder.load(size: 64, unreadable: .skip)
/// for error in unreadable { print(error) }               // which files were left out, and why
/// let loader = try DataLoader(dataset, batchSize: 32)
/// ```
/// Classes are the folders in order of name, pictures come in order of class and path. Folders in a
/// class's folder belong to it; hidden files and other endings than png, jpg, jpeg, pgm and ppm are
/// passed over.
public struct PictureFolder: Sendable {
    /// One picture.
    public struct Entry: Sendable, Equatable {
        /// The file, below the folder as that was given.
        public let path: String
        /// An index into ``PictureFolder/classNames``.
        public let label: Int32
    }

    /// What becomes of pictures that cannot be read.
    public enum Unreadable: Sendable {
        /// They are left out, and reported.
        case skip
        /// The first of them is the error.
        case fail
    }

    /// As it was given.
    public let path: String
    /// The names of the folders.
    public let classNames: [String]
    /// The pictures.
    public let entries: [Entry]

    /// Lists the pictures; none is opened.
    ///
    /// - Throws: ``FileError`` if there is no such folder, or no picture in it.
    public init(path: String) throws(FileError) {
        let endings: Set<String> = ["png", "jpg", "jpeg", "pgm", "ppm"]
        let found = try ClassFolders(path: path, endings: endings, what: "pictures")
        self.init(
            path: path, classNames: found.classNames,
            entries: found.files.map { Entry(path: $0.path, label: $0.label) })
    }

    private init(path: String, classNames: [String], entries: [Entry]) {
        (self.path, self.classNames, self.entries) = (path, classNames, entries)
    }

    /// A part of the pictures, chosen by their place in ``entries``; classes stay. Traps for a place
    /// that there is not.
    public func subset(_ places: some Sequence<Int>) -> PictureFolder {
        let part = places.map { place in
            require(
                entries.indices.contains(place),
                "PictureFolder: no picture \(place) of \(entries.count)")
            return entries[place]
        }
        return PictureFolder(path: path, classNames: classNames, entries: part)
    }

    /// Reads all pictures as squares of one size: opaque over white, the shorter side resized, the
    /// middle taken.
    ///
    /// - Parameters:
    ///   - size: height and width, in pixels.
    ///   - channels: 3, or 1 for grey.
    /// - Returns: examples `[size, size, channels]` in bytes, and what could not be read, in the order
    ///   of ``entries``.
    /// - Throws: ``FileError`` for an unreadable picture if asked to; ``DatasetError`` if none can be
    ///   read.
    public func load(
        size: Int, channels: Int = 3, unreadable: Unreadable = .fail
    ) throws -> (dataset: Dataset, unreadable: [FileError]) {
        require(size > 0 && (channels == 1 || channels == 3), "PictureFolder: 1 or 3 channels")
        return try load(exampleShape: [size, size, channels], unreadable: unreadable) {
            Self.square($0, size: size, channels: channels)
        }
    }

    static func square(_ picture: Bitmap, size: Int, channels: Int) -> Bitmap {
        let opaque = picture.flattened()
        return (channels == 1 ? opaque.grey : opaque.coloured)
            .resized(shorterSide: size).centerCropped(height: size, width: size)
    }

    /// Reads all pictures, on all processors, and makes examples of them; traps for one of another
    /// shape.
    public func load(
        exampleShape: [Int], unreadable: Unreadable = .fail,
        prepare: @escaping @Sendable (Bitmap) -> Bitmap
    ) throws -> (dataset: Dataset, unreadable: [FileError]) {
        let results = Mutex([Result<Bitmap, FileError>?](repeating: nil, count: entries.count))
        DispatchQueue.concurrentPerform(iterations: entries.count) { place in
            let result = Result { () throws(FileError) in
                prepare(try Bitmap(contentsOf: entries[place].path))
            }
            results.withLock { $0[place] = result }
        }
        var (pixels, labels, errors) = ([UInt8](), [Int32](), [FileError]())
        for (entry, result) in zip(entries, results.withLock { $0 }) {
            switch result {
            case .success(let picture):
                let shape = [picture.height, picture.width, picture.channels]
                require(
                    shape == exampleShape,
                    "PictureFolder: \(entry.path) became \(shape), not \(exampleShape)")
                pixels += picture.pixels
                labels.append(entry.label)
            case .failure(let error):
                if unreadable == .fail { throw error }
                errors.append(error)
            case nil: break
            }
        }
        guard !labels.isEmpty else {
            throw DatasetError(
                dataset: path, problem: "none of the \(entries.count) pictures could be read",
                fix: errors.first.map { "the first: \($0)" } ?? "")
        }
        let dataset = try Dataset(
            name: path, inputs: .bytes(ByteRegion(pixels)), exampleShape: exampleShape,
            targets: .labels(labels, classNames: classNames))
        return (dataset, errors)
    }
}
