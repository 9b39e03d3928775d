package import LaminaGraph

/// One public operation with operands to try it on. From a row alone the conformance suite derives
/// its checks; an operation without a row fails the suite.
package struct OpRow: Sendable {
    /// The operation as a reader calls it, such as `matmul`; after a comma, which case of it.
    package let name: String
    /// The file that defines it, below `Sources/Tensor`.
    package let file: String
    /// The operands' specs and how their elements are drawn.
    package let operands: [Operand]
    /// Further operands: no elements, one element, odd sizes, other ranks, extreme values.
    package let variants: [[Operand]]
    /// The types in which the drawn floating-point operands are tried.
    package let dtypes: [DType]
    /// The same operation in Python, of arrays `a`, `b`, … in float64, with `np`, `scipy`, `torch`
    /// (tensors by `t(a)`); its value for the first operands is kept in the golden file.
    package let golden: String?
    /// Calls that break the operation's contract.
    package let wrong: [WrongCall]
    /// The checks that cannot apply, and why.
    package let without: [Check: String]
    /// The error allowed against the reference, as a multiple of the type's usual one.
    package let slack: Double
    /// Whether each element of the result depends on one element of each operand alone: then the
    /// operation is also tried on other shapes and on special values. `nil` leaves it to be found
    /// out from the recorded operations.
    package let isElementwise: Bool?
    package let operation: @Sendable ([Tensor]) -> Tensor

    package init(
        _ name: String, in file: String, _ operands: [Operand], also variants: [[Operand]] = [],
        dtypes: [DType] = [.float32, .float64, .float16, .bfloat16], golden: String? = nil,
        wrong: [WrongCall] = [], without: [Check: String] = [:], slack: Double = 1,
        elementwise: Bool? = nil, _ operation: @escaping @Sendable ([Tensor]) -> Tensor
    ) {
        (self.name, self.file, self.operands) = (name, file, operands)
        (self.variants, self.dtypes, self.golden) = (variants, dtypes, golden)
        (self.wrong, self.without, self.slack) = (wrong, without, slack)
        (self.isElementwise, self.operation) = (elementwise, operation)
    }

    /// The row with one more check that cannot apply.
    package func excluding(_ check: Check, because reason: String) -> OpRow {
        OpRow(
            name, in: file, operands, also: variants, dtypes: dtypes, golden: golden, wrong: wrong,
            without: without.merging([check: reason]) { $1 }, slack: slack,
            elementwise: isElementwise, operation)
    }

    /// The public name alone.
    package var operationName: String { String(name.prefix { $0 != "," }) }

    /// Why a check does not apply: what the row says, or what its operands are. `nil` if it applies.
    package func reason(against check: Check) -> String? {
        if let reason = without[check] { return reason }
        switch check {
        case .gradient, .secondOrder, .forwardMode:
            if let reason = without[.gradient] { return reason }
            if operands.isEmpty { return "has no operand" }
            return operands.contains(where: \.isFloatingPoint) ? nil : "has no real operand"
        case .vmap: return operands.isEmpty ? "has no operand" : nil
        case .reference, .golden, .compiled, .threads, .errors: return nil
        }
    }

    /// Operands drawn from a seed, with floating-point ones in `dtype`.
    package func samples(seed: UInt64, dtype: DType = .float32) -> [Tensor] {
        samples(of: operands, seed: seed, dtype: dtype)
    }

    /// A variant's operands drawn from a seed.
    package func samples(of operands: [Operand], seed: UInt64, dtype: DType) -> [Tensor] {
        operands.enumerated().map { index, operand in
            operand.sample(key: RandomKey(seed: seed, path: "\(name).\(index)"), dtype: dtype)
        }
    }
}

/// What the conformance suite checks of every row.
package enum Check: String, CaseIterable, Sendable {
    /// The engine against the reference evaluation, in every type.
    case reference
    /// The engine against NumPy, SciPy or PyTorch.
    case golden
    /// Reverse and forward derivative against central differences.
    case gradient
    /// The gradient's own derivative against central differences.
    case secondOrder
    /// Forward mode against reverse mode.
    case forwardMode
    /// All examples together against one after the other.
    case vmap
    /// Compiled against uncompiled, bit for bit.
    case compiled
    /// One thread against two, bit for bit.
    case threads
    /// The message for each wrong call.
    case errors
}

extension [Check: String] {
    /// No derivative is checked, for this reason.
    package static func derivatives(_ reason: String) -> [Check: String] {
        [.gradient: reason, .secondOrder: reason, .forwardMode: reason]
    }
}

/// A call that must fail, and what its message must say.
package struct WrongCall: Sendable {
    package let message: String
    package let call: @Sendable ([Tensor]) -> Tensor

    /// - Parameter message: a part of the error's text, with the numbers that disagree.
    package init(_ message: String, _ call: @escaping @Sendable ([Tensor]) -> Tensor) {
        (self.message, self.call) = (message, call)
    }
}

/// One operand of a row.
package enum Operand: Sendable {
    /// Normally distributed numbers.
    case normal(Shape)
    /// Numbers from an interval, where the operation is defined.
    case uniform(Range<Double>, Shape)
    /// These numbers, in the row's floating-point type.
    case values([Double], Shape)
    /// Whole numbers of this type.
    case integers(Range<Int>, Shape, DType)
    case bools(Shape)

    /// Whether the numbers are drawn in the row's floating-point type.
    package var isFloatingPoint: Bool {
        switch self {
        case .normal, .uniform, .values: true
        case .integers, .bools: false
        }
    }

    package var shape: Shape {
        switch self {
        case .normal(let shape), .uniform(_, let shape), .values(_, let shape),
            .integers(_, let shape, _), .bools(let shape):
            shape
        }
    }

    fileprivate func sample(key: RandomKey, dtype: DType) -> Tensor {
        switch self {
        case .normal(let shape): Tensor.normal(shape: shape, key: key).asType(dtype)
        case .uniform(let range, let shape):
            Tensor.uniform(range, shape: shape, key: key).asType(dtype)
        case .values(let numbers, let shape): Tensor(numbers, shape: shape).asType(dtype)
        case .integers(let range, let shape, let type):
            floor(
                Tensor.uniform(
                    Double(range.lowerBound)..<Double(range.upperBound), shape: shape, key: key)
            ).asType(type)
        case .bools(let shape): Tensor.bernoulli(probability: 0.5, shape: shape, key: key)
        }
    }
}
