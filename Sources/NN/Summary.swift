public import LaminaGraph
public import LaminaTensor
import Synchronization

/// A model's layers with their shapes and costs, for one input's shape.
public struct Summary: Sendable {
    /// One layer: a module that calls no other, or has parameters or products of its own.
    public struct Row: Sendable {
        /// The module's path; empty for the model itself.
        public let path: String
        /// The type of the layer.
        public let kind: String
        /// The shape of its output.
        public let output: Shape
        /// Trained and frozen numbers in its own parameters.
        public let parameters: Int
        /// Multiplications with an addition in its products and convolutions, for the whole batch.
        public let multiplyAdds: Int
        /// The size of its output, in bytes.
        public let bytes: Int
    }

    /// The shape the summary was made for, batch included.
    public let input: Shape
    /// The layers in the order of their calls.
    public let rows: [Row]
    /// The number of trained and frozen numbers in all parameters.
    public let parameters: Int
    /// The size of all parameters, in bytes.
    public let parameterBytes: Int

    /// The multiply-adds of one forward pass.
    public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }
    /// The size of all outputs, in bytes.
    public var activationBytes: Int { rows.reduce(0) { $0 + $1.bytes } }
}

extension Module where Input == Tensor {
    /// The model's layers for inputs of this shape. Nothing is computed, and a model that is not
    /// built stays so.
    public func summary(input shape: Shape, dtype: DType = .float32) -> Summary {
        let build = ParameterBuild(dtype: dtype.isFloatingPoint ? dtype : .float32)
        let seen = Mutex<[ModuleOutput]>([])
        let result = dryRun(
            build, .placeholder(TensorSpec(shape, dtype)),
            observer: ModuleObserver { output in
                seen.withLock { $0.append(output) }
                return nil
            })
        let outputs = seen.withLock(\.self)
        let products = multiplyAddsByPath(result.tensors + outputs.flatMap(\.tensors))
        let walk = ModuleWalk(self)
        var owned: [String: Int] = [:]
        var (count, bytes) = (0, 0)
        for (path, parameter) in parameters {
            guard let spec = parameter.variable?.spec ?? build.spec(of: parameter) else { continue }
            owned[walk.owner(of: path), default: 0] += spec.shape.elementCount
            (count, bytes) = (count + spec.shape.elementCount, bytes + spec.byteCount)
        }
        return Summary(
            input: shape, rows: Self.rows(outputs, owned, products), parameters: count,
            parameterBytes: bytes)
    }

    /// One row for each path, in the order of the first calls; a module called again shows its last
    /// output.
    private static func rows(
        _ outputs: [ModuleOutput], _ owned: [String: Int], _ products: [String: Int]
    ) -> [Summary.Row] {
        var rows: [Summary.Row] = []
        for output in outputs {
            let path = output.path
            let callsOthers = outputs.contains { $0.path != path && isBelow($0.path, path) }
            guard !callsOthers || owned[path] != nil || products[path] != nil else { continue }
            let row = Summary.Row(
                path: path, kind: output.kind, output: output.tensors.first?.shape ?? [],
                parameters: owned[path] ?? 0, multiplyAdds: products[path] ?? 0,
                bytes: output.tensors.reduce(0) { $0 + $1.spec.byteCount })
            if let known = rows.firstIndex(where: { $0.path == path }) {
                rows[known] = row
            } else {
                rows.append(row)
            }
        }
        return rows
    }

    private static func isBelow(_ path: String, _ parent: String) -> Bool {
        parent.isEmpty || path.hasPrefix(parent + ".")
    }
}

extension Summary: CustomStringConvertible {
    /// A table with one line for each layer and the totals below it.
    public var description: String {
        let header = ["layer", "type", "output", "parameters", "multiply-adds", "bytes"]
        let lines = rows.map {
            [
                $0.path.isEmpty ? "(model)" : $0.path, $0.kind, "\($0.output)",
                grouped($0.parameters), grouped($0.multiplyAdds), grouped($0.bytes),
            ]
        }
        let total = [
            "total", "", "", grouped(parameters), grouped(multiplyAdds), grouped(activationBytes),
        ]
        let widths = header.indices.map { column in
            ([header, total] + lines).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].count)
                // Words stand left, numbers right.
                return column < 3 ? cells[column] + space : space + cells[column]
            }
            return padded.joined(separator: "  ")
        }
        let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
        return ([line(header), rule] + lines.map(line) + [rule, line(total)])
            .joined(separator: "\n")
    }

    /// Digits in groups of three: `61,706`.
    private func grouped(_ number: Int) -> String {
        let digits = Array("\(number)")
        return digits.indices.reduce(into: "") { text, index in
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digits[index])
        }
    }
}
