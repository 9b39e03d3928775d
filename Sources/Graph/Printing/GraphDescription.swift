extension Graph: CustomStringConvertible {
    /// One line a node, with operands, type and shape, and the module path that recorded it:
    ///
    ///     %0 = parameter(0) : float32 [32, 784]
    ///     %1 = parameter(1) : float32 [784, 10]
    ///     %2 = matmul(%0, %1) : float32 [32, 10]   dense1
    ///     return %2
    public var description: String {
        var lines = nodes.enumerated().map { number, node in "%\(number) = \(node)" }
        lines.append("return " + outputs.map { "%\($0)" }.joined(separator: ", "))
        return lines.joined(separator: "\n")
    }
}

extension Graph.Node: CustomStringConvertible {
    /// Operation, operands, type and shape, as in `matmul(%0, %1) : float32 [32, 10]   dense1`.
    package var description: String {
        let operands = inputs.map { "%\($0)" } + primitive.attributes
        return "\(primitive.name.escaped)(\(operands.joined(separator: ", "))) : \(spec)"
            + (scope.isEmpty ? "" : "   \(scope.escaped)")
    }
}

extension String {
    /// The text on one line between quotes: names come from users.
    var escaped: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\", "\"":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\n": result += "\\n"
            case _ where scalar.properties.generalCategory == .control: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
