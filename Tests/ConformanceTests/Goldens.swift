import Foundation
import LaminaGraph
import LaminaTensor

/// What Python computed for a row: operands and result, as `scripts/goldens.py` stored them.
///
/// The operands are stored too and not drawn again: the last digits of drawn numbers depend on the
/// processor.
struct Golden: Decodable {
    let name: String
    let expression: String
    let shape: Shape
    let values: [Double]
    let inputs: [Tensor]

    /// The stored values by the rows' names.
    static let stored: [String: Golden] = {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [:] }
        let goldens = text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Golden.self, from: Data($0.utf8))
        }
        return Dictionary(goldens.map { ($0.name, $0) }) { first, _ in first }
    }()

    /// One row a line.
    static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Goldens/operations.jsonl").standardized.path

    /// The command that makes the stored values anew.
    static let command = "make goldens"

    private enum Member: String, CodingKey {
        case name, golden, shape, values, operands
    }

    private struct Operand: Decodable {
        let shape: [Int]
        let dtype: String
        let values: [Number]
    }

    /// JSON has no infinities and no NaN: they are stored as `"inf"`, `"-inf"`, `"nan"`.
    private struct Number: Decodable {
        let value: Double

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let word = try? container.decode(String.self) {
                value = Double(word) ?? .nan
            } else {
                value = try container.decode(Double.self)
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        name = try members.decode(String.self, forKey: .name)
        expression = try members.decode(String.self, forKey: .golden)
        shape = Shape(try members.decode([Int].self, forKey: .shape))
        values = try members.decode([Number].self, forKey: .values).map(\.value)
        inputs = try members.decode([Operand].self, forKey: .operands).map { operand in
            guard let dtype = DType.allCases.first(where: { "\($0)" == operand.dtype }) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .operands, in: members, debugDescription: "no type \(operand.dtype)")
            }
            let spec = TensorSpec(Shape(operand.shape), dtype)
            return Tensor(buffer: Buffer(operand.values.map(\.value), as: spec), spec: spec)
        }
    }
}
