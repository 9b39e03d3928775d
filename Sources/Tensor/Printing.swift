import LaminaGraph

extension Tensor: CustomStringConvertible {
    /// The elements in nested brackets, long axes cut to their ends, with type and shape.
    public var description: String {
        let numbers = array(as: Double.self)
        let strides = shape.strides
        func text(_ axis: Int, _ start: Int) -> String {
            guard axis < rank else { return format(numbers[start]) }
            let size = shape[axis]
            let shown = size <= 8 ? Array(0..<size) : [0, 1, 2, -1, size - 3, size - 2, size - 1]
            let separator =
                axis == rank - 1 ? ", " : ",\n" + String(repeating: " ", count: axis + 1)
            let parts = shown.map { $0 < 0 ? "…" : text(axis + 1, start + $0 * strides[axis]) }
            return "[" + parts.joined(separator: separator) + "]"
        }
        return text(0, 0) + " : \(spec)"
    }

    private func format(_ number: Double) -> String {
        if dtype == .bool { return number == 0 ? "false" : "true" }
        if dtype.isFloatingPoint { return dtype == .float64 ? "\(number)" : "\(Float(number))" }
        return "\(Int64(number))"
    }
}
