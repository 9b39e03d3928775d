/// Turns chosen columns of a table into inputs, by measures taken on training rows alone
/// (scikit-learn's `ColumnTransformer`).
///
/// ```swift
/// let train = try CSV(hasHeader: true).table(contentsOf: "train.csv")
/// let test = try CSV(hasHeader: true).table(contentsOf: "test.csv")
/// let encoder = try TableEncoder(
///     fittedTo: train,
///     columns: [
///         .number("hp", imputation: .median, scaling: .robust),
///         .category("maker", as: .oneHot, imputation: .ownCategory),
///     ], target: .classes("origin"))
/// let (trainSet, testSet) = (try encoder.dataset(train), try encoder.dataset(test))
/// ```
public struct TableEncoder: Sendable, Equatable, Codable {
    /// What is to be done with a column.
    public enum Column: Sendable, Equatable {
        /// A column of numbers, by name: one input. See ``NumberEncoding``.
        case number(
            String, imputation: NumberEncoding.Imputation = .refuse,
            scaling: NumberEncoding.Scaling = .standard)
        /// A column of categories, by name: one input or several. See ``CategoryEncoding``.
        case category(
            String, as: CategoryEncoding.Form = .oneHot,
            imputation: CategoryEncoding.Imputation = .refuse,
            unknown: CategoryEncoding.Unknown = .refuse, order: [String]? = nil)
    }

    /// The column to be predicted.
    public enum Target: Sendable, Equatable {
        /// Its values are classes; those of the training rows are all there are.
        case classes(String)
        /// Its numbers, as they are.
        case numbers(String)
    }

    private enum Encoding: Sendable, Equatable, Codable {
        case number(NumberEncoding)
        case category(CategoryEncoding)
        /// A target of numbers.
        case plain
    }

    private struct Fitted: Sendable, Equatable, Codable {
        let name: String
        let encoding: Encoding
    }

    private let inputs: [Fitted]
    private let target: Fitted?
    /// Names of the inputs in order: a column's own, or `column=category`, or `column#bucket`.
    public let inputNames: [String]

    /// Measures the training rows.
    ///
    /// - Throws: ``DatasetError`` for no column, an unknown one, and whatever the encodings refuse.
    public init(
        fittedTo training: Table, columns: [Column], target: Target? = nil
    ) throws(DatasetError) {
        guard !columns.isEmpty, training.rowCount > 0 else {
            throw DatasetError(
                dataset: training.name,
                problem: columns.isEmpty ? "no columns to encode" : "no rows to measure",
                fix: "choose at least one column, and leave some rows for training")
        }
        var (inputs, names): ([Fitted], [String]) = ([], [])
        for column in columns {
            switch column {
            case .number(let name, let imputation, let scaling):
                let encoding = try NumberEncoding(
                    fittedTo: training, column: name, imputation: imputation, scaling: scaling)
                inputs.append(Fitted(name: name, encoding: .number(encoding)))
                names.append(name)
            case .category(let name, let form, let imputation, let unknown, let order):
                let encoding = try CategoryEncoding(
                    fittedTo: training, column: name, as: form, imputation: imputation,
                    unknown: unknown, order: order)
                inputs.append(Fitted(name: name, encoding: .category(encoding)))
                switch form {
                case .oneHot: names += encoding.names.map { "\(name)=\($0)" }
                case .ordinal: names.append(name)
                case .hash(let buckets): names += (0..<buckets).map { "\(name)#\($0)" }
                }
            }
        }
        (self.inputs, inputNames) = (inputs, names)
        switch target {
        case .classes(let name):
            let encoding = try CategoryEncoding(fittedTo: training, column: name, as: .ordinal)
            self.target = Fitted(name: name, encoding: .category(encoding))
        case .numbers(let name):
            _ = try NumberSummary.numbers(of: training, column: name)
            self.target = Fitted(name: name, encoding: .plain)
        case nil: self.target = nil
        }
    }

    /// Number of inputs a row.
    public var width: Int { inputNames.count }

    /// The inputs of every row, `width` numbers a row, one row after another.
    ///
    /// - Throws: ``DatasetError`` with the line of what is refused.
    public func encoded(_ table: Table) throws(DatasetError) -> [Float] {
        var result = [Float](repeating: 0, count: table.rowCount * width)
        var first = 0
        for column in inputs {
            let values: [Double]
            switch column.encoding {
            case .number(let encoding): values = try encoding.encoded(table, column: column.name)
            case .category(let encoding): values = try encoding.encoded(table, column: column.name)
            case .plain: values = []
            }
            let columnWidth = values.count / max(1, table.rowCount)
            for (place, value) in values.enumerated() {
                let (row, offset) = place.quotientAndRemainder(dividingBy: columnWidth)
                result[row * width + first + offset] = Float(value)
            }
            if case .category(let encoding) = column.encoding {
                first += encoding.width
            } else {
                first += 1
            }
        }
        return result
    }

    /// The rows as examples of shape `[width]` with their targets.
    ///
    /// - Throws: ``DatasetError`` with the line of what is refused, and if the encoder was given no
    ///   target.
    public func dataset(_ table: Table, name: String? = nil) throws(DatasetError) -> Dataset {
        let targets: Dataset.Targets
        switch (target?.encoding, target?.name) {
        case (.category(let encoding), let column?):
            let codes = try encoding.codes(table, column: column)
            targets = .labels(codes.map(Int32.init), classNames: encoding.names)
        case (_, let column?):
            var values: [Float] = []
            for (row, number) in try NumberSummary.numbers(of: table, column: column).enumerated() {
                guard let number, number.isFinite else {
                    throw DatasetError(
                        dataset: table.name, record: row,
                        problem: "\(table.place(row, column)) has no number to predict",
                        fix: "drop the row, for example by withoutMissing(in:)")
                }
                values.append(Float(number))
            }
            targets = .values(values, shape: [1])
        case (_, nil):
            throw DatasetError(
                dataset: table.name, problem: "the encoder has no target column",
                fix: "pass target: where the encoder is made")
        }
        return try Dataset(
            name: name ?? table.name, inputs: .floats(try encoded(table)), exampleShape: [width],
            targets: targets)
    }
}
