import LaminaGraph

/// Makes arrays of tensors that are views of storages.
struct TorchViews {
    private let container: TorchContainer
    /// A view may repeat its elements (stride 0), so that a small file describes an array of any
    /// size; copies of all views together are bounded.
    private var copyBytesLeft: Int

    init(_ container: TorchContainer, fileCount: Int) {
        self.container = container
        copyBytesLeft = 1 << 26 + 4 * fileCount
    }

    /// The tensor's elements: in place where they lie in row-major order, else copied.
    mutating func array(
        _ record: TorchTensorRecord, name: String
    ) throws(FileError) -> StoredArray {
        func fault(_ problem: String, _ fix: String = "write the file again") -> FileError {
            FileError(
                path: container.path, at: .byte(record.position),
                problem: "tensor '\(name)' \(problem)", fix: fix)
        }
        let (dtype, shape) = (record.dtype, record.shape)
        let size = dtype.byteCount
        guard let count = StoredArray.elementCount(shape, byteCount: size) else {
            throw fault(StoredArray.refusal(shape), "reshape it in Python")
        }
        guard let storage = region(record.storage) else {
            throw fault("is a view of storage '\(record.storage.key)', which has another size")
        }
        guard count > 0 else {
            return StoredArray(dtype: dtype, shape: shape, bytes: storage[0..<0])
        }
        let end = lastElement(record).flatMap { last -> Int? in
            let (end, overflow) = last.multipliedReportingOverflow(by: size)
            return overflow || end > storage.count - size ? nil : end + size
        }
        guard end != nil else {
            throw fault("reaches beyond storage '\(record.storage.key)' of \(storage.count) bytes")
        }
        let isInOrder = StridedCopy.isRowMajor(shape, strides: record.strides)
        let bytes: ByteRegion
        if isInOrder, !container.isBigEndian || StridedCopy.wordSize(dtype) == 1 {
            bytes = storage[record.offset * size..<(record.offset + count) * size]
        } else {
            guard count * size <= copyBytesLeft else {
                throw fault(
                    "takes \(count * size) bytes as a view of \(storage.count)",
                    "save its contiguous part, before it is expanded")
            }
            copyBytesLeft -= count * size
            bytes = StridedCopy.rowMajor(
                storage, offset: record.offset, shape: shape, strides: record.strides,
                dtype: dtype, swapping: container.isBigEndian ? StridedCopy.wordSize(dtype) : 1)
        }
        if let bad = StoredArray.badBoolean(bytes, dtype) {
            throw fault("is bool and holds a byte \(bad); only 0 and 1 are allowed")
        }
        return StoredArray(dtype: dtype, shape: shape, bytes: bytes)
    }

    /// The storage's bytes, or its part's; nil if they are not as many as the pickle says.
    private func region(_ storage: PickleValue.Storage) -> ByteRegion? {
        let size = storage.dtype?.byteCount ?? 1
        let (expected, overflow) = storage.count.multipliedReportingOverflow(by: size)
        guard !overflow, let bytes = container.storages[storage.key], bytes.count == expected else {
            return nil
        }
        guard let view = storage.view else { return bytes }
        return bytes[view.lowerBound * size..<view.upperBound * size]
    }

    /// The place of the last element, `offset + Σ (size - 1)·stride`; nil if that overflows.
    private func lastElement(_ record: TorchTensorRecord) -> Int? {
        var last = record.offset
        for (size, stride) in zip(record.shape, record.strides) {
            let (reach, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, carry) = last.addingReportingOverflow(reach)
            guard !overflow, !carry else { return nil }
            last = sum
        }
        return last
    }
}
