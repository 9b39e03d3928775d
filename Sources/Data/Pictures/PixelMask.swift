import LaminaGraph

/// Which pixels of a picture belong to something.
///
/// ```swift
/// let mask = PixelMask(height: 2, width: 4, isSet: [true, false, false, true, false, true, false, true])
/// print(mask.regions.count)    // 2: pixels that touch at a corner belong together
/// ```
public struct PixelMask: Sendable, Equatable {
    /// In pixels.
    public let height: Int
    /// In pixels.
    public let width: Int
    /// Row by row from the top.
    public let isSet: [Bool]

    /// Traps if the sizes do not fit the number of pixels.
    public init(height: Int, width: Int, isSet: [Bool]) {
        require(
            height >= 0 && width >= 0 && isSet.count == height * width,
            "PixelMask: \(height) x \(width) pixels do not take \(isSet.count) values")
        (self.height, self.width, self.isSet) = (height, width, isSet)
    }

    /// With the pixels to the right of each, below it and between these two. OpenCV: `dilate` with a
    /// kernel of 2 x 2.
    public var thickened: PixelMask {
        var result = isSet
        for row in 0..<height {
            for column in 0..<width where isSet[row * width + column] {
                for below in row...min(row + 1, height - 1) {
                    for right in column...min(column + 1, width - 1) {
                        result[below * width + right] = true
                    }
                }
            }
        }
        return PixelMask(height: height, width: width, isSet: result)
    }

    /// The outlines of the parts that hang together, also over corners, in the order of their first
    /// pixels. Holes in a part are no parts.
    ///
    /// - Complexity: O(height · width).
    public var regions: [ConvexPolygon] {
        var isLeft = isSet
        var result: [ConvexPolygon] = []
        for start in isSet.indices where isLeft[start] {
            isLeft[start] = false
            var open = [start]
            // The first and the last pixel of each row decide the outline.
            var rows: [Int: (first: Int, last: Int)] = [:]
            while let place = open.popLast() {
                let (row, column) = (place / width, place % width)
                let known = rows[row] ?? (column, column)
                rows[row] = (min(known.first, column), max(known.last, column))
                for near in max(row - 1, 0)...min(row + 1, height - 1) {
                    for beside in max(column - 1, 0)...min(column + 1, width - 1)
                    where isLeft[near * width + beside] {
                        isLeft[near * width + beside] = false
                        open.append(near * width + beside)
                    }
                }
            }
            let ends = rows.flatMap { row, ends in
                [ends.first, ends.last].map { PicturePoint(x: Double($0), y: Double(row)) }
            }
            result.append(ConvexPolygon(around: ends))
        }
        return result
    }
}
