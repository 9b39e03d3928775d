import LaminaGraph

// Operations of many steps on half types compute in float32 and round their result once.

extension Tensor {
    /// The tensor in the type in which an operation of many steps computes: float64 as it is, half
    /// types, integers and bool as float32.
    func widened(for op: String) throws(OpError) -> Tensor {
        guard !dtype.isComplex else {
            throw OpError(
                op: op, problem: "\(dtype) elements have no order and no real statistics",
                operands: ["x": "\(spec)"], fix: "pass the real part, the imaginary part or abs(x)")
        }
        return asType(dtype == .float64 ? .float64 : .float32)
    }

    /// The result in the operand's own type, float32 for integers and bool, and for half types under
    /// autocast.
    func narrowed(to dtype: DType) -> Tensor {
        asType(dtype.isFloatingPoint ? dtype.ofWideResult : .float32)
    }
}
