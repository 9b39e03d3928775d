/// Shape rules of the element-wise primitives: operands have one shape and, but for `select`, one
/// type.
extension Primitive {
    static func unarySpec(_ op: Unary, _ x: TensorSpec) throws(OpError) -> TensorSpec {
        switch op {
        case .negate, .abs, .sign, .relu:
            try require(x.dtype != .bool && !x.dtype.isComplex, "\(op)", "needs real numbers", x)
            return x
        case .not:
            try requireBits("\(op)", x)
            return x
        case .populationCount:
            try require(x.dtype.isInteger, "\(op)", "needs integers", x)
            return x
        case .isNaN, .isFinite:
            try require(!x.dtype.isComplex, "\(op)", "needs real numbers", x)
            return TensorSpec(x.shape, .bool)
        case .exp, .log, .expm1, .log1p, .sqrt, .rsqrt, .tanh, .sigmoid, .sin, .cos, .erf, .floor,
            .ceil, .round, .tan, .asin, .acos, .atan, .sinh, .cosh, .asinh, .acosh, .atanh, .exp2,
            .log2, .log10, .cbrt, .erfc, .erfInverse, .logGamma, .trunc:
            try require(x.dtype.isFloatingPoint, "\(op)", "needs a floating-point type", x)
            return x
        }
    }

    static func binarySpec(
        _ op: Binary, _ a: TensorSpec, _ b: TensorSpec
    ) throws(OpError) -> TensorSpec {
        try requireEqual("\(op)", a, b)
        switch op {
        case .add, .subtract, .multiply, .divide, .power:
            try require(a.dtype != .bool, "\(op)", "needs numbers; convert bool with asType(_:)", a)
            try require(!a.dtype.isComplex, "\(op)", "needs real numbers", a)
        case .maximum, .minimum, .remainder:
            try require(
                a.dtype != .bool && !a.dtype.isComplex, "\(op)", "needs ordered numbers", a)
        case .and, .or, .xor:
            try requireBits("\(op)", a)
        case .shiftLeft, .shiftRight:
            try require(a.dtype.isInteger, "\(op)", "needs integers", a)
        case .atan2, .hypot, .copySign:
            try require(a.dtype.isFloatingPoint, "\(op)", "needs a floating-point type", a)
        case .nextAfter:
            // The half types are computed in float32, whose neighbours are not theirs.
            try require(
                a.dtype == .float32 || a.dtype == .float64, "\(op)", "needs float32 or float64", a)
        }
        return a
    }

    static func selectSpec(
        _ condition: TensorSpec, _ a: TensorSpec, _ b: TensorSpec
    ) throws(OpError) -> TensorSpec {
        try require(condition.dtype == .bool, "select", "needs a bool condition", condition)
        try requireEqual("select", a, b)
        try require(!a.dtype.isComplex, "select", "needs real numbers", a)
        try requireEqual("select", condition.shape, a.shape)
        return a
    }

    static func compareSpec(
        _ op: Comparison, _ a: TensorSpec, _ b: TensorSpec
    ) throws(OpError) -> TensorSpec {
        try requireEqual("\(op)", a, b)
        try require(!a.dtype.isComplex, "\(op)", "needs ordered numbers", a)
        return TensorSpec(a.shape, .bool)
    }

    private static func requireBits(
        _ op: @autoclosure () -> String, _ x: TensorSpec
    ) throws(OpError) {
        try require(x.dtype == .bool || x.dtype.isInteger, op(), "needs bool or integers", x)
    }

    static func requireEqual(
        _ op: @autoclosure () -> String, _ a: TensorSpec, _ b: TensorSpec
    ) throws(OpError) {
        guard a == b else {
            throw OpError(
                op: op(), problem: "operands differ", operands: ["lhs": "\(a)", "rhs": "\(b)"],
                fix: "broadcast and convert the operands first")
        }
    }

    static func requireEqual(
        _ op: @autoclosure () -> String, _ a: Shape, _ b: Shape
    ) throws(OpError) {
        guard a == b else {
            throw OpError(
                op: op(), problem: "shapes differ", operands: ["lhs": "\(a)", "rhs": "\(b)"],
                fix: "broadcast the operands first")
        }
    }

    static func require(
        _ condition: Bool, _ op: @autoclosure () -> String, _ need: String, _ x: TensorSpec
    ) throws(OpError) {
        guard condition else {
            throw OpError(
                op: op(), problem: need, operands: ["x": "\(x)"], fix: "convert x with asType(_:)")
        }
    }
}
