public import LaminaGraph

// Tensors from Swift numbers and arrays. A literal without a type, such as `[[1, 2.5]]`, becomes
// float32: the initialisers for `Float` are preferred to the generic ones, which take every other
// element type as it is.

extension Tensor {
    /// A number without axes, float32 unless another type is named.
    ///
    /// - dtypes: rounded to the type; an integer type cuts the fraction and wraps, as
    ///   ``asType(_:)`` does, and `bool` is true for every number but 0.
    public init(_ value: Double, dtype: DType = .float32) {
        let buffer = Buffer(byteCount: dtype.byteCount)
        buffer.store(value, as: dtype)
        self.init(buffer: buffer, spec: TensorSpec([], dtype))
    }

    /// One element without axes, in its own type: `Tensor(true)` is bool, `Tensor(7 as Int8)` int8.
    @_disfavoredOverload
    public init<T: TensorElement>(_ value: T) {
        self = Self.made([value], shape: [])
    }

    /// A float32 vector.
    public init(_ elements: [Float]) { self = Self.made(elements, shape: [elements.count]) }

    /// A vector of any element type.
    @_disfavoredOverload
    public init<T: TensorElement>(_ elements: [T]) {
        self = Self.made(elements, shape: [elements.count])
    }

    /// A float32 tensor of the numbers in row-major order.
    ///
    /// - Traps: when the number of elements is not the shape's.
    public init(_ elements: [Float], shape: Shape) { self = Self.made(elements, shape: shape) }

    /// A tensor of the elements in row-major order; the shape's size must be their number.
    ///
    /// Disfavoured, so that literals such as `[0.5, 1]` become float32 and not `Double`'s float64.
    @_disfavoredOverload
    public init<T: TensorElement>(_ elements: [T], shape: Shape) {
        self = Self.made(elements, shape: shape)
    }

    /// A float32 matrix from its rows.
    ///
    /// ```swift
    /// let m = Tensor([[1, 2, 3], [4, 5, 6]])  // [2, 3]
    /// ```
    /// - Traps: when the rows differ in length.
    public init(_ rows: [[Float]]) { self = Self.made(Nested(rows)) }

    /// A matrix of any element type from its rows, which must be of one length.
    @_disfavoredOverload
    public init<T: TensorElement>(_ rows: [[T]]) { self = Self.made(Nested(rows)) }

    /// A float32 tensor of rank 3 from nested arrays of equal lengths.
    public init(_ matrices: [[[Float]]]) { self = Self.made(Nested(matrices)) }

    /// A tensor of rank 3 of any element type from nested arrays of equal lengths.
    @_disfavoredOverload
    public init<T: TensorElement>(_ matrices: [[[T]]]) { self = Self.made(Nested(matrices)) }

    /// A float32 tensor of rank 4 from nested arrays of equal lengths.
    public init(_ blocks: [[[[Float]]]]) { self = Self.made(Nested(blocks)) }

    /// A tensor of rank 4 of any element type from nested arrays of equal lengths.
    @_disfavoredOverload
    public init<T: TensorElement>(_ blocks: [[[[T]]]]) { self = Self.made(Nested(blocks)) }

    private static func made<T: TensorElement>(_ nested: Nested<T>) -> Tensor {
        operation { () throws(OpError) in
            if let ragged = nested.ragged {
                throw OpError(
                    op: "Tensor", problem: ragged,
                    operands: [:], fix: "make all rows equally long; pad the short ones")
            }
            return made(nested.elements, shape: Shape(nested.sizes))
        }
    }

    private static func made<T: TensorElement>(_ elements: [T], shape: Shape) -> Tensor {
        operation { () throws(OpError) in
            guard elements.count == shape.elementCount, shape.allSatisfy({ $0 >= 0 }) else {
                throw OpError(
                    op: "Tensor", problem: "\(elements.count) elements do not fill \(shape)",
                    operands: ["elements": "\(elements.count)"],
                    fix: "give \(shape.elementCount) elements, or another shape")
            }
            let buffer = try Buffer(trying: elements.count * T.dtype.byteCount)
            elements.withUnsafeBytes { buffer.copy(from: $0) }
            return Tensor(buffer: buffer, spec: TensorSpec(shape, T.dtype))
        }
    }
}

/// Nested arrays as elements in row-major order with the sizes of the axes.
private struct Nested<T: TensorElement> {
    var elements: [T]
    var sizes: [Int]
    /// Which part differs in size from the first, and how.
    var ragged: String?

    init(_ row: [T]) { (elements, sizes) = (row, [row.count]) }

    init(_ rows: [[T]]) { self.init(joining: rows.map { Nested($0) }, rank: 2) }

    init(_ matrices: [[[T]]]) { self.init(joining: matrices.map { Nested($0) }, rank: 3) }

    init(_ blocks: [[[[T]]]]) { self.init(joining: blocks.map { Nested($0) }, rank: 4) }

    private init(joining parts: [Nested], rank: Int) {
        // Of no parts nothing says how large they would be.
        let inner = parts.first?.sizes ?? Array(repeating: 0, count: rank - 1)
        sizes = [parts.count] + inner
        elements = []
        elements.reserveCapacity(sizes.reduce(1, *))
        for (index, part) in parts.enumerated() {
            elements += part.elements
            if let inside = part.ragged {
                ragged = ragged ?? "in element \(index), \(inside)"
            } else if part.sizes != inner {
                ragged = ragged ?? Self.difference(index, part.sizes, inner)
            }
        }
    }

    private static func difference(_ index: Int, _ sizes: [Int], _ first: [Int]) -> String {
        sizes.count == 1
            ? "row \(index) has \(sizes[0]) elements and row 0 has \(first[0])"
            : "element \(index) has the shape \(Shape(sizes)) and element 0 \(Shape(first))"
    }
}
