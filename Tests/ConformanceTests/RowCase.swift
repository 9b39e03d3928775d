import Foundation
import LaminaGraph
import LaminaTensor
import Testing

/// A row with operands to try it on, and the words that say which.
struct RowCase {
    let row: OpRow
    let label: String
    let dtype: DType
    let inputs: [Tensor]

    /// The operands are computed here, by the engine: whatever is compared starts from one value.
    init(row: OpRow, label: String, dtype: DType, inputs: [Tensor]) {
        (self.row, self.label, self.dtype, self.inputs) = (row, label, dtype, inputs)
        eval(inputs)
    }

    /// What failures are headed with, such as `erfc, variant 2, float16`.
    var name: String { "\(row.name), \(label), \(dtype)" }

    /// The operation's value, computed as a user would get it: in its own type.
    func value() -> Tensor {
        let result = row.operation(inputs)
        eval(result)
        return result
    }
}

extension OpRow {
    /// The row's own operands and its variants. A row without floating-point operands has one type.
    func cases(seed: UInt64, dtype: DType) -> [RowCase] {
        ([operands] + variants).enumerated().map { index, operands in
            RowCase(
                row: self, label: index == 0 ? "main" : "variant \(index)", dtype: dtype,
                inputs: samples(of: operands, seed: seed, dtype: dtype))
        }
    }

    /// The cases whose operands were drawn and not chosen: chosen ones lie at corners, where there
    /// is no derivative.
    func genericCases(seed: UInt64, dtype: DType) -> [RowCase] {
        zip([operands] + variants, cases(seed: seed, dtype: dtype)).compactMap { operands, sample in
            operands.contains(where: \.isChosen) ? nil : sample
        }
    }

    /// The types to try: one if the operands do not depend on it.
    var triedTypes: [DType] {
        operands.contains(where: \.isFloatingPoint) ? dtypes : Array(dtypes.prefix(1))
    }

    /// The type in which derivatives are compared: the most precise.
    var preciseType: DType { dtypes.contains(.float64) ? .float64 : dtypes[0] }
}

extension Operand {
    var isChosen: Bool { if case .values = self { true } else { false } }

    /// Operands of this kind in another shape.
    func with(shape: Shape) -> Operand {
        switch self {
        case .normal: .normal(shape)
        case .uniform(let range, _): .uniform(range, shape)
        case .values(let numbers, _):
            .values(
                (0..<shape.elementCount).map { numbers.isEmpty ? 0 : numbers[$0 % numbers.count] },
                shape)
        case .integers(let range, _, let dtype): .integers(range, shape, dtype)
        case .bools: .bools(shape)
        }
    }
}

extension OpRow: CustomTestStringConvertible {
    public var testDescription: String { name }
}

/// The rows a check applies to.
func rows(for check: Check) -> [OpRow] { triedRows.filter { $0.reason(against: check) == nil } }

/// All rows, or those whose names the environment lists in `LAMINA_ROWS`, one a line: one's own row
/// while writing it, the rows that a broken rule concerns.
let triedRows = (opTable + ruleRows).filter { isTried($0.name) || isTried($0.operationName) }

/// Whether the environment asks for this row, or for no row in particular.
func isTried(_ name: String) -> Bool { wantedNames?.contains(name) ?? true }

private let wantedNames = ProcessInfo.processInfo.environment["LAMINA_ROWS"].map {
    Set($0.split(separator: "\n").map(String.init))
}

/// The same numbers, in float64 where they have fractions.
func exactCopy(_ x: Tensor) -> Tensor { x.dtype.isFloatingPoint ? x.asType(.float64) : x }

/// The inputs with the floating-point ones replaced in order.
func merge(_ floating: [Tensor], into inputs: [Tensor]) -> [Tensor] {
    var rest = floating[...]
    return inputs.map { $0.dtype.isFloatingPoint ? rest.removeFirst() : $0 }
}

func dot(_ a: Tensor, _ b: Tensor) -> Double { (a * b).sum().scalar(as: Double.self) }
