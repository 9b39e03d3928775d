import LaminaGraph

extension Tensor: CustomStringConvertible {
    /// The elements in nested brackets and aligned columns as NumPy prints them, then type and
    /// shape; computes the value if need be.
    ///
    /// ```swift
    /// print(Tensor([[1, 2.5], [-3, 100]]))
    /// // [[  1. ,   2.5],
    /// //  [ -3. , 100. ]] : float32 [2, 2]
    /// ```
    /// Fractions have at most 8 digits behind the point, and as few as tell the number from its
    /// neighbours in its type; very large or very unequal numbers have an exponent. Of more than
    /// 1000 elements each axis shows its first and last three. Lines end before column 75.
    public var description: String {
        BracketedText(shape, elements: elementTexts).text + " : \(spec)"
    }
}

/// Nested brackets around the texts of a tensor's elements.
struct BracketedText {
    private let shape: Shape
    private let isSummary: Bool
    private var texts: [String] = []

    /// The most elements that are all shown.
    private static let threshold = 1000
    /// How many elements a summary shows at each end of an axis.
    private static let edge = 3
    /// The longest line, in characters.
    private static let width = 75

    /// - Parameter elements: gives the texts of the elements at these row-major offsets.
    init(_ shape: Shape, elements: ([Int]) -> [String]) {
        self.shape = shape
        isSummary = shape.elementCount > Self.threshold
        texts = elements(offsets(axis: 0, from: 0))
    }

    var text: String {
        if shape.elementCount == 0 { return "[]" }
        var rest = texts[...]
        return block(axis: 0, indent: " ", width: Self.width, &rest)
    }

    /// The positions shown along an axis, nil where some are left out.
    private func shown(_ axis: Int) -> [Int?] {
        let size = shape[axis]
        guard isSummary, size > 2 * Self.edge else { return Array(0..<size) }
        return Array(0..<Self.edge) + [nil] + Array(size - Self.edge..<size)
    }

    private func offsets(axis: Int, from start: Int) -> [Int] {
        guard axis < shape.rank else { return [start] }
        let stride = shape.strides[axis]
        return shown(axis).compactMap(\.self).flatMap {
            offsets(axis: axis + 1, from: start + $0 * stride)
        }
    }

    private func block(
        axis: Int, indent: String, width: Int, _ rest: inout ArraySlice<String>
    ) -> String {
        guard axis < shape.rank else { return rest.removeFirst() }
        let isRow = axis == shape.rank - 1
        let parts = shown(axis).map { position in
            position == nil
                ? "..." : block(axis: axis + 1, indent: indent + " ", width: width - 1, &rest)
        }
        guard isRow else {
            let lineEnd = "," + String(repeating: "\n", count: shape.rank - axis - 1)
            return "[" + parts.joined(separator: lineEnd + indent) + "]"
        }
        return "[" + Self.wrapped(parts, indent: indent, width: width - 1) + "]"
    }

    /// Words with commas between, broken into lines that leave room for one more character.
    private static func wrapped(_ words: [String], indent: String, width: Int) -> String {
        var (lines, line) = ([String](), "")
        for (number, word) in words.enumerated() {
            if !line.isEmpty, indent.count + line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word + (number < words.count - 1 ? "," : "")
        }
        return (lines + [line]).joined(separator: "\n" + indent)
    }
}
