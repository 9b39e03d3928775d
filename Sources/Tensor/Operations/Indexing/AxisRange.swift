import LaminaGraph

/// The positions that an index takes of one axis: `count` of them, `step` apart, rising from `start`,
/// and then perhaps read backwards.
struct AxisRange: Equatable {
    var start: Int
    var count: Int
    var step: Int
    var isReversed = false

    /// The position behind the last one.
    var limit: Int { count == 0 ? start : start + (count - 1) * step + 1 }

    /// The whole of an axis.
    init(whole size: Int) { (start, count, step) = (0, size, 1) }

    /// One position.
    init(
        position: Int, axis: Int, size: Int, op: String, of x: TensorSpec
    ) throws(OpError) {
        (start, count, step) = (
            try Self.resolve(position, axis: axis, size: size, op: op, of: x), 1, 1
        )
    }

    /// The position counted from the front.
    static func resolve(
        _ position: Int, axis: Int, size: Int, op: String, of x: TensorSpec
    ) throws(OpError) -> Int {
        let resolved = position < 0 ? position + size : position
        guard (0..<size).contains(resolved) else {
            throw OpError(
                op: op,
                problem: "index \(position) is out of range for axis \(axis) of size \(size)",
                operands: ["x": "\(x)"],
                fix: size == 0
                    ? "the axis is empty" : "use an index from \(-size) to \(size - 1)")
        }
        return resolved
    }

    /// A range or a stride.
    init(
        from: Int?, to: Int?, step: Int, includesEnd: Bool, axis: Int, size: Int, op: String,
        of x: TensorSpec
    ) throws(OpError) {
        let text = Self.text(from, to, step, includesEnd)
        guard step != 0 else {
            throw OpError(
                op: op, problem: "\(text) never leaves its start on axis \(axis)",
                operands: ["x": "\(x)"], fix: "use a step other than 0")
        }
        func place(_ bound: Int) -> Int { bound < 0 ? bound + size : bound }
        // One step before the first position and one behind the last are where loops end.
        let first = from.map(place) ?? (step > 0 ? 0 : size - 1)
        let end = to.map { place($0) + (includesEnd ? 1 : 0) } ?? (step > 0 ? size : -1)
        let isInside =
            step > 0
            ? (0...size).contains(first) && (0...size).contains(end)
            : (from == nil || (0..<size).contains(first))
                && (to == nil || (0..<size).contains(end))
        guard isInside else {
            throw OpError(
                op: op, problem: "\(text) does not lie inside axis \(axis) of size \(size)",
                operands: ["x": "\(x)"],
                fix: "use positions from 0 to \(step > 0 ? size : size - 1), or negative ones, "
                    + "which count from the end")
        }
        // 3..<1 cannot be written, so a range that runs backwards mixes both ways of counting.
        guard step < 0 || first <= end else {
            throw OpError(
                op: op,
                problem: "\(text) runs backwards, from \(first) to \(end), on axis \(axis) "
                    + "of size \(size)",
                operands: ["x": "\(x)"],
                fix: to == 0
                    ? "write (\(from ?? 0))... for everything from there on"
                    : "give a start before the end, or a negative step")
        }
        count = Swift.max(
            0, (step > 0 ? end - first + step - 1 : first - end - step - 1) / abs(step))
        self.step = abs(step)
        isReversed = step < 0 && count > 1
        start = count == 0 ? 0 : step > 0 ? first : first + (count - 1) * step
    }

    private static func text(_ from: Int?, _ to: Int?, _ step: Int, _ includesEnd: Bool) -> String {
        let (start, end) = (from.map(String.init) ?? "", to.map(String.init) ?? "")
        if step == 1 { return "range \(start)\(includesEnd || to == nil ? "..." : "..<")\(end)" }
        let places = [from.map { "from: \($0), " }, to.map { "to: \($0), " }].compactMap(\.self)
        return "strided(\(places.joined())by: \(step))"
    }
}

private func abs(_ number: Int) -> Int { Swift.abs(number) }
