import Glibc
import LaminaGraph

/// How ``Tensor/resized(to:axes:method:antialias:alignCorners:)`` finds elements between others.
public enum ResizeMethod: Sendable, CaseIterable {
    /// The element whose cell holds the point.
    case nearest
    /// The line between two neighbours; over two axes, bilinear.
    case linear
    /// Keys' cubic through four neighbours with `a = -0.5`; over two axes, bicubic.
    case cubic
    /// Lanczos' windowed sinc over six neighbours.
    case lanczos3

    /// The weight of an element at a distance from the point.
    fileprivate func weight(_ distance: Double) -> Double {
        let x = Swift.abs(distance)
        switch self {
        case .nearest: return x <= 0.5 ? 1 : 0
        case .linear: return Swift.max(0, 1 - x)
        case .cubic:
            if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
            return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
        case .lanczos3:
            if x >= 3 { return 0 }
            let t = Double.pi * x
            return x < 1e-6 ? 1 : 3 * Glibc.sin(t) * Glibc.sin(t / 3) / (t * t)
        }
    }
}

extension Tensor {
    /// The tensor seen as samples of a function and sampled anew at other sizes.
    ///
    /// An element stands for the middle of its cell, so that `n` cells cover the same length before
    /// and after; with `alignCorners` the first and the last elements keep their places instead.
    /// Weights that would fall outside are shared among those inside. JAX: `image.resize`; Pillow:
    /// `Image.resize`; PyTorch: `interpolate` with channels last (there `antialias` is off by
    /// default, `nearest` is `nearest-exact` here, and its bicubic without antialias takes
    /// `a = -0.75` and repeats the border).
    /// - Parameters:
    ///   - to: the new sizes, one for each axis.
    ///   - axes: the axes to resize; unless given, all between the first and the last: `[batch, …,
    ///     channels]`.
    ///   - antialias: shrinking averages over all elements that are left out. Not for `nearest`.
    /// - Dtypes: integers and bool are converted to float32, but kept by `nearest`.
    /// - Special values: a NaN or an infinity spreads along the resized axes, but not in `nearest`.
    /// - Source: R. Keys (1981), "Cubic convolution interpolation for digital image processing".
    ///
    /// ```swift
    /// let image = Tensor.ones([1, 32, 48, 3])
    /// image.resized(to: [16, 24]).shape  // [1, 16, 24, 3]
    /// ```
    public func resized(
        to sizes: [Int], axes: [Int]? = nil, method: ResizeMethod = .linear,
        antialias: Bool = true, alignCorners: Bool = false
    ) -> Tensor {
        operation { () throws(OpError) in
            let call = WindowCall(op: "resized", operands: ["x": "\(spec)"])
            guard axes != nil || rank >= 3 else {
                throw call.error(
                    "rank \(rank) leaves no axes between batch and channels", "name the axes")
            }
            let listed = axes ?? Array(1..<rank - 1)
            guard listed.count == sizes.count else {
                throw call.error(
                    "\(sizes.count) sizes for \(listed.count) axes", "give one size for each axis")
            }
            let resolved = try listed.map { axis throws(OpError) in
                try shape.resolve(axis: axis, op: "resized")
            }
            _ = try shape.resolve(axes: resolved, op: "resized")
            var result = method == .nearest || dtype.isFloatingPoint ? self : asType(.float32)
            for (axis, size) in zip(resolved, sizes) {
                guard size > 0, shape[axis] > 0 else {
                    throw call.error(
                        "axis \(axis) goes from \(shape[axis]) elements to \(size)",
                        "sizes start at 1")
                }
                let points = samplePoints(from: shape[axis], to: size, alignCorners)
                result =
                    method == .nearest
                    ? result.picking(points, axis: axis)
                    : result.weighting(points, axis: axis, method, antialias: antialias)
            }
            return result
        }
    }

    private func picking(_ points: [Double], axis: Int) -> Tensor {
        let last = shape[axis] - 1
        // A point on a cell's border belongs to the cell above.
        let indices = points.map {
            Int32(clamping: Swift.min(last, Int(($0 + 0.5).rounded(.down))))
        }
        return along(axis) { $0.gatheredRows(Tensor(indices, shape: [indices.count])) }
    }

    private func weighting(
        _ points: [Double], axis: Int, _ method: ResizeMethod, antialias: Bool
    ) -> Tensor {
        let size = shape[axis]
        if points == (0..<size).map(Double.init) { return self }
        let reach = antialias ? Swift.max(1, Double(size) / Double(points.count)) : 1
        var weights: [Double] = []
        for point in points {
            let row = (0..<size).map { method.weight((point - Double($0)) / reach) }
            let total = row.reduce(0, +)
            weights += row.map { $0 / total }
        }
        let matrix = Tensor(weights, shape: [points.count, size]).asType(dtype)
        return along(axis) {
            LaminaTensor.matmul(matrix, $0.reshaped([size, -1])).reshaped(
                Shape([points.count] + $0.shape.dropFirst()))
        }
    }

    /// Applies a function of the first axis to another one.
    private func along(_ axis: Int, _ function: (Tensor) -> Tensor) -> Tensor {
        if axis == 0 { return function(self) }
        let order = [axis] + shape.indices.filter { $0 != axis }
        var back = Array(1..<rank)
        back.insert(0, at: axis)
        return function(transposed(order)).transposed(back)
    }
}

/// Where the new elements lie, in units of the old ones' distance.
private func samplePoints(from old: Int, to new: Int, _ alignCorners: Bool) -> [Double] {
    (0..<new).map { index in
        if alignCorners { return new == 1 ? 0 : Double(index * (old - 1)) / Double(new - 1) }
        return (Double(index) + 0.5) * Double(old) / Double(new) - 0.5
    }
}
