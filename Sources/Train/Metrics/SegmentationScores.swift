import LaminaGraph

/// Overlap of segmented areas with the true ones, by class: IoU and Dice.
///
/// The pixels of all images are counted together, as is usual for a data set; keep one metric an
/// image for the mean over images.
///
/// Source: the PASCAL VOC segmentation measure (Everingham et al., 2010, section 4.2).
public struct SegmentationScores: StreamingMetric, Equatable {
    /// Pixels by true and answered class.
    public private(set) var confusion: ConfusionMatrix
    /// Pixels of this true class do not count; often 255.
    public let ignoredClass: Int?

    /// No pixels yet.
    public init(classCount: Int, ignoredClass: Int? = nil) {
        confusion = ConfusionMatrix(classCount: classCount)
        self.ignoredClass = ignoredClass
    }

    /// Adds the class numbers of an image's or a batch's pixels; lists of unequal length and classes
    /// outside trap.
    public mutating func add(truths: [Int], predictions: [Int]) {
        require(
            truths.count == predictions.count,
            "SegmentationScores: \(truths.count) and \(predictions.count) pixels; "
                + "resize the answer to the truth's size")
        for (truth, prediction) in zip(truths, predictions) where truth != ignoredClass {
            confusion.add(truth: truth, prediction: prediction)
        }
    }

    /// Adds the pixels of another metric of the same settings.
    public mutating func merge(_ other: SegmentationScores) {
        require(
            ignoredClass == other.ignoredClass,
            "SegmentationScores: metrics of different ignored classes do not merge")
        confusion.merge(other.confusion)
    }

    /// `|A ∩ B| / |A ∪ B|` of each class, the Jaccard index; nil for a class of no pixel on either
    /// side.
    public var intersectionOverUnion: [Double?] {
        overlaps { both, own, wanted in both / (own + wanted - both) }
    }

    /// `2|A ∩ B| / (|A| + |B|)` of each class, which is its F1; nil for a class of no pixel on either
    /// side.
    public var dice: [Double?] {
        overlaps { both, own, wanted in 2 * both / (own + wanted) }
    }

    /// mIoU, over the classes that occur; nil for no pixels.
    public var meanIntersectionOverUnion: Double? { mean(intersectionOverUnion) }

    /// The mean Dice of the classes that occur; nil for no pixels.
    public var meanDice: Double? { mean(dice) }

    /// The share of pixels of the right class; nil for no pixels.
    public var pixelAccuracy: Double? { confusion.total == 0 ? nil : confusion.accuracy }

    private func overlaps(_ ratio: (Double, Double, Double) -> Double) -> [Double?] {
        let counts = confusion.counts
        return counts.indices.map { index in
            let wanted = counts[index].reduce(0, +)
            let own = counts.reduce(0) { $0 + $1[index] }
            guard own + wanted > 0 else { return nil }
            return ratio(Double(counts[index][index]), Double(own), Double(wanted))
        }
    }

    private func mean(_ values: [Double?]) -> Double? {
        let known = values.compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
}
