/// Reference of reading rows from a table and adding rows to one.
extension Primitive {
    /// An index outside the table gives a row of zeros.
    static func gatherRowsReference(
        _ table: [Double], _ shape: Shape, indices: [Double]
    ) -> [Double] {
        let width = shape.dropFirst().reduce(1, *)
        return indices.flatMap { index in
            let row = Int(index)
            return (0..<shape[0]).contains(row)
                ? Array(table[row * width..<(row + 1) * width])
                : Array(repeating: 0, count: width)
        }
    }

    /// An update whose index lies outside the table is dropped.
    static func scatterAddRowsReference(
        _ updates: [Double], indices: [Double], rows: Int, _ output: TensorSpec
    ) -> [Double] {
        let width = output.shape.dropFirst().reduce(1, *)
        var table = [Double](repeating: 0, count: rows * width)
        for (number, index) in indices.enumerated() where (0..<rows).contains(Int(index)) {
            for column in 0..<width {
                table[Int(index) * width + column] += updates[number * width + column]
            }
        }
        return table.map(output.dtype.rounded)
    }
}
