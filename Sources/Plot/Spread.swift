/// Positions at least `gap` apart and within `bounds`, in total as near to the wished ones as can
/// be (least squares); order is kept.
///
/// With `z_i = y_i - i * gap` the condition is that `z` never falls, so this is isotonic regression,
/// solved by pooling adjacent violators (Ayer et al. 1955).
package func spread(
    _ wished: [Double], gap: Double, within bounds: ClosedRange<Double>
) -> [Double] {
    let order = wished.indices.sorted { (wished[$0], $0) < (wished[$1], $1) }
    var pools: [(sum: Double, count: Int)] = []
    for (rank, index) in order.enumerated() {
        var pool = (sum: wished[index] - Double(rank) * gap, count: 1)
        while let last = pools.last,
            last.sum / Double(last.count) > pool.sum / Double(pool.count)
        {
            pool = (pool.sum + last.sum, pool.count + last.count)
            pools.removeLast()
        }
        pools.append(pool)
    }
    var result = wished
    let highest = bounds.upperBound - Double(max(0, wished.count - 1)) * gap
    var rank = 0
    for pool in pools {
        let mean = pool.sum / Double(pool.count)
        let held = max(bounds.lowerBound, min(highest, mean))
        for _ in 0..<pool.count {
            result[order[rank]] = held + Double(rank) * gap
            rank += 1
        }
    }
    return result
}
