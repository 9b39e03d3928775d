import LaminaFormats
import LaminaNN
import LaminaTensor

/// The settings of one layer in a network file. A layer reads those it knows; whatever it has not asked
/// for at its end was written by mistake.
struct LayerSettings {
    /// The layer's kind, for messages.
    let kind: String
    /// Where the layer stands.
    let place: YAMLValue
    /// What the name `classes` stands for; nil where nothing says it.
    let classCount: Int?

    private let pairs: [(key: String, value: YAMLValue)]
    private var asked: [String] = []

    /// - Parameter pairs: the settings; a single value without a key is under `""`.
    init(
        kind: String, place: YAMLValue, pairs: [(key: String, value: YAMLValue)], classCount: Int?
    ) {
        (self.kind, self.place, self.pairs) = (kind, place, pairs)
        self.classCount = classCount
    }

    /// The value of a key; the layer's main setting may stand without its key, as in `dense: 120`.
    private mutating func value(_ key: String, isMain: Bool = false) -> YAMLValue? {
        asked.append(key)
        if isMain { asked.append("") }
        return pairs.first { $0.key == key || isMain && $0.key.isEmpty }?.value
    }

    private func missing(_ key: String) -> FileError {
        place.fault("\(kind) needs '\(key)'", fix: "add \(key): and its value")
    }

    private func bad(_ key: String, _ value: YAMLValue, _ expected: String) -> FileError {
        let text = if case .scalar(let text) = value.content { " '\(text)'" } else { "" }
        return value.fault("\(kind): \(key)\(text) is impossible", fix: "give \(expected)")
    }

    /// A whole number; `classes` stands for the number of the data's classes.
    mutating func integer(
        _ key: String, from least: Int = 1, isMain: Bool = false, default fallback: Int? = nil
    ) throws(FileError) -> Int {
        guard let value = value(key, isMain: isMain) else {
            guard let fallback else { throw missing(key) }
            return fallback
        }
        return try integer(value, key, from: least)
    }

    /// The same without a default.
    mutating func optionalInteger(_ key: String, from least: Int = 1) throws(FileError) -> Int? {
        try value(key).map { value throws(FileError) in
            try integer(value, key, from: least)
        }
    }

    /// Larger numbers are slips of the finger, not layers, and their products would overflow.
    private static let largest = 1 << 20

    private func integer(
        _ value: YAMLValue, _ key: String, from least: Int, to most: Int = Self.largest
    ) throws(FileError) -> Int {
        if case .scalar("classes") = value.content {
            guard let classCount else {
                throw value.fault(
                    "\(kind): the number of classes is not known here",
                    fix: "write the number, or train on a data set with classes")
            }
            return classCount
        }
        guard case .scalar(let text) = value.content, let number = Int(text),
            (least...most).contains(number)
        else { throw bad(key, value, "a whole number from \(least) to \(most)") }
        return number
    }

    /// One number for all axes, or a list of one for each.
    mutating func sizes(
        _ key: String, from least: Int = 1, axes: Int? = nil, isMain: Bool = false,
        default fallback: Int? = nil
    ) throws(FileError) -> any AxisSizes {
        guard let value = value(key, isMain: isMain) else {
            guard let fallback else { throw missing(key) }
            return fallback
        }
        let most = axes == 3 ? 1 << 8 : axes == 2 ? 1 << 12 : 1 << 16
        guard case .list(let list) = value.content else {
            return try integer(value, key, from: least, to: most)
        }
        var sizes: [Int] = []
        for item in list { sizes.append(try integer(item, key, from: least, to: most)) }
        guard axes ?? sizes.count == sizes.count, (1...3).contains(sizes.count) else {
            throw bad(key, value, axes.map { "one number, or \($0)" } ?? "one to three numbers")
        }
        return sizes
    }

    /// A number that satisfies a condition, said in words.
    mutating func number(
        _ key: String, isMain: Bool = false, default fallback: Double? = nil,
        _ expected: String = "a number", _ accepts: (Double) -> Bool = { _ in true }
    ) throws(FileError) -> Double {
        guard let value = value(key, isMain: isMain) else {
            guard let fallback else { throw missing(key) }
            return fallback
        }
        guard case .scalar(let text) = value.content, let number = Double(text), number.isFinite,
            accepts(number)
        else { throw bad(key, value, expected) }
        return number
    }

    /// A part from 0 to below 1.
    mutating func rate(
        _ key: String = "rate", isMain: Bool = true, default fallback: Double? = 0.5
    ) throws(FileError) -> Double {
        try number(key, isMain: isMain, default: fallback, "a number from 0 to below 1") {
            (0..<1).contains($0)
        }
    }

    mutating func flag(_ key: String, default fallback: Bool) throws(FileError) -> Bool {
        guard let value = value(key) else { return fallback }
        switch value.content {
        case .scalar("true"): return true
        case .scalar("false"): return false
        default: throw bad(key, value, "true or false")
        }
    }

    /// One of some names, and what it stands for.
    mutating func choice<T>(
        _ key: String, of choices: [(name: String, value: T)], isMain: Bool = false,
        default fallback: T
    ) throws(FileError) -> T {
        guard let value = value(key, isMain: isMain) else { return fallback }
        if case .scalar(let text) = value.content,
            let found = choices.first(where: { $0.name == text })
        {
            return found.value
        }
        throw bad(key, value, "one of " + choices.map(\.name).joined(separator: ", "))
    }

    mutating func initializer(
        default fallback: Initializer = .xavierUniform
    ) throws(FileError) -> Initializer {
        try choice(
            "initializer", of: Initializer.named.map { (name: $0.name, value: $0) },
            default: fallback)
    }

    mutating func activation(
        _ key: String = "activation", isMain: Bool = false, default fallback: Activation
    ) throws(FileError) -> Activation {
        try choice(
            key, of: Activation.named.map { (name: $0.name, value: $0) }, isMain: isMain,
            default: fallback)
    }

    /// `valid`, `same`, or how many elements on each side.
    mutating func padding() throws(FileError) -> WindowPadding {
        guard let value = value("padding") else { return .valid }
        switch value.content {
        case .scalar("valid"): return .valid
        case .scalar("same"): return .same
        case .scalar(let text):
            if let size = Int(text), (0...Self.largest).contains(size) { return .symmetric(size) }
        default: break
        }
        throw bad("padding", value, "valid, same, or a whole number from 0")
    }

    /// The layers below a key, such as a residual block's.
    mutating func layers(_ key: String, isMain: Bool = false) throws(FileError) -> [YAMLValue]? {
        guard let value = value(key, isMain: isMain) else { return nil }
        guard case .list(let list) = value.content, !list.isEmpty else {
            throw bad(key, value, "a list of layers")
        }
        return list
    }

    /// Refuses what no one has asked for.
    func checkThatAllWereRead() throws(FileError) {
        for (key, value) in pairs where !asked.contains(key) {
            let names = asked.filter { !$0.isEmpty }
            let known = names.isEmpty ? "none" : names.joined(separator: ", ")
            guard !key.isEmpty else {
                throw value.fault("\(kind) takes no single value", fix: "its settings: \(known)")
            }
            let suggestion = NearestName.suggestion(for: key, among: names)
            throw value.fault(
                "\(kind) has no setting '\(key)'\(suggestion)", fix: "its settings: \(known)")
        }
    }
}
