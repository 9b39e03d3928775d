import LaminaFormats
import LaminaGraph

/// How a column of categories becomes inputs; the categories are those of the training rows.
public struct CategoryEncoding: Sendable, Equatable, Codable {
    /// What inputs a category becomes.
    public enum Form: Sendable, Equatable, Codable {
        /// One input a category, 1 for the row's own and 0 for the others.
        case oneHot
        /// One input, the place of the category in ``names``.
        case ordinal
        /// One input a bucket; a category's bucket is its FNV-1a hash modulo `buckets`, so that no
        /// category is unknown and different ones may share an input. Source: Weinberger et al.
        /// (2009), arXiv:0902.2206, without their second hash for the sign.
        case hash(buckets: Int)
    }

    /// What becomes of a missing value.
    public enum Imputation: String, Sendable, Equatable, Codable, CaseIterable {
        /// An error that names the place.
        case refuse
        /// The most frequent category of the training rows; at a tie the first by name.
        case mode
        /// A category of its own, the last one, named `""`.
        case ownCategory
    }

    /// What becomes of a category that the training rows did not have.
    public enum Unknown: String, Sendable, Equatable, Codable, CaseIterable {
        /// An error that names the place and the nearest category.
        case refuse
        /// No input is 1; as an ordinal, -1.
        case ignore
    }

    /// The choice that it was fitted with.
    public let form: Form
    /// What becomes of categories that training rows did not have; without meaning for hashes.
    public let unknown: Unknown
    /// The categories; sorted, unless their order was given.
    public let names: [String]
    /// What a missing value becomes; nil if they are refused.
    public let filling: String?

    /// - Parameter order: all categories in their order, such as `["low", "medium", "high"]`; nil
    ///   for those of the training rows, sorted.
    /// - Throws: ``DatasetError`` for an unknown column, one without any value, and values that
    ///   would be refused in a later table too.
    public init(
        fittedTo training: Table, column: String, as form: Form = .oneHot,
        imputation: Imputation = .refuse, unknown: Unknown = .refuse, order: [String]? = nil
    ) throws(DatasetError) {
        if case .hash(let buckets) = form {
            require(buckets > 0, "CategoryEncoding: \(buckets) buckets; at least 1 is needed")
        }
        var counts: [String: Int] = [:]
        for case let text? in try training.column(column).texts { counts[text, default: 0] += 1 }
        let sorted = counts.keys.sorted()
        guard var commonest = sorted.first else {
            throw DatasetError(
                dataset: training.name, problem: "column '\(column)' has no value to measure",
                fix: "leave the column out")
        }
        for name in sorted where counts[name, default: 0] > counts[commonest, default: 0] {
            commonest = name
        }
        (self.form, self.unknown) = (form, unknown)
        names = (order ?? sorted) + (imputation == .ownCategory ? [""] : [])
        filling =
            switch imputation {
            case .refuse: nil
            case .mode: commonest
            case .ownCategory: ""
            }
        _ = try codes(training, column: column)
    }

    /// How many inputs a row gets.
    public var width: Int {
        switch form {
        case .oneHot: names.count
        case .ordinal: 1
        case .hash(let buckets): buckets
        }
    }

    /// The inputs of any table's column, `width` numbers a row, one row after another.
    ///
    /// - Throws: ``DatasetError`` for a missing value or unknown category that is refused, with its
    ///   line.
    public func encoded(_ table: Table, column: String) throws(DatasetError) -> [Double] {
        let codes = try codes(table, column: column)
        if case .ordinal = form { return codes.map(Double.init) }
        var result = [Double](repeating: 0, count: codes.count * width)
        for (row, code) in codes.enumerated() where code >= 0 { result[row * width + code] = 1 }
        return result
    }

    /// The place of each row's category among ``names``, or its bucket; -1 for one to be ignored.
    func codes(_ table: Table, column: String) throws(DatasetError) -> [Int] {
        let places = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
        var result: [Int] = []
        for (row, text) in try table.column(column).texts.enumerated() {
            guard let text = text ?? filling else {
                throw DatasetError(
                    dataset: table.name, record: row,
                    problem: "\(table.place(row, column)) has no value",
                    fix: "fill it in, drop the row, or choose an imputation")
            }
            if case .hash(let buckets) = form {
                result.append(Int(CategoryEncoding.hash(text) % UInt64(buckets)))
            } else if let place = places[text] {
                result.append(place)
            } else if unknown == .ignore {
                result.append(-1)
            } else {
                throw DatasetError(
                    dataset: table.name, record: row,
                    problem: "\(table.place(row, column)) holds '\(text)', which the training rows"
                        + " do not have" + NearestName.suggestion(for: text, among: names),
                    fix: "correct it, or pass unknown: .ignore")
            }
        }
        return result
    }

    /// FNV-1a of 64 bits over the text's UTF-8: the same on every machine, unlike `Hasher`.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
