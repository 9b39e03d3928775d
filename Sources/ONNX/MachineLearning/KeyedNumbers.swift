import LaminaGraph
import LaminaTensor

/// `DictVectorizer` and `CastMap`: a number for each name or number, as one row.
struct KeyedNumbers {
    private let call: OnnxCall
    private let pairs: [OnnxKey: Float]

    init(_ call: OnnxCall) throws {
        let value = try call.value(0)
        guard case .map(let pairs) = value else {
            throw OnnxFault(
                "input 0 is \(value.summary), not a map", fix: "give names or numbers with values")
        }
        (self.call, self.pairs) = (call, pairs)
    }

    /// The values in the order of a vocabulary, 0 where there is none: `[1, count]`.
    func row() throws -> Tensor {
        let keys: [OnnxKey] =
            try call.texts("string_vocabulary").map { $0.map { .string($0) } }
            ?? call.required(call.ints("int64_vocabulary"), "int64_vocabulary")
            .map { .int(Int64($0)) }
        return Tensor(keys.map { pairs[$0] ?? 0 }, shape: [1, keys.count])
    }

    /// The values in the order of their keys, or each in the place that its key says, as another type:
    /// `[1, count]`.
    func cast() throws -> OnnxValue {
        let keyed = try pairs.map { key, value throws -> (key: Int64, value: Float) in
            guard case .int(let number) = key else {
                throw OnnxFault(
                    "the map's keys are text", fix: "give a map from whole numbers")
            }
            return (number, value)
        }
        var row = keyed.sorted { $0.key < $1.key }.map(\.value)
        if try call.text("map_form", "DENSE") == "SPARSE" {
            let count = try call.int("max_map", 1)
            try call.require((1...1 << 28).contains(count), "the row would have \(count) numbers")
            row = [Float](repeating: 0, count: count)
            for (key, value) in keyed where (0..<Int64(count)).contains(key) {
                row[Int(key)] = value
            }
        }
        let shape: Shape = [1, row.count]
        switch try call.text("cast_to", "TO_FLOAT") {
        case "TO_STRING": return .strings(row.map { TextNumbers.fixed($0) }, shape)
        case "TO_INT64": return .tensor(Tensor(row, shape: shape).asType(.int64))
        default: return .tensor(Tensor(row, shape: shape))
        }
    }
}
