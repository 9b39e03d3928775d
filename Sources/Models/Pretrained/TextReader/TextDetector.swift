import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaTensor

/// Where on a page lines of text stand: a network that gives each pixel a probability, and the boxes
/// around what is likely.
struct TextDetector: Sendable {
    private let network: Fn<[Tensor], [Tensor]>
    /// The shorter side that small pages are enlarged to, in pixels.
    private static let shorterSide = 736

    init(_ network: any StoredNetwork) { self.network = compile { (x: [Tensor]) in network(x) } }

    /// The corners of each line in whole pixels, in the order of reading.
    func boxes(on page: Bitmap) -> [[PicturePoint]] {
        let scale = max(1, Double(Self.shorterSide) / Double(min(page.height, page.width)))
        let (height, width) = (
            Self.multiple(Double(page.height) * scale), Self.multiple(Double(page.width) * scale)
        )
        let input = TextPicture.tensor(
            [page.interpolated(height: height, width: width)], width: width)
        let probabilities = network([input])[0].array()
        let found = TextBoxes().boxes(of: probabilities, height: height, width: width)
        let placed = found.map { box in
            box.corners.map { corner in
                PicturePoint(
                    x: Self.place(corner.x, from: width, to: page.width),
                    y: Self.place(corner.y, from: height, to: page.height))
            }
        }
        return Self.inOrder(placed.filter(Self.isLarge))
    }

    /// The nearest multiple of 32, which the network's strides ask for; of none, halves become even.
    private static func multiple(_ size: Double) -> Int {
        max(32, Int((Double(Int(size)) / 32).rounded(.toNearestOrEven)) * 32)
    }

    /// A place on the network's page as one on the page itself.
    private static func place(_ value: Double, from size: Int, to own: Int) -> Double {
        let scaled = (value / Double(size) * Double(own)).rounded(.toNearestOrEven)
        return min(max(scaled, 0), Double(own - 1))
    }

    private static func isLarge(_ corners: [PicturePoint]) -> Bool {
        Int(corners[0].distance(to: corners[1])) > 3 && Int(corners[0].distance(to: corners[3])) > 3
    }

    /// From the top down, and from left to right where two begin less than 10 pixels apart in height.
    static func inOrder(_ boxes: [[PicturePoint]]) -> [[PicturePoint]] {
        var result = boxes.sorted { ($0[0].y, $0[0].x) < ($1[0].y, $1[0].x) }
        for end in result.indices.dropFirst() {
            var place = end
            while place > 0, abs(result[place][0].y - result[place - 1][0].y) < 10,
                result[place][0].x < result[place - 1][0].x
            {
                result.swapAt(place, place - 1)
                place -= 1
            }
        }
        return result
    }
}
