/// Reference of reading rows from a table and writing rows to one.
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
    static func scatterRowsReference(
        _ mode: ScatterMode, _ table: [Double], indices: [Double], updates: [Double],
        _ output: TensorSpec
    ) -> [Double] {
        let width = output.shape.dropFirst().reduce(1, *)
        let rows = output.shape[0]
        var result = table
        for (number, index) in indices.enumerated() where (0..<rows).contains(Int(index)) {
            for column in 0..<width {
                let place = Int(index) * width + column
                result[place] = joined(
                    mode, result[place], updates[number * width + column], output.dtype)
            }
        }
        return result.map(output.dtype.rounded)
    }

    private static func joined(
        _ mode: ScatterMode, _ old: Double, _ new: Double, _ dtype: DType
    ) -> Double {
        switch mode {
        case .set: new
        case .add: dtype.isInteger ? binaryReference(.add, [old], [new], dtype)[0] : old + new
        case .multiply:
            dtype.isInteger ? binaryReference(.multiply, [old], [new], dtype)[0] : old * new
        case .maximum: old.isNaN || old >= new ? old : new
        case .minimum: old.isNaN || old <= new ? old : new
        }
    }
}
