import LaminaGraph

/// mAP of object detection: the mean over classes and IoU thresholds of the average precision.
///
/// In each image the detections of a class, the surest first and at most `maxDetections` of them, each
/// take the true box of highest IoU that is left, if that reaches the threshold; the others are wrong.
/// The average precision is the mean of the precision at the recalls 0, 0.01, ..., 1, where the
/// precision at a recall is the best one at that recall or a higher one.
///
/// ```swift
/// var map = MeanAveragePrecision()
/// let box = BoundingBox(x: 10, y: 10, width: 30, height: 40)
/// map.addImage(
///     truths: [.init(box: box, label: 0)],
///     detections: [.init(box: box, label: 0, score: 0.9)])
/// let value = map.value  // 1
/// ```
///
/// Source: COCO's detection evaluation (Lin et al., 2014), `pycocotools.COCOeval`, without crowd boxes
/// and areas; `iouThresholds: [0.5]` gives its AP50.
public struct MeanAveragePrecision: StreamingMetric {
    /// A true object.
    public struct Truth: Sendable, Hashable {
        /// In the same unit as the detections': pixels, or shares of the image.
        public let box: BoundingBox
        /// The class number.
        public let label: Int

        /// Any class number goes: classes are told apart by it, and there is no list of them.
        public init(box: BoundingBox, label: Int) { (self.box, self.label) = (box, label) }
    }

    /// An object the model claims to see.
    public struct Detection: Sendable, Hashable {
        /// In the same unit as the true boxes: pixels, or shares of the image.
        public let box: BoundingBox
        /// The class number.
        public let label: Int
        /// How sure the model is; only the order counts.
        public let score: Double

        /// A NaN score traps.
        public init(box: BoundingBox, label: Int, score: Double) {
            require(!score.isNaN, "MeanAveragePrecision: the score of a detection is NaN")
            (self.box, self.label, self.score) = (box, label, score)
        }
    }

    /// A detection once matched: whether it is right at each threshold.
    private struct Outcome {
        let score: Double
        let isRight: [Bool]
    }

    /// IoUs from which a detection counts as right.
    public let iouThresholds: [Double]
    /// How many detections of one class count in an image.
    public let maxDetections: Int
    private var outcomes: [Int: [Outcome]] = [:]
    private var truthCounts: [Int: Int] = [:]

    /// No images yet. The defaults are COCO's: thresholds 0.5, 0.55, ..., 0.95 and 100 detections.
    public init(
        iouThresholds: [Double] = (0..<10).map { 0.5 + 0.05 * Double($0) }, maxDetections: Int = 100
    ) {
        require(
            !iouThresholds.isEmpty && iouThresholds.allSatisfy { $0 > 0 && $0 <= 1 },
            "MeanAveragePrecision: thresholds must lie in 0...1 above 0, got \(iouThresholds)")
        require(
            maxDetections >= 1,
            "MeanAveragePrecision: maxDetections must be at least 1, got \(maxDetections)")
        (self.iouThresholds, self.maxDetections) = (iouThresholds, maxDetections)
    }

    /// Adds one image, with all its detections at once.
    public mutating func addImage(truths: [Truth], detections: [Detection]) {
        for label in Set(truths.map(\.label)).union(detections.map(\.label)) {
            let boxes = truths.filter { $0.label == label }.map(\.box)
            let claims = detections.filter { $0.label == label }.sorted { $0.score > $1.score }
                .prefix(maxDetections)
            let overlaps = claims.map { claim in
                boxes.map { claim.box.intersectionOverUnion($0) }
            }
            let isRight = iouThresholds.map { Self.match(overlaps, threshold: $0) }
            truthCounts[label, default: 0] += boxes.count
            outcomes[label, default: []] += claims.enumerated().map { place, claim in
                Outcome(score: claim.score, isRight: isRight.map { $0[place] })
            }
        }
    }

    /// Adds the images of another metric of the same settings.
    public mutating func merge(_ other: MeanAveragePrecision) {
        require(
            iouThresholds == other.iouThresholds && maxDetections == other.maxDetections,
            "MeanAveragePrecision: metrics of different settings do not merge")
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        truthCounts.merge(other.truthCounts, uniquingKeysWith: +)
    }

    /// The mean over the classes with a true box; nil without any.
    public var value: Double? {
        let known = byClass.values.sorted()  // one order of summation in every run
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// The mean over the thresholds of each class with a true box.
    public var byClass: [Int: Double] {
        truthCounts.filter { $0.value > 0 }.reduce(into: [:]) { result, entry in
            let all = (outcomes[entry.key] ?? []).sorted { $0.score > $1.score }
            let values = iouThresholds.indices.map { threshold in
                Self.averagePrecision(
                    all.map { $0.isRight[threshold] }, truthCount: entry.value)
            }
            result[entry.key] = values.reduce(0, +) / Double(values.count)
        }
    }

    /// Which detections are right, in their order; a box can be found once.
    private static func match(_ overlaps: [[Double]], threshold: Double) -> [Bool] {
        var isTaken: Set<Int> = []
        return overlaps.map { row in
            let free = row.indices.filter { !isTaken.contains($0) && row[$0] >= threshold }
            // The last of equal ones, as pycocotools does it.
            guard let best = free.reversed().max(by: { row[$0] < row[$1] }) else { return false }
            isTaken.insert(best)
            return true
        }
    }

    private static func averagePrecision(_ isRight: [Bool], truthCount: Int) -> Double {
        var hits = 0
        var points = isRight.enumerated().map { place, right in
            hits += right ? 1 : 0
            return (hits: hits, precision: Double(hits) / Double(place + 1))
        }
        for index in points.indices.dropLast().reversed() {
            points[index].precision = max(points[index].precision, points[index + 1].precision)
        }
        let sum = (0...100).reduce(0) { sum, percent in
            // In integers: hits / truthCount >= percent / 100 without rounding.
            sum + (points.first { $0.hits * 100 >= percent * truthCount }?.precision ?? 0)
        }
        return sum / 101
    }
}
