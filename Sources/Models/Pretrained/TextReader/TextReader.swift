public import LaminaData
public import LaminaFormats
import LaminaGraph
import LaminaTensor

/// The text in a picture: PP-OCRv4's three networks, one that finds lines, one that tells which stand
/// upside down, and one that reads them; Chinese and Latin letters, digits, signs.
///
/// ```swift
/// // `lamina data get rapidocr`, and import LaminaONNX
/// let reader = try TextReader(loading: OnnxModule.inference)
/// let page = try Bitmap(contentsOf: "page.png")                // PNG or JPEG
/// for line in reader.read(page) {
///     print(line.text, line.confidence, line.corners[0])
/// }
/// ```
/// Everything around the networks, from the enlarging of small pages to the batches of lines, is
/// RapidOCR's (rapidocr-onnxruntime 1.4.4) with its defaults.
///
/// - Source: Du et al. (2020), "PP-OCR", arXiv:2009.09941; the weights are those of PP-OCRv4 (2023),
///   github.com/PaddlePaddle/PaddleOCR, as RapidOCR carries them.
public struct TextReader: Sendable {
    /// A line of text.
    public struct Line: Sendable, Equatable {
        /// What stands there.
        public let text: String
        /// The mean probability of its letters, from 0 to 1.
        public let confidence: Double
        /// Of the box around it, in pixels of the picture: top left, top right, bottom right, bottom
        /// left.
        public let corners: [PicturePoint]
    }

    /// What is read with less confidence is left out.
    public var leastConfidence = 0.5
    private let detector: TextDetector
    private let direction: TextDirection
    private let recognizer: TextRecognizer

    /// The three networks out of the data folder.
    ///
    /// - Parameter network: reads an ONNX file, as `OnnxModule.inference` does.
    /// - Throws: ``FileError`` for missing or damaged files, with the command that gets them.
    public init(
        from folder: DataFolder = .standard,
        loading network: (_ path: String) throws(FileError) -> any StoredNetwork
    ) throws(FileError) {
        func path(_ name: String) throws(FileError) -> String {
            try folder.find("models/\(name)_infer.onnx", of: WeightsName.rapidOCR)
        }
        try self.init(
            detection: network(path("ch_PP-OCRv4_det")),
            direction: network(path("ch_ppocr_mobile_v2.0_cls")),
            recognition: network(path("ch_PP-OCRv4_rec")))
    }

    /// Any networks of this kind.
    ///
    /// - Parameters:
    ///   - detection: `[1, 3, height, width]` to probabilities `[1, 1, height, width]`.
    ///   - direction: lines `[batch, 3, 48, 192]` to the probabilities of upright and upside down.
    ///   - recognition: lines `[batch, 3, 48, width]` to probabilities `[batch, time, classes]`; the
    ///     first class is the blank, those between are the lines of its metadata's `character`, and the
    ///     last is a space.
    public init(
        detection: any StoredNetwork, direction: any StoredNetwork, recognition: any StoredNetwork
    ) {
        detector = TextDetector(detection)
        self.direction = TextDirection(direction)
        recognizer = TextRecognizer(recognition)
    }

    /// The lines of a picture, from the top down and from left to right.
    public func read(_ picture: Bitmap) -> [Line] {
        let page = TextPage(picture)
        let boxes = detector.boxes(on: page.pixels)
        let lines = direction.upright(boxes.map { TextPicture.line($0, of: page.pixels) })
        return zip(boxes, recognizer.read(lines)).compactMap { box, found in
            guard found.confidence >= leastConfidence else { return nil }
            return Line(
                text: found.text, confidence: found.confidence,
                corners: box.map { page.origin(of: $0) })
        }
    }
}

/// A picture in a size that the detector can take: neither too large nor too small, and not too low,
/// since a single line needs some room around it.
private struct TextPage {
    /// The longest side that is looked at, and the shortest that is let be, in pixels.
    private static let (longest, shortest) = (2000, 30)
    /// A page that is wider than this times its height gets bars above and below.
    private static let widest = 8

    let pixels: Bitmap
    private let bar: Int
    private let scale: (x: Double, y: Double)
    private let (height, width): (Int, Int)

    init(_ picture: Bitmap) {
        var page = picture.flattened().coloured
        (height, width) = (page.height, page.width)
        if max(height, width) > Self.longest {
            page = Self.scaled(page, by: Double(Self.longest) / Double(max(height, width)))
        }
        if min(page.height, page.width) < Self.shortest {
            page = Self.scaled(
                page, by: Double(Self.shortest) / Double(min(page.height, page.width)))
        }
        scale = (Double(width) / Double(page.width), Double(height) / Double(page.height))
        let ratio = Double(page.width) / Double(page.height)
        guard page.height <= Self.shortest || ratio > Double(Self.widest) else {
            (pixels, bar) = (page, 0)
            return
        }
        let wanted = max(page.width / Self.widest, Self.shortest) * 2
        bar = abs(wanted - page.height) / 2
        let black = [UInt8](repeating: 0, count: bar * page.width * 3)
        pixels = Bitmap(
            height: page.height + 2 * bar, width: page.width, channels: 3,
            pixels: black + page.pixels + black)
    }

    /// The picture at about this scale, its sides multiples of 32 pixels.
    private static func scaled(_ page: Bitmap, by ratio: Double) -> Bitmap {
        func side(_ size: Int) -> Int {
            let whole = Double(Int(Double(size) * ratio))
            return max(32, Int((whole / 32).rounded(.toNearestOrEven)) * 32)
        }
        return page.interpolated(height: side(page.height), width: side(page.width))
    }

    /// Where a place on the page lies in the picture.
    func origin(of point: PicturePoint) -> PicturePoint {
        PicturePoint(
            x: min(max(point.x * scale.x, 0), Double(width)),
            y: min(max((point.y - Double(bar)) * scale.y, 0), Double(height)))
    }
}
