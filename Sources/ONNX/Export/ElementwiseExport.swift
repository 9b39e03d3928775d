import LaminaGraph

// Element-wise primitives: one operator each, or a formula where ONNX has none.

extension BlockExporter {
    func writeUnary(_ index: Int, _ op: Unary) throws(OnnxExportError) {
        let (x, dtype) = (try operands(index)[0], specs(index).0.dtype)
        func number(_ value: Double) -> String { exporter.scalar(value, dtype) }
        let name: String
        switch op {
        case .expm1: name = add("Sub", [add("Exp", [x]), number(1)])
        case .log1p: name = add("Log", [add("Add", [x, number(1)])])
        case .rsqrt: name = add("Reciprocal", [add("Sqrt", [x])])
        case .isFinite:
            name = add("Not", [add("Or", [add("IsNaN", [x]), add("IsInf", [x])])])
        case .exp2: name = add("Pow", [number(2), x])
        case .log2: name = add("Mul", [add("Log", [x]), number(1 / 0.693147180559945309417)])
        case .log10: name = add("Mul", [add("Log", [x]), number(1 / 2.302585092994045684018)])
        case .cbrt:
            name = add("Mul", [add("Sign", [x]), add("Pow", [add("Abs", [x]), number(1.0 / 3)])])
        case .erfc: name = add("Sub", [number(1), add("Erf", [x])])
        case .trunc: name = add("Mul", [add("Sign", [x]), add("Floor", [add("Abs", [x])])])
        case .erfInverse, .logGamma, .populationCount:
            throw fault(index, "ONNX has no operator for \(op)", "export a function without it")
        case .negate: name = add("Neg", [x])
        case .relu where dtype.isInteger: name = add("Max", [x, number(0)])
        case .abs, .sign, .exp, .log, .sqrt, .tanh, .sigmoid, .relu, .sin, .cos, .erf, .floor,
            .ceil, .round, .not, .isNaN, .tan, .asin, .acos, .atan, .sinh, .cosh, .asinh, .acosh,
            .atanh:
            let text = "\(op)"
            let own = op == .isNaN ? "IsNaN" : text.prefix(1).uppercased() + text.dropFirst()
            name = add(own, [x])
        }
        set(index, name)
    }

    func writeBinary(_ index: Int, _ op: Binary) throws(OnnxExportError) {
        let (x, dtype) = (try operands(index), specs(index).0.dtype)
        let name: String
        switch op {
        case .add: name = add("Add", x)
        case .subtract: name = add("Sub", x)
        case .multiply: name = add("Mul", x)
        case .divide: name = add("Div", x)
        case .power: name = add("Pow", x)
        case .maximum: name = add("Max", x)
        case .minimum: name = add("Min", x)
        case .remainder:
            if dtype.isInteger {
                name = add("Mod", x)
            } else {
                let whole = add("Floor", [add("Div", x)])
                name = add("Sub", [x[0], add("Mul", [whole, x[1]])])
            }
        case .and, .or, .xor:
            let text = op == .and ? "And" : op == .or ? "Or" : "Xor"
            guard dtype == .bool || exporter.opset >= 18 else {
                throw fault(index, "bits are joined from opset 18 on", "choose opset 18 or higher")
            }
            name = add(dtype == .bool ? text : "Bitwise\(text)", x)
        case .shiftLeft, .shiftRight:
            guard dtype.isUnsigned else {
                throw fault(
                    index, "ONNX shifts unsigned integers alone", "convert to an unsigned type")
            }
            name = add("BitShift", x, ["direction": .string(op == .shiftLeft ? "LEFT" : "RIGHT")])
        case .hypot:
            name = add(
                "Sqrt", [add("Add", [add("Mul", [x[0], x[0]]), add("Mul", [x[1], x[1]])])])
        case .atan2, .copySign, .nextAfter:
            throw fault(index, "ONNX has no operator for \(op)", "export a function without it")
        }
        set(index, name)
    }

    func writeComparison(_ index: Int, _ op: Comparison) throws(OnnxExportError) {
        let x = try operands(index)
        let name =
            switch op {
            case .equal: add("Equal", x)
            case .notEqual: add("Not", [add("Equal", x)])
            case .less: add("Less", x)
            case .lessOrEqual: add("LessOrEqual", x)
            case .greater: add("Greater", x)
            case .greaterOrEqual: add("GreaterOrEqual", x)
            }
        set(index, name)
    }
}
