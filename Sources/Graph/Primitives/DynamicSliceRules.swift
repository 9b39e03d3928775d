/// Shape rules of slices whose position is a value.
extension Primitive {
    static func dynamicSliceSpec(
        _ x: TensorSpec, _ starts: TensorSpec, sizes: InlineInts
    ) throws(OpError) -> TensorSpec {
        try requirePlace(
            "dynamicSlice", x, starts, part: Shape(sizes),
            operands: ["x": "\(x)", "starts": "\(starts)"])
        return TensorSpec(Shape(sizes), x.dtype)
    }

    static func dynamicUpdateSpec(
        _ x: TensorSpec, _ update: TensorSpec, _ starts: TensorSpec
    ) throws(OpError) -> TensorSpec {
        let operands: KeyValuePairs = [
            "x": "\(x)", "update": "\(update)", "starts": "\(starts)",
        ]
        guard x.dtype == update.dtype else {
            throw OpError(
                op: "dynamicUpdate", problem: "the types \(x.dtype) and \(update.dtype) differ",
                operands: operands, fix: "convert the update with asType(.\(x.dtype))")
        }
        try requirePlace(
            "dynamicUpdate", x, starts, part: update.shape, operands: operands)
        return x
    }

    /// A part fits inside `x`, and there is a start for each axis that has one.
    private static func requirePlace(
        _ op: String, _ x: TensorSpec, _ starts: TensorSpec, part: Shape,
        operands: KeyValuePairs<String, String>
    ) throws(OpError) {
        let rank = x.shape.rank
        guard part.rank == rank, zip(part, x.shape).allSatisfy({ $0 >= 0 && $0 <= $1 }) else {
            throw OpError(
                op: op, problem: "a part of sizes \(part) does not fit into \(x.shape)",
                operands: operands, fix: "give \(rank) sizes, none above the axis's own")
        }
        let isLaneWise =
            rank > 0 && starts.shape == [x.shape[0], rank - 1] && part[0] == x.shape[0]
        guard starts.dtype == .int32, starts.shape == [rank] || isLaneWise else {
            throw OpError(
                op: op, problem: "starts \(starts) are not one int32 for each of \(rank) axes",
                operands: operands, fix: "pass int32 starts of shape [\(rank)]")
        }
    }
}
