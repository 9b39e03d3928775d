/// Shape rules of what works along one axis in order: sorting, cumulative operations, recurrences.
extension Primitive {
    static func argSortSpec(
        _ x: TensorSpec, axis: Int, count: Int
    ) throws(OpError) -> TensorSpec {
        try requireAxis("argSort", x, axis)
        try require(!x.dtype.isComplex, "argSort", "needs ordered numbers", x)
        guard (0...x.shape[axis]).contains(count) else {
            throw OpError(
                op: "argSort",
                problem: "\(count) elements are wanted of axis \(axis), which has \(x.shape[axis])",
                operands: ["x": "\(x)"], fix: "ask for 0 to \(x.shape[axis]) elements")
        }
        var sizes = x.shape.sizes
        sizes[axis] = count
        return TensorSpec(Shape(sizes), .int32)
    }

    static func cumulativeSpec(
        _ op: Cumulation, _ x: TensorSpec, axis: Int
    ) throws(OpError) -> TensorSpec {
        let name = "cumulative \(op)"
        try requireAxis(name, x, axis)
        switch op {
        case .sum, .product:
            try require(
                x.dtype.isInteger || x.dtype.isFloatingPoint, name, "needs real numbers", x)
        case .max, .min: try require(!x.dtype.isComplex, name, "needs ordered numbers", x)
        case .logSumExp: try require(x.dtype.isFloatingPoint, name, "needs real numbers", x)
        }
        return x
    }

    static func linearRecurrenceSpec(
        _ a: TensorSpec, _ b: TensorSpec, axis: Int
    ) throws(OpError) -> TensorSpec {
        try requireEqual("linearRecurrence", a, b)
        try requireAxis("linearRecurrence", a, axis)
        try require(a.dtype.isFloatingPoint, "linearRecurrence", "needs real numbers", a)
        return a
    }

    private static func requireAxis(
        _ op: String, _ x: TensorSpec, _ axis: Int
    ) throws(OpError) {
        guard x.shape.indices.contains(axis) else {
            throw OpError(
                op: op, problem: "there is no axis \(axis)", operands: ["x": "\(x)"],
                fix: "use an axis of \(x.shape)")
        }
    }
}
