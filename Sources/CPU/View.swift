import LaminaGraph

/// How a node's elements lie in the memory of a value: element `[i, j, …]` is found
/// `offset + i * strides[0] + j * strides[1] + …` elements from its start.
///
/// Broadcasts, transposes, slices, reversals and most reshapes only make another view and move nothing.
struct View {
    var value: Int
    /// In elements.
    var offset: Int
    var shape: Shape
    /// In elements; 0 along a broadcast axis, negative along a reversed one.
    var strides: InlineInts

    /// A whole value in row-major order.
    init(contiguous value: Int, _ shape: Shape, offset: Int = 0) {
        (self.value, self.offset) = (value, offset)
        (self.shape, strides) = (shape, shape.strides)
    }

    private init(_ base: View, _ shape: Shape, _ strides: InlineInts, offset: Int? = nil) {
        (value, self.offset) = (base.value, offset ?? base.offset)
        (self.shape, self.strides) = (shape, strides)
    }

    /// Whether the elements follow one another in row-major order.
    var isContiguous: Bool {
        if shape.contains(0) { return true }
        var step = 1
        for axis in shape.indices.reversed() where shape[axis] != 1 {
            if strides[axis] != step { return false }
            step *= shape[axis]
        }
        return true
    }

    func transposed(_ axes: InlineInts) -> View {
        View(
            self, Shape(axes.lazy.map { self.shape[$0] }),
            InlineInts(axes.lazy.map { self.strides[$0] }))
    }

    /// With the last two axes swapped.
    var matricesTransposed: View {
        var axes = InlineInts(shape.indices)
        axes[shape.rank - 2] = shape.rank - 1
        axes[shape.rank - 1] = shape.rank - 2
        return transposed(axes)
    }

    /// The last two axes at index 0 of all others.
    var firstMatrix: View {
        View(self, Shape(shape.suffix(2)), InlineInts(strides.suffix(2)))
    }

    func broadcast(to shape: Shape, axes: InlineInts) -> View {
        var strides = InlineInts(shape.lazy.map { _ in 0 })
        for (axis, target) in axes.enumerated() where self.shape[axis] == shape[target] {
            strides[target] = self.strides[axis]
        }
        return View(self, shape, strides)
    }

    func sliced(_ starts: InlineInts, _ steps: InlineInts, to shape: Shape) -> View {
        var (offset, strides) = (self.offset, self.strides)
        for axis in shape.indices {
            offset += starts[axis] * strides[axis]
            strides[axis] *= steps[axis]
        }
        return View(self, shape, strides, offset: offset)
    }

    /// The listed axes read from their last element on.
    func reversed(_ axes: InlineInts) -> View {
        var (offset, strides) = (self.offset, self.strides)
        for axis in axes where shape[axis] > 0 {
            offset += (shape[axis] - 1) * strides[axis]
            strides[axis] = -strides[axis]
        }
        return View(self, shape, strides, offset: offset)
    }

    /// Complex elements as real ones of half the size, both parts along a new last axis.
    var parts: View {
        View(
            self, Shape(Array(shape) + [2]), InlineInts(strides.lazy.map { 2 * $0 } + [1]),
            offset: 2 * offset)
    }

    /// Pairs along the last axis as complex elements; nil where they do not lie together.
    var pairs: View? {
        let outer = shape.rank - 1
        let liesInPairs =
            strides[outer] == 1 && offset % 2 == 0
            && (0..<outer).allSatisfy { strides[$0] % 2 == 0 || shape[$0] == 1 }
        guard liesInPairs else { return nil }
        return View(
            self, Shape(shape.prefix(outer)), InlineInts((0..<outer).lazy.map { strides[$0] / 2 }),
            offset: offset / 2)
    }

    /// The same elements under another shape, or nil where no strides express that.
    func reshaped(to shape: Shape) -> View? {
        if isContiguous { return View(contiguous: value, shape, offset: offset) }
        // Runs of old and of new axes with equal products correspond (NumPy's rule); an old run
        // must be one progression.
        let old = self.shape.indices.filter { self.shape[$0] != 1 }
        var strides = InlineInts(shape.lazy.map { _ in 0 })
        var (i, n) = (0, 0)
        while i < old.count, n < shape.rank {
            let first = (i, n)
            var (oldSize, newSize) = (self.shape[old[i]], shape[n])
            while oldSize != newSize {
                if newSize < oldSize {
                    n += 1
                    newSize *= shape[n]
                } else {
                    i += 1
                    oldSize *= self.shape[old[i]]
                    let inner = self.strides[old[i]] * self.shape[old[i]]
                    if self.strides[old[i - 1]] != inner { return nil }
                }
            }
            var step = self.strides[old[i]]
            for axis in (first.1...n).reversed() {
                strides[axis] = step
                step *= shape[axis]
            }
            (i, n) = (i + 1, n + 1)
        }
        return View(self, shape, strides)
    }
}
