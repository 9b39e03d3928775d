#if canImport(Glibc)
    import Glibc
#endif

/// How often values fall into equal intervals, whose edges are round numbers.
///
/// An interval holds its lower edge and not its upper one, but the last holds both.
///
/// - Special values: values that are not finite are counted in a note below the title. Without a
///   finite one the chart says "no data".
/// - Source: the width comes from Freedman & Diaconis (1981), `2 IQR / n^(1/3)`, held between 5 and
///   60 intervals and moved to the next of 1, 2, 5 times a power of ten.
public struct Histogram: Sendable {
    /// Stands above the chart; empty for none.
    public let title: String
    /// What the values are; stands along the horizontal axis.
    public let label: String
    /// As given, in any order.
    public let values: [Double]
    /// About how many intervals, from 1 to 1000; nil lets the values decide.
    public let bins: Int?
    /// In SVG units: the width from 160 to 10,000, the height from 100.
    public let width, height: Double

    /// - Parameters:
    ///   - x: what the values are.
    ///   - bins: about how many intervals; without it the data decide.
    public init(
        _ title: String, x label: String = "", values: [Double], bins: Int? = nil,
        width: Double = 480, height: Double = 240
    ) {
        checkSize("Histogram", width: width, height: height)
        require(
            bins.map { (1...1000).contains($0) } ?? true,
            "Histogram: bins must be 1...1000, got \(bins ?? 0)")
        (self.title, self.label, self.values, self.bins) = (title, label, values, bins)
        (self.width, self.height) = (width, height)
    }

    /// The edges of the intervals, one more than there are counts. Empty without finite values.
    package var counted: (edges: [Double], counts: [Int]) {
        let sorted = values.filter { abs($0) < 1e150 }.sorted()
        guard let low = sorted.first, let high = sorted.last else { return ([], []) }
        let step = step(sorted)
        let first = (low / step.value + 1e-9).rounded(.down)
        // The last interval is closed, so that a maximum on an edge opens no interval of its own.
        let last = max(first + 1, (high / step.value - 1e-9).rounded(.up))
        let count = Int(last - first)
        var counts = [Int](repeating: 0, count: count)
        for value in sorted {
            let bin = Int((value / step.value - first + 1e-9).rounded(.down))
            counts[min(max(bin, 0), count - 1)] += 1
        }
        return ((0...count).map { step.multiple(first + Double($0)) }, counts)
    }

    private func step(_ sorted: [Double]) -> TickStep {
        let (low, high) = (sorted[0], sorted[sorted.count - 1])
        let span = high - low
        let size = max(abs(low), abs(high))
        guard span > size * 1e-12, span > 1e-150 else {
            return TickStep(covering: size > 1e-150 ? size : 1, in: 5)
        }
        let quartiles = sorted[(sorted.count - 1) * 3 / 4] - sorted[(sorted.count - 1) / 4]
        let wished = span / (2 * quartiles / cbrt(Double(sorted.count)))
        // Quartiles that coincide say nothing about the width.
        let count = bins ?? (wished.isFinite ? Int(min(max(wished, 5), 60)) : 20)
        return TickStep(
            covering: span, in: count, wholeNumbers: sorted.allSatisfy { $0 == $0.rounded() })
    }

    /// The chart as an SVG element.
    public func svg() -> String {
        let (edges, counts) = counted
        let left = values.count - values.count { abs($0) < 1e150 }
        let head = titleHeight(title) + (left > 0 ? 16 : 0)
        guard
            let frame = Frame(
                x: .linear(label), y: "count", xs: edges, ys: [0] + counts.map(Double.init),
                fits: (.exact, .nice), width: width, height: height, top: head, right: 14)
        else { return emptyChart(title: title, width: width, height: height) }
        return SVG.document(
            title: title, summary: summary(edges, counts), width: width, height: height
        ) { svg in
            drawTitle(title, width: width, into: &svg)
            if left > 0 {
                svg.label(
                    "\(left) of \(values.count) values are not finite", x: 2, y: head - 8,
                    style: "lp-muted", fill: Theme.light.muted)
            }
            frame.draw(into: &svg)
            svg.group("g", Palette.attributes(0)) { svg in
                for (bin, count) in counts.enumerated() where count > 0 {
                    draw(count, from: edges[bin], to: edges[bin + 1], in: frame, into: &svg)
                }
            }
        }
    }

    private func draw(
        _ count: Int, from low: Double, to high: Double, in frame: Frame, into svg: inout SVG
    ) {
        guard let a = frame.x.position(low), let b = frame.x.position(high),
            let top = frame.y.position(Double(count))
        else { return }
        // A hair of paper between bars shows the edges, unless it would eat the bars.
        let gap = b - a > 5 ? 1.0 : 0
        svg.element(
            "rect",
            [
                "x": a + gap / 2, "y": top, "width": b - a - gap,
                "height": frame.plot.bottom - top, "fill": "currentColor",
            ], tooltip: "\(readable(low)) to \(readable(high)): \(count)")
    }

    private func summary(_ edges: [Double], _ counts: [Int]) -> String {
        guard let low = edges.first, let high = edges.last else { return "" }
        let mode = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        return "Histogram of \(values.count) values of \(label), from \(readable(low)) to "
            + "\(readable(high)); most lie in \(readable(edges[mode])) to "
            + "\(readable(edges[mode + 1])): \(counts[mode])"
    }
}
