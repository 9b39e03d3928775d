import LaminaGraph

/// What may stand between the brackets of `x[…]`, one for each axis.
///
/// | index | takes | its axis |
/// |---|---|---|
/// | `3`, `-1` | one position, negative ones counted from the end | disappears |
/// | `1..<4`, `1...3`, `2...`, `..<5`, `...5` | the positions of a range | stays |
/// | `.strided(from:to:by:)` | every so many positions, backwards too | stays |
/// | `.all` | the whole axis | stays |
/// | `.ellipsis` | as many whole axes as are left | stay |
/// | `.newAxis` | none | an axis of size 1 is put in |
/// | `[2, 0, 2]` | the listed positions, in this order | stays |
/// | an integer tensor | the positions it holds | becomes the tensor's axes |
/// | a bool tensor | the positions where it is true, as many axes as it has | become one axis |
///
/// Axes without an index are taken whole.
public protocol TensorIndex: Sendable {
    /// The index in the one form that all of them come to.
    var term: IndexTerm { get }
}

/// One index of a subscript, of any kind.
public struct IndexTerm: TensorIndex {
    package enum Kind: Sendable {
        case position(Int)
        /// `from` and `to` may be negative, or left out for the ends; `includesEnd` counts `to` in.
        case range(from: Int?, to: Int?, step: Int, includesEnd: Bool)
        case ellipsis, newAxis
        case positions([Int])
        case tensor(Tensor)
    }

    package let kind: Kind

    /// Itself.
    public var term: IndexTerm { self }

    fileprivate static func range(
        _ from: Int?, _ to: Int?, by step: Int = 1, includesEnd: Bool = false
    ) -> IndexTerm {
        IndexTerm(kind: .range(from: from, to: to, step: step, includesEnd: includesEnd))
    }
}

extension TensorIndex where Self == IndexTerm {
    /// As many whole axes as the other indices leave. NumPy: `...`.
    public static var ellipsis: IndexTerm { IndexTerm(kind: .ellipsis) }

    /// An axis of size 1, put in at this place. NumPy: `None`.
    public static var newAxis: IndexTerm { IndexTerm(kind: .newAxis) }

    /// A whole axis. NumPy: `:`.
    public static var all: IndexTerm { .range(nil, nil) }

    /// Every `step`-th position from `start` on, up to and without `end`; negative steps go backwards.
    ///
    /// A position left out is the end of the axis that lies that way; negative positions count from
    /// the end. NumPy: `start:end:step`.
    ///
    /// ```swift
    /// let x = Tensor([0, 1, 2, 3, 4])
    /// x[.strided(by: -1)].array()                 // [4, 3, 2, 1, 0]
    /// x[.strided(from: 1, to: -1, by: 2)].array()  // [1, 3]
    /// ```
    public static func strided(
        from start: Int? = nil, to end: Int? = nil, by step: Int = 1
    ) -> IndexTerm {
        .range(start, end, by: step)
    }
}

extension Int: TensorIndex {
    /// One position; negative ones count from the end.
    public var term: IndexTerm { IndexTerm(kind: .position(self)) }
}

extension Range: TensorIndex where Bound == Int {
    /// The positions of the range; negative ones count from the end.
    public var term: IndexTerm { .range(lowerBound, upperBound) }
}

extension ClosedRange: TensorIndex where Bound == Int {
    /// The positions of the range; negative ones count from the end.
    public var term: IndexTerm { .range(lowerBound, upperBound, includesEnd: true) }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
    /// The positions from the bound on; a negative one counts from the end.
    public var term: IndexTerm { .range(lowerBound, nil) }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
    /// The positions before the bound; a negative one counts from the end.
    public var term: IndexTerm { .range(nil, upperBound) }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
    /// The positions up to and with the bound; a negative one counts from the end.
    public var term: IndexTerm { .range(nil, upperBound, includesEnd: true) }
}

extension Array: TensorIndex where Element == Int {
    /// The listed positions; negative ones count from the end.
    public var term: IndexTerm { IndexTerm(kind: .positions(self)) }
}

extension Tensor: TensorIndex {
    /// The positions that the tensor holds, or where it is true.
    public var term: IndexTerm { IndexTerm(kind: .tensor(self)) }
}
