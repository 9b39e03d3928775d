public import LaminaGraph

// Tensors from memory that holds elements already, as files and other libraries give it.

extension Tensor {
    /// A tensor of the elements whose memory is copied from `bytes`, in row-major order and in this
    /// machine's byte order; `[UInt8]`, `Data` and slices of them will do.
    ///
    /// ```swift
    /// let pixels = [UInt8](repeating: 255, count: 28 * 28)
    /// let x = try Tensor(bytes: pixels, shape: [28, 28], dtype: .uint8)
    /// ```
    /// - Throws: ``OpError`` when the number of bytes is not the one the shape and type need.
    public init(bytes: some Sequence<UInt8>, shape: Shape, dtype: DType) throws(OpError) {
        let spec = TensorSpec(shape, dtype)
        // Most collections lend their memory; the others are copied once more.
        let copied: Result<Tensor, OpError>? = bytes.withContiguousStorageIfAvailable { source in
            Self.copy(UnsafeRawBufferPointer(source), spec)
        }
        self = try (copied ?? Array(bytes).withUnsafeBytes { Self.copy($0, spec) }).get()
    }

    private static func copy(
        _ source: UnsafeRawBufferPointer, _ spec: TensorSpec
    ) -> Result<Tensor, OpError> {
        Result { () throws(OpError) in
            try requireBytes(source.count, for: spec)
            let buffer = try Buffer(trying: spec.byteCount)
            buffer.copy(from: source)
            return Tensor(buffer: buffer, spec: spec)
        }
    }

    /// A tensor over memory of somebody else, such as a mapped file, without a copy.
    ///
    /// ```swift
    /// func weights(_ memory: UnsafeRawBufferPointer, _ file: AnyObject & Sendable) throws -> Tensor {
    ///     try Tensor(borrowing: memory, owner: file, shape: [512, 512], dtype: .float32)
    /// }
    /// ```
    /// - Parameters:
    ///   - memory: the elements in row-major order; must not change while the tensor lives.
    ///   - owner: kept alive as long as any tensor refers to the memory; it frees it.
    /// - Throws: ``OpError`` when the number of bytes is not the one the shape and type need, or
    ///   the address is not a multiple of the element's size.
    public init(
        borrowing memory: UnsafeRawBufferPointer, owner: any AnyObject & Sendable, shape: Shape,
        dtype: DType
    ) throws(OpError) {
        let spec = TensorSpec(shape, dtype)
        try Self.requireBytes(memory.count, for: spec)
        guard let base = memory.baseAddress, memory.count > 0 else {
            self.init(buffer: Buffer(byteCount: 0), spec: spec)
            return
        }
        let rest = Int(bitPattern: base) % dtype.byteCount
        guard rest == 0 else {
            throw OpError(
                op: "Tensor",
                problem: "the memory lies \(rest) bytes behind a multiple of \(dtype.byteCount)",
                operands: ["tensor": "\(spec)"],
                fix: "copy it with Tensor(bytes:shape:dtype:)")
        }
        // Nothing writes to it: the engine overwrites only memory from its own pool.
        let buffer = Buffer(
            pointer: UnsafeMutableRawPointer(mutating: base), byteCount: memory.count, owner: owner)
        self.init(buffer: buffer, spec: spec)
    }

    private static func requireBytes(_ count: Int, for spec: TensorSpec) throws(OpError) {
        var needed = spec.dtype.byteCount
        var overflows = false
        for size in spec.shape {
            let product = needed.multipliedReportingOverflow(by: size)
            (needed, overflows) = (product.partialValue, overflows || product.overflow || size < 0)
        }
        guard !overflows, needed == count else {
            throw OpError(
                op: "Tensor",
                problem: overflows
                    ? "\(spec) is no size of memory"
                    : "\(count) bytes do not fill \(spec), which takes \(needed)",
                operands: ["tensor": "\(spec)", "bytes": "\(count)"],
                fix: "give the shape and the type the bytes were written with")
        }
    }
}
