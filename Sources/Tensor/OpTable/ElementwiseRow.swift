import LaminaGraph

/// Where the operands of a row are drawn from.
enum Domain {
    /// All real numbers, most of them small.
    case line
    /// An interval, where the operation is defined and smooth.
    case interval(Range<Double>)
    /// Whole numbers of a type.
    case whole(Range<Int>, DType)

    func operand(_ shape: Shape) -> Operand {
        switch self {
        case .line: .normal(shape)
        case .interval(let range): .uniform(range, shape)
        case .whole(let range, let dtype): .integers(range, shape, dtype)
        }
    }
}

/// The row of a function of one operand, on several shapes.
func unaryRow(
    _ name: String, in file: String, over domain: Domain = .line, golden: String? = nil,
    wrong: [WrongCall] = [], without: [Check: String] = [:], slack: Double = 1,
    _ function: @escaping @Sendable (Tensor) -> Tensor
) -> OpRow {
    let shapes: [Shape] = [[0, 5], [], [1, 1], [17], [2, 3, 1]]
    var reasons = without
    if wrong.isEmpty { reasons[.errors] = "takes every shape and real type" }
    return OpRow(
        name, in: "Operations/\(file)", [domain.operand([3, 5])],
        also: shapes.map { [domain.operand($0)] }, golden: golden, wrong: wrong, without: reasons,
        slack: slack
    ) { function($0[0]) }
}

/// The row of a function of two operands that broadcast.
func binaryRow(
    _ name: String, in file: String, over first: Domain = .line, _ second: Domain = .line,
    golden: String? = nil, wrong: [WrongCall] = [], without: [Check: String] = [:],
    slack: Double = 1, elementwise: Bool? = nil,
    _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
) -> OpRow {
    let shapes: [(Shape, Shape)] = [
        ([0, 5], [5]), ([], []), ([1, 1], [1]), ([17], []), ([2, 1, 4], [3, 1]), ([], [2, 3]),
    ]
    let mismatch = WrongCall("[3, 5] and [5, 3] do not broadcast; axis -2: 3 and 5") {
        function($0[0], $0[0].transposed())
    }
    return OpRow(
        name, in: "Operations/\(file)", [first.operand([3, 5]), second.operand([5])],
        also: shapes.map { [first.operand($0), second.operand($1)] }, golden: golden,
        wrong: [mismatch] + wrong, without: without, slack: slack, elementwise: elementwise
    ) { function($0[0], $0[1]) }
}

/// A row of a step function of one operand.
let isStep: [Check: String] = .derivatives("a step function: 0 between its steps")
/// A row whose result is bool.
let givesBool: [Check: String] = .derivatives("gives bool")
/// A row of integers.
let ofIntegers: [Check: String] = .derivatives("of integers")
