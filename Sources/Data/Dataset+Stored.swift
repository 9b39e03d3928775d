public import LaminaFormats
public import LaminaGraph

extension Dataset {
    /// Examples that lie in a file and are read when a batch needs them, so that the file may be
    /// larger than memory: an npy file, or any file of numbers one after another.
    ///
    /// ```swift
    /// let inputs = try Npy.read(contentsOf: "features.npy")   // mapped, not read
    /// let targets = Dataset.Targets.labels([0, 1, 0], classNames: ["no", "yes"])
    /// let data = try Dataset(name: "features", stored: inputs, targets: targets)
    /// ```
    /// - Parameter inputs: `[count] + example shape`, of any real type; numbers become float32 as they
    ///   are, bytes too.
    /// - Throws: ``DatasetError`` as the other initialisers do, and for complex numbers.
    public init(
        name: String, stored inputs: StoredArray, targets: Targets
    ) throws(DatasetError) {
        guard !inputs.dtype.isComplex, inputs.shape.count > 0 else {
            throw DatasetError(
                dataset: name, problem: "\(inputs.dtype) \(inputs.shape) are no examples",
                fix: "store real numbers with the examples along the first axis")
        }
        try self.init(
            name: name, inputs: .stored(inputs), exampleShape: Array(inputs.shape.dropFirst()),
            targets: targets)
    }

    /// Examples in a file without a header of its own kind: `dtype` numbers, little-endian, example
    /// after example, from byte `offset` to the end.
    ///
    /// - Throws: ``FileError`` if the rest of the file is no whole number of examples; otherwise as
    ///   the other initialisers do.
    public init(
        name: String, contentsOf path: String, dtype: DType, exampleShape: [Int], offset: Int = 0,
        targets: Targets
    ) throws {
        let file = ByteRegion(try MappedFile(path: path))
        let size = exampleShape.reduce(dtype.byteCount, *)
        guard offset >= 0, offset <= file.count, size > 0, (file.count - offset) % size == 0 else {
            throw FileError(
                path: path,
                problem:
                    "\(file.count) bytes from byte \(offset) on are no whole number of examples"
                    + " of \(size) bytes", fix: "check type, shape and offset")
        }
        let count = (file.count - offset) / size
        try self.init(
            name: name,
            stored: StoredArray(
                dtype: dtype, shape: [count] + exampleShape, bytes: file[offset..<file.count]),
            targets: targets)
    }
}

extension StoredArray {
    /// The numbers at `places`, counted in elements, as float32.
    func floats(_ places: Range<Int>) -> [Float] {
        let width = dtype.byteCount
        let part = bytes[places.lowerBound * width..<places.upperBound * width]
        func numbers<T: BinaryInteger & BitwiseCopyable>(_ type: T.Type) -> [Float] {
            part.array(of: type).map { Float($0) }
        }
        switch dtype {
        case .float32: return part.array(of: Float.self)
        case .float64: return part.array(of: Double.self).map { Float($0) }
        case .float16: return part.array(of: UInt16.self).map { Float(Float16(bitPattern: $0)) }
        case .bfloat16:
            return part.array(of: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
        case .int8: return numbers(Int8.self)
        case .int16: return numbers(Int16.self)
        case .int32: return numbers(Int32.self)
        case .int64: return numbers(Int64.self)
        case .uint8, .bool: return numbers(UInt8.self)
        case .uint16: return numbers(UInt16.self)
        case .uint32: return numbers(UInt32.self)
        case .uint64: return numbers(UInt64.self)
        case .complex64, .complex128:
            preconditionFailure("a data set of complex numbers is refused when it is made")
        }
    }
}
