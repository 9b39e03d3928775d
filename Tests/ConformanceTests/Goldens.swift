import Foundation
import LaminaGraph
import LaminaTensor

/// What Python computed for a row: operands and result, as `scripts/goldens.py` stored them.
///
/// The operands are stored too and not drawn again: the last digits of drawn numbers depend on the
/// processor.
struct Golden {
    let expression: String
    let inputs: [Tensor]
    let shape: Shape
    let values: [Double]

    /// The stored values by the rows' names.
    static let stored: [String: Golden] = {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [:] }
        let pairs = text.split(separator: "\n").compactMap { line -> (String, Golden)? in
            guard
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
                let members = object as? [String: Any], let name = members["name"] as? String
            else { return nil }
            return Golden(members).map { (name, $0) }
        }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// One row a line.
    static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Goldens/operations.jsonl").standardized.path

    /// The command that makes the stored values anew.
    static let command = "make goldens"

    private init?(_ members: [String: Any]) {
        guard let expression = members["golden"] as? String,
            let operands = members["operands"] as? [[String: Any]],
            let shape = members["shape"] as? [Int], let values = Self.numbers(members["values"])
        else { return nil }
        (self.expression, self.shape, self.values) = (expression, Shape(shape), values)
        var inputs: [Tensor] = []
        for operand in operands {
            guard let shape = operand["shape"] as? [Int], let name = operand["dtype"] as? String,
                let dtype = DType.allCases.first(where: { "\($0)" == name }),
                let numbers = Self.numbers(operand["values"])
            else { return nil }
            let spec = TensorSpec(Shape(shape), dtype)
            inputs.append(Tensor(buffer: Buffer(numbers, as: spec), spec: spec))
        }
        self.inputs = inputs
    }

    /// JSON has no infinities and no NaN: they are stored as `"inf"`, `"-inf"`, `"nan"`.
    private static func numbers(_ value: Any?) -> [Double]? {
        (value as? [Any])?.map { element in
            (element as? NSNumber)?.doubleValue ?? (element as? String).flatMap(Double.init) ?? .nan
        }
    }
}
