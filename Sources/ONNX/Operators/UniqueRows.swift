import LaminaGraph
import LaminaTensor

/// The different rows of a tensor.
struct UniqueRows {
    /// Where each different row comes first.
    var firsts: [Int] = []
    /// For every row, which of the different ones it is.
    var inverse: [Int] = []
    var counts: [Int] = []

    init(_ x: Tensor, isSorted: Bool) {
        let (count, width) = (x.shape[0], x.shape.dropFirst().reduce(1, *))
        let numbers = x.dtype == .float32 || x.dtype == .float64 ? x.array(as: Double.self) : []
        let whole = numbers.isEmpty ? x.array(as: Int64.self) : []
        func isLess(_ a: Int, _ b: Int) -> Bool {
            for column in 0..<width {
                let (i, j) = (a * width + column, b * width + column)
                if numbers.isEmpty {
                    if whole[i] != whole[j] { return whole[i] < whole[j] }
                } else if numbers[i] != numbers[j] {
                    return numbers[i] < numbers[j]
                }
            }
            return false
        }
        // Stable: equal rows stay in order, so the first of a run is the first of all.
        let order = (0..<count).sorted { isLess($0, $1) || !isLess($1, $0) && $0 < $1 }
        inverse = Array(repeating: 0, count: count)
        for (place, row) in order.enumerated() {
            if place == 0 || isLess(order[place - 1], row) {
                firsts.append(row)
                counts.append(0)
            }
            inverse[row] = firsts.count - 1
            counts[firsts.count - 1] += 1
        }
        guard !isSorted else { return }
        let byFirst = firsts.indices.sorted { firsts[$0] < firsts[$1] }
        var rank = byFirst
        for (place, index) in byFirst.enumerated() { rank[index] = place }
        inverse = inverse.map { rank[$0] }
        (firsts, counts) = (byFirst.map { firsts[$0] }, byFirst.map { counts[$0] })
    }
}
