/// A curve in one line of text: `█▆▄▃▂▂▁▁`.
package enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")

    /// At most `width` blocks, each the mean of its share of `values`; the lowest is ▁, the highest
    /// █. `×` stands for a share that holds an infinity or NaN.
    package static func text(_ values: [Double], width: Int) -> String {
        let count = min(width, values.count)
        if count <= 0 { return "" }
        let means = (0..<count).map { index in
            let share = values[values.count * index / count..<values.count * (index + 1) / count]
            return share.reduce(0, +) / Double(share.count)
        }
        let finite = means.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else {
            return String(repeating: "×", count: count)
        }
        return String(
            means.map { mean -> Character in
                guard mean.isFinite else { return "×" }
                // Halves, because the span of the largest numbers would be infinite.
                let height = high > low ? (mean / 2 - low / 2) / (high / 2 - low / 2) : 0.5
                return blocks[min(Int(height * Double(blocks.count)), blocks.count - 1)]
            })
    }
}
