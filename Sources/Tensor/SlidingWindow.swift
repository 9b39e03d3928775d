import LaminaGraph

/// One number for all axes of a sliding window, or one for each: `stride: 2` or `stride: [2, 1]`.
public protocol AxisSizes: Sendable {
    /// The numbers, one for each of `count` axes; `nil` where the list has another length.
    func sizes(count: Int) -> [Int]?
}

extension Int: AxisSizes {
    /// The number, repeated.
    public func sizes(count: Int) -> [Int]? { Array(repeating: self, count: count) }
}

extension Array: AxisSizes where Element == Int {
    /// The list itself, if it has `count` numbers.
    public func sizes(count: Int) -> [Int]? { self.count == count ? self : nil }
}

/// How a sliding window treats the border.
public enum WindowPadding: Hashable, Sendable {
    /// Windows lie inside the input.
    case valid
    /// The output has `⌈input / stride⌉` positions; an odd element more goes to the end.
    case same
    /// This many elements on each side.
    case symmetric(Int)
    /// This many elements before and after, for each axis: `.explicit(before: [1, 0], after: [1, 2])`.
    case explicit(before: [Int], after: [Int])
}

/// The geometry of a window that slides along some axes.
struct SlidingWindow {
    var sizes: [Int]
    var strides: [Int]
    var dilations: [Int]
    var before: [Int]
    var after: [Int]

    /// Along each axis, the elements from the first to the last that one window touches.
    var spans: [Int] { zip(sizes, dilations).map { ($0 - 1) * $1 + 1 } }

    /// Reads a call's arguments; `inputs` are the sizes of the axes along which the window slides.
    init(
        _ call: WindowCall, inputs: [Int], sizes: [Int], stride: any AxisSizes,
        dilation: any AxisSizes = 1, padding: WindowPadding
    ) throws(OpError) {
        self.sizes = sizes
        strides = try call.positive(stride, "stride", count: sizes.count)
        dilations = try call.positive(dilation, "dilation", count: sizes.count)
        (before, after) = (sizes.map { _ in 0 }, sizes.map { _ in 0 })
        for (axis, size) in sizes.enumerated() where size < 1 {
            throw call.error(
                "the window has size \(size) along axis \(axis + 1)", "give sizes of at least 1")
        }
        switch padding {
        case .valid: break
        case .symmetric(let count):
            before = sizes.map { _ in count }
            after = before
        case .explicit(let before, let after):
            guard before.count == sizes.count, after.count == sizes.count else {
                throw call.error(
                    "padding lists \(before.count) and \(after.count) sizes for \(sizes.count) axes",
                    "give \(sizes.count) sizes before and \(sizes.count) after")
            }
            (self.before, self.after) = (before, after)
        case .same:
            for axis in sizes.indices {
                let positions = (inputs[axis] + strides[axis] - 1) / strides[axis]
                let total = (positions - 1) * strides[axis] + spans[axis] - inputs[axis]
                before[axis] = Swift.max(0, total) / 2
                after[axis] = Swift.max(0, total) - before[axis]
            }
        }
        if let negative = (before + after).first(where: { $0 < 0 }) {
            throw call.error("padding of \(negative) elements", "cut with slice(_:axis:) instead")
        }
    }

    /// How often the window fits along each axis.
    func positions(_ call: WindowCall, inputs: [Int]) throws(OpError) -> [Int] {
        var positions: [Int] = []
        for axis in sizes.indices {
            guard
                let count = windowPositions(
                    input: inputs[axis], size: sizes[axis], stride: strides[axis],
                    dilation: dilations[axis], before: before[axis], after: after[axis])
            else {
                let room = inputs[axis] + before[axis] + after[axis]
                throw call.error(
                    "the window spans \(spans[axis]) elements of axis \(axis + 1), which has "
                        + "\(room) with its padding",
                    "pad with padding: .same, or use a smaller window")
            }
            positions.append(count)
        }
        return positions
    }

    /// Without the first axis.
    func dropFirst() -> SlidingWindow {
        var rest = self
        rest.sizes.removeFirst()
        rest.strides.removeFirst()
        rest.dilations.removeFirst()
        rest.before.removeFirst()
        rest.after.removeFirst()
        return rest
    }

    /// With a first axis along which the window takes each element alone.
    func withUnitAxis() -> SlidingWindow {
        var more = self
        more.sizes.insert(1, at: 0)
        more.strides.insert(1, at: 0)
        more.dilations.insert(1, at: 0)
        more.before.insert(0, at: 0)
        more.after.insert(0, at: 0)
        return more
    }

    /// The padding of two axes as the primitives take it.
    var padding: Padding {
        Padding(top: before[0], bottom: after[0], left: before[1], right: after[1])
    }
}

/// A call of an operation with a sliding window, for its messages.
struct WindowCall {
    let op: String
    let operands: KeyValuePairs<String, String>

    func error(_ problem: String, _ fix: String) -> OpError {
        OpError(op: op, problem: problem, operands: operands, fix: fix)
    }

    func sizes(_ sizes: any AxisSizes, _ label: String, count: Int) throws(OpError) -> [Int] {
        guard let list = sizes.sizes(count: count) else {
            throw error(
                "\(label) \(sizes) does not fit \(count) axes",
                "give one number, or a list of \(count)")
        }
        return list
    }

    func positive(_ sizes: any AxisSizes, _ label: String, count: Int) throws(OpError) -> [Int] {
        let list = try self.sizes(sizes, label, count: count)
        guard let wrong = list.first(where: { $0 < 1 }) else { return list }
        throw error("\(label) is \(wrong)", "use a \(label) of at least 1")
    }
}
