import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Comparisons, logic, and choices by them.
    static let comparisons: [OnnxOperator] = [
        compared("Greater", [1, 7, 9, 13]) { $0 .> $1 },
        compared("GreaterOrEqual", [12, 16]) { $0 .>= $1 },
        compared("Less", [1, 7, 9, 13]) { $0 .< $1 },
        compared("LessOrEqual", [12, 16]) { $0 .<= $1 },
        compared("And", [1, 7]) { $0 .& $1 },
        compared("Or", [1, 7]) { $0 .| $1 },
        compared("Xor", [1, 7]) { $0 .^ $1 },
        unary("Not", [1]) { .!$0 },
        unary("IsNaN", [9, 13, 20]) { $0.isNaN },
        OnnxOperator("IsInf", [10, 20]) { call in
            let x = try call.tensor(0)
            let negative = try call.flag("detect_negative", true)
            switch (negative, try call.flag("detect_positive", true)) {
            case (true, true): return x.isInfinite
            case (true, false): return x.isNegativeInfinity
            case (false, true): return x.isPositiveInfinity
            case (false, false): return Tensor.zeros(x.shape, dtype: .bool)
            }
        },
        OnnxOperator("Equal", [1, 7, 11, 13, 19]) { call in
            if case .strings(let a, let shape) = try call.value(0) {
                let (b, other) = try call.strings(1)
                let pairs = try TextPairs(a, shape, b, other)
                return Tensor(pairs.map { $0 == $1 }, shape: pairs.shape)
            }
            let a = try call.tensor(0)
            let b = try call.legacyAligned(call.tensor(1), to: a)
            return Tensor.elementwise(a, b) { $0.isEqual(to: $1) }
        },
        OnnxOperator(value: "Where", [9, 16]) { call in
            let condition = try call.tensor(0)
            if case .strings(let a, let shape) = try call.value(1) {
                let (b, other) = try call.strings(2)
                return try TextPairs.select(
                    call.known(0), a, shape, b, other)
            }
            let (a, b) = (try call.tensor(1), try call.tensor(2))
            return try call.value(1).with(LaminaTensor.select(condition, a, b))
        },
    ]

    private static func compared(
        _ name: String, _ versions: [Int],
        _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            let a = try call.tensor(0)
            let b = try call.legacyAligned(call.tensor(1), to: a)
            return Tensor.elementwise(a, b, function)
        }
    }
}

/// Two lists of text that broadcast, pair by pair.
struct TextPairs {
    let shape: Shape
    private let pairs: [(String, String)]

    init(_ a: [String], _ aShape: Shape, _ b: [String], _ bShape: Shape) throws {
        shape = try Shape.broadcast(aShape, bShape, op: "broadcast")
        let (first, second) = (Self.places(aShape, shape), Self.places(bShape, shape))
        pairs = zip(first, second).map { (a[$0], b[$1]) }
    }

    func map<R>(_ function: (String, String) -> R) -> [R] { pairs.map { function($0, $1) } }

    /// For each element of a broadcast result the operand's element.
    private static func places(_ shape: Shape, _ result: Shape) -> [Int] {
        Tensor.iota([shape.elementCount]).reshaped(shape).broadcast(to: result)
            .array(as: Int.self)
    }

    /// `condition ? a : b`.
    static func select(
        _ condition: Tensor, _ a: [String], _ aShape: Shape, _ b: [String], _ bShape: Shape
    ) throws -> OnnxValue {
        var shape = try Shape.broadcast(aShape, bShape, op: "Where")
        shape = try Shape.broadcast(condition.shape, shape, op: "Where")
        let (first, second) = (places(aShape, shape), places(bShape, shape))
        let choices = condition.broadcast(to: shape).array(as: Bool.self)
        let chosen = choices.indices.map { choices[$0] ? a[first[$0]] : b[second[$0]] }
        return .strings(chosen, shape)
    }
}
