import LaminaGraph

/// How well clusters are apart: the mean of `(b - a) / max(a, b)` over the examples, with `a` the mean
/// Euclidean distance to the others of its cluster and `b` that to the nearest other cluster.
///
/// In -1...1: near 1 for tight clusters far apart, below 0 for examples in the wrong one. An example
/// alone in its cluster counts as 0. The points are stored, as each is compared with all.
///
/// Source: Rousseeuw (1987), eq. 2; scikit-learn's `silhouette_score`.
public struct Silhouette: StreamingMetric {
    private var points: [[Double]] = []
    private var clusters: [Int] = []

    /// No examples yet.
    public init() {}

    /// All examples.
    public var count: Int { points.count }

    /// Adds one example; another number of coordinates than before traps.
    public mutating func add(point: [Double], cluster: Int) {
        require(
            points.first.map { $0.count == point.count } ?? true,
            "Silhouette: a point of \(point.count) coordinates after points of "
                + "\(points.first?.count ?? 0)")
        points.append(point)
        clusters.append(cluster)
    }

    /// Adds another's examples; the cluster numbers must mean the same.
    public mutating func merge(_ other: Silhouette) {
        for (point, cluster) in zip(other.points, other.clusters) {
            add(point: point, cluster: cluster)
        }
    }

    /// The mean over all examples; nil unless there are at least two clusters, and one of them has two
    /// examples.
    ///
    /// - Complexity: O(n²·d).
    public var value: Double? {
        let numbers = Set(clusters).sorted()
        guard numbers.count >= 2, numbers.count < count else { return nil }
        let place = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
        let own = clusters.map { place[$0] ?? 0 }
        var sizes = Array(repeating: 0, count: numbers.count)
        for cluster in own { sizes[cluster] += 1 }
        let total = points.indices.reduce(0) { sum, index in
            sum + score(of: index, own: own, sizes: sizes)
        }
        return total / Double(count)
    }

    private func score(of index: Int, own: [Int], sizes: [Int]) -> Double {
        let mine = own[index]
        guard sizes[mine] > 1 else { return 0 }
        var sums = Array(repeating: 0.0, count: sizes.count)
        for other in points.indices {
            sums[own[other]] += distance(points[index], points[other])
        }
        let inside = sums[mine] / Double(sizes[mine] - 1)
        let outside = sizes.indices.filter { $0 != mine }.map { sums[$0] / Double(sizes[$0]) }
        let nearest = outside.min() ?? 0
        // Points that all coincide are neither here nor there.
        let scale = max(inside, nearest)
        return scale == 0 ? 0 : (nearest - inside) / scale
    }
}

private func distance(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices {
        let difference = a[index] - b[index]
        sum += difference * difference
    }
    return sum.squareRoot()
}
