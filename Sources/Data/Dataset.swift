public import LaminaFormats
import LaminaGraph

/// A data set for classification or regression, in memory or mapped from its file.
///
/// Pictures stay bytes until they are put into a batch, a quarter of the memory of floats. A byte
/// `b` stands for the number `b / 255`. A subset shares its data with the whole.
public struct Dataset: Sendable {
    /// The numbers of all examples one after another, each row-major.
    public enum Inputs: Sendable {
        /// One byte a number, which stands for a 255th of its value.
        case bytes(ByteRegion)
        /// As they are, four bytes a number.
        case floats([Float])
        /// Numbers of any real type, which may lie in a mapped file.
        case stored(StoredArray)
        /// Whole numbers that stand for symbols, such as a text's characters; they are never normalised.
        case codes([Int32])

        var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .floats(let values): values.count
            case .stored(let array): array.shape.reduce(1, *)
            case .codes(let codes): codes.count
            }
        }
    }

    /// What is to be learned about each example.
    public enum Targets: Sendable {
        /// Classification: one class a record, an index into `classNames`.
        case labels([Int32], classNames: [String])
        /// Regression: numbers of `shape` a record, one record after another.
        case values([Float], shape: [Int])
        /// A language model: the character behind each of an example's own. The inputs are codes, and
        /// what stands behind the last example's last one is one more of them.
        case nextCharacters(alphabet: [String])
    }

    /// For messages and reports, such as `fashion-mnist, test`.
    public let name: String
    /// Shape of one example, outermost axis first; pictures are `[height, width, channels]`.
    public let exampleShape: [Int]
    let inputs: Inputs
    let targets: Targets
    /// Where the records of this subset lie in the shared data; nil for all of it.
    private let rows: [Int]?
    /// Number of records.
    public let count: Int

    /// - Throws: ``DatasetError`` if the numbers do not come out as whole records, if inputs and
    ///   targets differ in number, or if a label is no class; the last names the first such record.
    public init(
        name: String, inputs: Inputs, exampleShape: [Int], targets: Targets
    ) throws(DatasetError) {
        (self.name, self.exampleShape) = (name, exampleShape)
        (self.inputs, self.targets, rows) = (inputs, targets, nil)
        count =
            switch targets {
            case .labels(let labels, _): labels.count
            case .values(let values, let shape): values.count / max(1, shape.reduce(1, *))
            case .nextCharacters: max(0, inputs.count - 1) / max(1, exampleShape.reduce(1, *))
            }
        switch targets {
        case .labels(_, _): break
        case .values(let values, let shape):
            let targetSize = count * shape.reduce(1, *)
            guard values.count == targetSize, targetSize > 0 || count == 0 else {
                throw DatasetError(
                    dataset: name,
                    problem: "\(values.count) target numbers are no whole number of"
                        + " records of \(shape)", fix: "pass as many as records times their size")
            }
        case .nextCharacters(let alphabet):
            try Dataset.checkCodes(inputs, alphabet: alphabet, name: name)
        }
        let size = exampleShape.reduce(1, *)
        let isText = if case .nextCharacters = targets { true } else { false }
        guard size > 0, inputs.count == count * size || isText else {
            throw DatasetError(
                dataset: name,
                problem: "\(count) targets need \(count) x \(exampleShape) input numbers, got"
                    + " \(inputs.count)", fix: "pass one target for each example")
        }
        if case .labels(let labels, let classNames) = targets,
            let record = Dataset.firstFault(in: labels, classCount: classNames.count)
        {
            throw DatasetError(
                dataset: name, record: record,
                problem:
                    "label \(labels[record]) is no class; there are \(classNames.count), from 0",
                fix: "correct the label, or name its class")
        }
    }

    private init(_ whole: Dataset, name: String, rows: [Int]) {
        (self.name, self.rows, count) = (name, rows, rows.count)
        (exampleShape, inputs, targets) = (whole.exampleShape, whole.inputs, whole.targets)
    }

    /// Demands codes of characters that are in the alphabet.
    private static func checkCodes(
        _ inputs: Inputs, alphabet: [String], name: String
    ) throws(DatasetError) {
        guard case .codes(let codes) = inputs else {
            throw DatasetError(
                dataset: name, problem: "a text is codes of characters",
                fix: "pass inputs: .codes, or use init(name:text:alphabet:window:)")
        }
        if let fault = firstFault(in: codes, classCount: alphabet.count) {
            throw DatasetError(
                dataset: name,
                problem: "code \(codes[fault]) at place \(fault) is no character; there are"
                    + " \(alphabet.count), from 0", fix: "number the characters by the alphabet")
        }
    }

    /// The first record whose label is not in `0..<classCount`.
    static func firstFault(in labels: [Int32], classCount: Int) -> Int? {
        labels.firstIndex { $0 < 0 || $0 >= classCount }
    }

    /// The records at `indices`, in their order; an index may be repeated. Traps out of range.
    ///
    /// - Parameter name: the subset's name; the whole's if left out.
    public func subset(_ indices: some Sequence<Int>, name: String? = nil) -> Dataset {
        let rows = indices.map { index in
            require(
                index >= 0 && index < count, "\(self.name): no record \(index); there are \(count)")
            return row(index)
        }
        return Dataset(self, name: name ?? self.name, rows: rows)
    }

    /// How many numbers make an example.
    public var exampleSize: Int { exampleShape.reduce(1, *) }

    /// Names of the classes by label; of a text the characters by code; empty for regression.
    public var classNames: [String] {
        switch targets {
        case .labels(_, let classNames): classNames
        case .nextCharacters(let alphabet): alphabet
        case .values: []
        }
    }

    /// The class of each record; empty where there are none.
    public var labels: [Int32] {
        guard case .labels(let labels, _) = targets else { return [] }
        return rows.map { $0.map { labels[$0] } } ?? labels
    }

    /// The numbers of one example, row-major; bytes as fractions of 255.
    public func example(_ index: Int) -> [Float] {
        require(index >= 0 && index < count, "\(name): no record \(index); there are \(count)")
        return [Float](unsafeUninitializedCapacity: exampleSize) { output, initialized in
            writeNumbers(
                of: [index], .identity, into: .init(rebasing: output[..<exampleSize]))
            initialized = exampleSize
        }
    }

    /// Where record `index` of this subset lies in the shared data.
    func row(_ index: Int) -> Int { rows.map { $0[index] } ?? index }
}
