/// Shape rules of reading and writing rows of a table by index.
extension Primitive {
    static func gatherRowsSpec(
        _ table: TensorSpec, _ indices: TensorSpec
    ) throws(OpError) -> TensorSpec {
        guard table.shape.rank >= 1, indices.dtype == .int32 else {
            throw OpError(
                op: "gatherRows", problem: "needs a table of rows and int32 indices",
                operands: ["table": "\(table)", "indices": "\(indices)"],
                fix: "convert the indices with asType(.int32)")
        }
        return TensorSpec(Shape(Array(indices.shape) + table.shape.dropFirst()), table.dtype)
    }

    static func scatterRowsSpec(
        _ table: TensorSpec, _ indices: TensorSpec, _ updates: TensorSpec, _ mode: ScatterMode
    ) throws(OpError) -> TensorSpec {
        func refuse(_ problem: String, _ fix: String) -> OpError {
            OpError(
                op: "scatterRows", problem: problem,
                operands: [
                    "table": "\(table)", "indices": "\(indices)", "updates": "\(updates)",
                ], fix: fix)
        }
        guard table.shape.rank >= 1, indices.dtype == .int32 else {
            throw refuse(
                "needs a table of rows and int32 indices",
                "convert the indices with asType(.int32)")
        }
        let wanted = Array(indices.shape) + table.shape.dropFirst()
        guard Array(updates.shape) == wanted else {
            throw refuse(
                "updates \(updates.shape) are not one row for each index: \(InlineInts(wanted))",
                "give the updates the indices' axes, then those of a row of the table")
        }
        guard table.dtype == updates.dtype else {
            throw refuse(
                "the types \(table.dtype) and \(updates.dtype) differ",
                "convert the updates with asType(.\(table.dtype))")
        }
        guard !table.dtype.isComplex || mode == .set || mode == .add else {
            throw refuse("\(mode) is not defined for \(table.dtype)", "use set or add")
        }
        return table
    }
}
