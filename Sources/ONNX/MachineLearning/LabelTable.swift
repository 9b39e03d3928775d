import LaminaGraph
import LaminaTensor

/// `LabelEncoder` and `CategoryMapper`: values looked up in a table.
struct LabelTable {
    private enum Key: Hashable {
        case text(String)
        case whole(Int64)
        case number(Double)
    }

    private let call: OnnxCall
    private var places: [Key: Int] = [:]
    /// The table's results, and behind them what stands for a value that is not in it.
    private let values: OnnxValue

    /// The table of `LabelEncoder`.
    init(_ call: OnnxCall) throws {
        self.call = call
        let keys: [Key]
        if let texts = try call.texts("keys_strings") {
            keys = texts.map { .text($0) }
        } else if let numbers = try call.ints("keys_int64s") {
            keys = numbers.map { .whole(Int64($0)) }
        } else if let numbers = try call.floats("keys_floats") {
            keys = numbers.map { .number(Double($0)) }
        } else {
            keys = try Self.keys(of: call.required(call.stored("keys_tensor"), "keys").value)
        }
        if let texts = try call.texts("values_strings") {
            values = .strings(
                texts + [try call.text("default_string", "_Unused")], [texts.count + 1])
        } else if let numbers = try call.ints("values_int64s") {
            values = .tensor(Tensor(numbers + [try call.int("default_int64", -1)]))
        } else if let numbers = try call.floats("values_floats") {
            values = .tensor(Tensor(numbers + [Float(try call.float("default_float", -0.0))]))
        } else {
            values = try Self.appended(
                call.required(call.stored("values_tensor"), "values").value,
                call.stored("default_tensor")?.value)
        }
        try call.require(
            values.shape == [keys.count + 1], "\(keys.count) keys for \(values.summary)")
        for (place, key) in keys.enumerated() { places[key] = place }
    }

    /// The table of `LabelEncoder`'s first version: names in the order of their numbers.
    init(classes: [String], _ call: OnnxCall) throws {
        try self.init(
            between: classes, 0..<classes.count, call,
            text: call.text("default_string", "_Unused"), number: call.int("default_int64", -1))
    }

    /// The table of `CategoryMapper`, from names to numbers or back.
    init(categories call: OnnxCall) throws {
        try self.init(
            between: call.required(call.texts("cats_strings"), "cats_strings"),
            call.required(call.ints("cats_int64s"), "cats_int64s"), call,
            text: call.text("default_string", "_Unused"), number: call.int("default_int64", -1))
    }

    private init(
        between texts: [String], _ numbers: some Collection<Int>, _ call: OnnxCall, text: String,
        number: Int
    ) throws {
        self.call = call
        try call.require(
            texts.count == numbers.count, "\(texts.count) names, \(numbers.count) numbers")
        if case .strings = try call.value(0) {
            values = .tensor(Tensor(Array(numbers) + [number]))
            for (place, text) in texts.enumerated() { places[.text(text)] = place }
        } else {
            values = .strings(texts + [text], [texts.count + 1])
            for (place, number) in numbers.enumerated() { places[.whole(Int64(number))] = place }
        }
    }

    private static func keys(of value: OnnxValue) throws -> [Key] {
        if case .strings(let texts, _) = value { return texts.map { .text($0) } }
        guard let tensor = value.tensor else { return [] }
        return tensor.dtype.isInteger
            ? tensor.array(as: Int64.self).map { .whole($0) }
            : tensor.array(as: Double.self).map { .number($0) }
    }

    private static func appended(_ values: OnnxValue, _ usual: OnnxValue?) throws -> OnnxValue {
        switch (values, usual) {
        case (.strings(let texts, _), .strings(let other, _)):
            return .strings(texts + [other.first ?? "_Unused"], [texts.count + 1])
        case (.strings(let texts, _), _): return .strings(texts + ["_Unused"], [texts.count + 1])
        default:
            guard let tensor = values.tensor else {
                throw OnnxFault(
                    "the values are \(values.summary)", fix: "check what wrote the file")
            }
            let last =
                usual?.tensor?.reshaped([-1]).asType(tensor.dtype)
                ?? Tensor.full(tensor.dtype.isInteger ? -1 : -0.0, [1], dtype: tensor.dtype)
            return values.with(concatenated([tensor.reshaped([-1]), last.slice(0..<1)], axis: 0))
        }
    }

    func encoded() throws -> OnnxValue {
        let (keys, shape): ([Key], Shape)
        if case .strings(let texts, let own) = try call.value(0) {
            (keys, shape) = (texts.map { .text($0) }, own)
        } else {
            let x = try call.known(0)
            (keys, shape) = (try Self.keys(of: .tensor(x)), x.shape)
        }
        let rows = keys.map { places[$0] ?? places.count }
        if case .strings(let texts, _) = values {
            return .strings(rows.map { texts[min($0, texts.count - 1)] }, shape)
        }
        guard let tensor = values.tensor else { return .none }
        // Where keys repeat, the table is longer than the number of different ones.
        let last = tensor.shape[0] - 1
        let found = zip(keys, rows).map { places[$0] == nil ? last : $1 }
        return values.with(tensor.taking(Tensor(found, shape: shape)))
    }
}
