/// The plane tinted by the class that a network gives to each place, with the border between
/// classes and the data on top.
///
/// - Special values: a place of class -1, or of NaN confidence, is not tinted; points outside of the
///   ranges are left out.
public struct DecisionMap: Sendable {
    /// Stands above the chart; empty for none.
    public let title: String
    /// Linear, with ranges.
    public let x, y: Axis
    /// Places side by side; the rows are as many as ``classes`` fill.
    public let columns: Int
    /// `[rows, columns]`, the lowest row first: indices into ``groups``, or -1 for none.
    public let classes: [Int]
    /// How strong each place's tint is, from 0 to 1; nil tints all alike.
    public let confidence: [Double]?
    /// The points of each class.
    public let groups: [PointGroup]
    /// In SVG units: the width from 160 to 10,000, the height from 100.
    public let width, height: Double

    /// - Parameters:
    ///   - x: linear, with the range that the columns cut into equal parts.
    ///   - y: linear, with the range that the rows cut into equal parts.
    ///   - columns: places side by side.
    ///   - classes: `[rows, columns]`, the lowest row first; each the index of a group.
    ///   - confidence: as many, from 0 (pale) to 1 (strong); `nil` tints all places alike.
    ///   - groups: the points of each class, drawn in the colour of their place's tint.
    public init(
        _ title: String, x: Axis, y: Axis, columns: Int, classes: [Int],
        confidence: [Double]? = nil, groups: [PointGroup] = [], width: Double = 480,
        height: Double = 440
    ) {
        checkSize("DecisionMap", width: width, height: height)
        require(
            x.range != nil && y.range != nil && x.kind == .linear && y.kind == .linear,
            "DecisionMap: give both axes a range, as .linear(\"x\", range: -1...1)")
        require(
            columns > 0 && classes.count % columns == 0,
            "DecisionMap: \(classes.count) places do not fill rows of \(columns) columns")
        require(
            confidence.map { $0.count == classes.count } ?? true,
            "DecisionMap: \(classes.count) classes need as many confidences, "
                + "got \(confidence?.count ?? 0)")
        (self.title, self.x, self.y, self.columns) = (title, x, y, columns)
        (self.classes, self.confidence, self.groups) = (classes, confidence, groups)
        (self.width, self.height) = (width, height)
    }

    /// From the probability of the second of two classes: the border lies at one half, and the tint
    /// pales towards it.
    ///
    /// - Parameters:
    ///   - probabilities: `[rows, columns]`, the lowest row first.
    public init(
        _ title: String, x: Axis, y: Axis, columns: Int, probabilities: [Double],
        groups: [PointGroup] = [], width: Double = 480, height: Double = 440
    ) {
        self.init(
            title, x: x, y: y, columns: columns,
            classes: probabilities.map { $0.isNaN ? -1 : $0 > 0.5 ? 1 : 0 },
            confidence: probabilities.map { abs($0 - 0.5) * 2 }, groups: groups, width: width,
            height: height)
    }

    private var rows: Int { classes.count / columns }

    private var border: DecisionBorder {
        DecisionBorder(columns: columns, classes: classes, confidence: confidence)
    }

    /// The chart as an SVG element.
    public func svg() -> String {
        let layer = PointLayer(groups: groups, edged: true)
        let legend = Legend(layer.legend, width: width)
        let head = titleHeight(title)
        let ends = { (axis: Axis) in axis.range.map { [$0.lowerBound, $0.upperBound] } ?? [] }
        guard !classes.isEmpty,
            let frame = Frame(
                x: x, y: y, xs: ends(x), ys: ends(y), fits: (.exact, .exact), width: width,
                height: height, top: head + legend.height, right: 14)
        else { return emptyChart(title: title, width: width, height: height) }
        return SVG.document(
            title: title, summary: "Decision map over \(x.label) and \(y.label)", width: width,
            height: height
        ) { svg in
            drawTitle(title, width: width, into: &svg)
            legend.draw(into: &svg, top: head)
            // Blurred over the width of a place, as the border runs between places too.
            svg.image(tint, in: frame.plot, smooth: true)
            frame.draw(into: &svg, grid: .none)
            svg.element(
                "path",
                [
                    "class": "lp-line", "d": border.data(in: frame.plot), "fill": "none",
                    "stroke": Theme.light.muted,
                ])
            layer.draw(in: frame, into: &svg)
        }
    }

    /// One pixel a place, the top row first, in the class's colour; thin enough for points to show
    /// on it and for the paper, light or dark, to show through.
    private var tint: String {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(classes.count * 4)
        for row in (0..<rows).reversed() {
            for index in row * columns..<(row + 1) * columns {
                let strength = confidence?[index] ?? 1
                let color = Palette.color(max(0, classes[index]))
                let alpha =
                    classes[index] < 0 || strength.isNaN
                    ? 0 : 0.12 + 0.33 * min(max(strength, 0), 1)
                pixels += [color.red, color.green, color.blue, UInt8((alpha * 255).rounded())]
            }
        }
        return pngDataURI(pixels, width: columns, height: rows, channels: 4)
    }
}
