import LaminaGraph

/// NumPy's file of one array, as `numpy.save` writes and `numpy.load` reads it.
///
/// Layout: the bytes `93 NUMPY`, the version (1.0, 2.0 or 3.0), the header's length, the header (a
/// Python dictionary of `descr`, `fortran_order` and `shape`), the elements.
///
/// ```swift
/// try Npy.write(StoredArray(Tensor([1, 2, 3], shape: [3])), to: "x.npy")
/// let x = try Npy.read(contentsOf: "x.npy").tensor
/// ```
///
/// - Source: NumPy enhancement proposal 1, and numpy/lib/format.py (2.4). Deviations: bytes after
///   the array are refused, and so are records, text, dates and Python objects.
public enum Npy {
    /// Reads the file at `path`. Little-endian arrays in C order stay in the mapped file; others
    /// are brought into that order in memory of their own.
    ///
    /// - Throws: what is wrong with the file, with the byte of the fault.
    public static func read(contentsOf path: String) throws(FileError) -> StoredArray {
        try parse(ByteRegion(MappedFile(path: path)), path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package static func parse(_ file: ByteRegion, path: String) throws(FileError) -> StoredArray {
        let header = try NpyHeader(parsing: file, path: path)
        let (shape, dtype) = (header.shape, header.dtype)
        guard let expected = StoredArray.byteCount(dtype: dtype, shape: shape) else {
            throw FileError(
                path: path, at: .byte(0), problem: "the array \(StoredArray.refusal(shape))",
                fix: "check what wrote the file; merge axes with numpy.reshape")
        }
        let data = file[header.end..<file.count]
        guard data.count == expected else {
            throw FileError(
                path: path, at: .byte(min(file.count, header.end + expected)),
                problem:
                    "\(dtype) \(shape) takes \(expected) bytes, \(data.count) follow the header",
                fix: data.count < expected
                    ? SafeTensors.getAnother : "save one array a file, or use numpy.savez")
        }
        if let bad = StoredArray.badBoolean(data, dtype) {
            throw FileError(
                path: path, at: .byte(header.end),
                problem: "the array is bool and holds a byte \(bad); only 0 and 1 are allowed",
                fix: "save it as uint8")
        }
        let strides = StridedCopy.fortranStrides(shape)
        let swapping = header.isBigEndian ? StridedCopy.wordSize(dtype) : 1
        let isInOrder = !header.isFortranOrder || StridedCopy.isRowMajor(shape, strides: strides)
        guard !isInOrder || swapping > 1 else {
            return StoredArray(dtype: dtype, shape: shape, bytes: data)
        }
        let copied = StridedCopy.rowMajor(
            data, shape: isInOrder ? [expected / dtype.byteCount] : shape,
            strides: isInOrder ? [1] : strides, dtype: dtype, swapping: swapping)
        return StoredArray(dtype: dtype, shape: shape, bytes: copied)
    }

    /// Writes the file at `path`, all or nothing (see ``AtomicFile``), with the bytes that
    /// `numpy.save` writes.
    ///
    /// - Parameter fortranOrder: whether the first axis is to be the innermost one in the file.
    /// - Throws: also for `bfloat16`, for which NumPy has no type.
    public static func write(
        _ array: StoredArray, to path: String, fortranOrder: Bool = false
    ) throws(FileError) {
        let (header, data) = try encoded(array, path: path, fortranOrder: fortranOrder)
        try AtomicFile.write(to: path, byteCount: header.count + data.count) {
            output throws(FileError) in
            try output.write(header)
            try data.withUnsafeBytes { bytes throws(FileError) in try output.write(bytes) }
        }
    }

    static func encoded(
        _ array: StoredArray, path: String, fortranOrder: Bool = false
    ) throws(FileError) -> (header: [UInt8], data: ByteRegion) {
        guard let name = array.dtype.npyName else {
            throw FileError(
                path: path, problem: "NumPy has no type \(array.dtype)",
                fix: "convert with asType(.float32), or write safetensors")
        }
        let strides = StridedCopy.fortranStrides(array.shape)
        let isTurned = fortranOrder && !StridedCopy.isRowMajor(array.shape, strides: strides)
        let header = NpyHeader.text(of: array, dtypeName: name, isFortranOrder: isTurned)
        guard isTurned else { return (header, array.bytes) }
        // Fortran order is row-major order of the axes turned round.
        var (step, rowMajor) = (1, [Int](repeating: 0, count: array.shape.count))
        for axis in array.shape.indices.reversed() {
            rowMajor[axis] = step
            step *= max(array.shape[axis], 1)
        }
        let turned = StridedCopy.rowMajor(
            array.bytes, shape: array.shape.reversed(), strides: rowMajor.reversed(),
            dtype: array.dtype)
        return (header, turned)
    }
}
