/// Small pictures in rows, each with its caption: mistakes, filters, feature maps.
///
/// Pixels keep sharp edges however large they are shown. A grid without pictures says "no data".
public struct ImageGrid: Sendable {
    /// Stands above the grid; empty for none.
    public let title: String
    /// Row by row from the top.
    public let pictures: [Picture]
    /// Pictures in a row, from 1 to 100.
    public let columns: Int
    /// The colours that all pictures were made with, shown as a bar; nil for no bar.
    public let scale: (map: ColorMap, range: ClosedRange<Double>)?
    /// In SVG units, from 160 to 10,000; the height follows from the pictures.
    public let width: Double

    /// - Parameters:
    ///   - columns: pictures in a row.
    ///   - scale: the map and range that all pictures share, shown as a colour bar.
    public init(
        _ title: String, pictures: [Picture], columns: Int = 6,
        scale: (map: ColorMap, range: ClosedRange<Double>)? = nil, width: Double = 480
    ) {
        checkSize("ImageGrid", width: width, height: 100)
        require(
            (1...100).contains(columns), "ImageGrid: columns must be 1...100, got \(columns)")
        (self.title, self.pictures, self.columns) = (title, pictures, columns)
        (self.scale, self.width) = (scale, width)
    }

    /// The grid as an SVG element.
    public func svg() -> String {
        guard !pictures.isEmpty else {
            return emptyChart(title: title, width: width, height: 100)
        }
        let cell = (width - 4 + ImageGrid.gap) / Double(columns) - ImageGrid.gap
        let head = titleHeight(title)
        let rows = stride(from: 0, to: pictures.count, by: columns).map {
            Row(pictures[$0..<min($0 + columns, pictures.count)], cell: cell)
        }
        let body = rows.reduce(0) { $0 + $1.height + ImageGrid.gap }
        let height = head + body + (scale == nil ? 0 : ColorBar.height)
        let captions = pictures.prefix(12).map(\.caption).filter { !$0.isEmpty }
        return SVG.document(
            title: title,
            summary: "\(pictures.count) pictures. \(captions.joined(separator: "; "))",
            width: width, height: height
        ) { svg in
            drawTitle(title, width: width, into: &svg)
            var top = head
            for row in rows {
                row.draw(into: &svg, top: top, cell: cell)
                top += row.height + ImageGrid.gap
            }
            if let scale {
                ColorBar(fill: .map(scale.map), range: scale.range).draw(
                    into: &svg, x: 2, y: top, width: min(200, width - 4))
            }
        }
    }

    fileprivate static let gap = 8.0
    fileprivate static let lineHeight = 13.0
}

/// Pictures side by side, as high as the highest, with room for the longest caption.
private struct Row {
    private let pictures: ArraySlice<Picture>
    private let imageHeight: Double
    private let lines: Int

    init(_ pictures: ArraySlice<Picture>, cell: Double) {
        self.pictures = pictures
        imageHeight = pictures.map { Row.size($0, cell: cell).height }.max() ?? 0
        lines = pictures.map { Row.lines($0).count }.max() ?? 0
    }

    var height: Double {
        imageHeight + (lines == 0 ? 0 : 4) + Double(lines) * ImageGrid.lineHeight
    }

    /// As wide as the cell, unless that makes a tall picture more than a cell and a half high.
    private static func size(_ picture: Picture, cell: Double) -> (width: Double, height: Double) {
        let (width, height) = (Double(picture.width), Double(picture.height))
        let factor = min(cell / width, cell * 1.5 / height)
        return (width * factor, height * factor)
    }

    private static func lines(_ picture: Picture) -> [Substring] {
        picture.caption.isEmpty
            ? []
            : picture.caption.split(
                separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
    }

    func draw(into svg: inout SVG, top: Double, cell: Double) {
        for (column, picture) in pictures.enumerated() {
            let left = 2 + Double(column) * (cell + ImageGrid.gap)
            let size = Row.size(picture, cell: cell)
            let box = Rect(
                x: left + (cell - size.width) / 2, y: top + imageHeight - size.height,
                width: size.width, height: size.height)
            svg.image(
                picture.dataURI, in: box,
                tooltip: picture.caption.isEmpty ? nil : picture.caption)
            // A picture may end in the paper's own colour.
            svg.element(
                "rect",
                [
                    "class": "lp-grid", "fill": "none", "stroke": Theme.light.grid, "x": box.x,
                    "y": box.y, "width": box.width, "height": box.height,
                ])
            for (line, text) in Row.lines(picture).enumerated() {
                svg.label(
                    String(text), x: left + cell / 2,
                    y: top + imageHeight + 13 + Double(line) * ImageGrid.lineHeight,
                    anchor: .middle, size: 11, room: cell + ImageGrid.gap - 2)
            }
        }
    }
}
