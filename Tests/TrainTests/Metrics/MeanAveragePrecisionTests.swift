import LaminaTrain
import Testing

@Suite struct MeanAveragePrecisionTests {
    /// Six images of three boxes in two classes, by scripts/reference-metrics.py.
    private func scored(_ metric: MeanAveragePrecision) -> Double? {
        var metric = metric
        for image in 1...6 {
            var truths: [MeanAveragePrecision.Truth] = []
            var detections: [MeanAveragePrecision.Detection] = []
            for index in 0..<3 {
                let (x, y) = (Double(10 + index * 40), Double(20 + image * 3))
                let label = 1 + (image + index) % 2
                let box = BoundingBox(x: x, y: y, width: 30, height: 24)
                truths.append(.init(box: box, label: label))
                let moved = BoundingBox(
                    x: x + Double((image * 5 + index * 3) % 7),
                    y: y + Double((image + index) % 4), width: 30, height: 24)
                detections.append(
                    .init(
                        box: moved, label: label,
                        score: Double((image * 29 + index * 13) % 37) / 37))
            }
            let extra = BoundingBox(x: 10, y: Double(22 + image * 3), width: 31, height: 23)
            detections.append(
                .init(box: extra, label: 1 + image % 2, score: Double(image * 17 % 19) / 19))
            metric.addImage(truths: truths, detections: detections)
        }
        return metric.value
    }

    /// pycocotools adds the smallest step above 1 to each count of detections, which is below the
    /// tolerance.
    @Test func isThatOfCOCO() {
        expectNear(scored(MeanAveragePrecision()), 0.4452852785278527)
        expectNear(scored(MeanAveragePrecision(iouThresholds: [0.5])), 0.9059245210235309)
        expectNear(scored(MeanAveragePrecision(iouThresholds: [0.75])), 0.4464446444644465)
    }

    private let box = BoundingBox(x: 0, y: 0, width: 10, height: 10)

    /// The wrong one is surer: precisions 0 and 1/2, so 1/2 at every recall.
    @Test func aSureWrongDetectionHalvesThePrecision() {
        var metric = MeanAveragePrecision()
        let far = BoundingBox(x: 50, y: 0, width: 10, height: 10)
        metric.addImage(
            truths: [.init(box: box, label: 0)],
            detections: [
                .init(box: box, label: 0, score: 0.2), .init(box: far, label: 0, score: 0.9),
            ])
        expectNear(metric.value, 0.5)
    }

    @Test func aBoxIsFoundOnce() {
        var metric = MeanAveragePrecision(iouThresholds: [0.5])
        let other = BoundingBox(x: 50, y: 0, width: 10, height: 10)
        metric.addImage(
            truths: [.init(box: box, label: 0), .init(box: other, label: 0)],
            detections: [
                .init(box: box, label: 0, score: 0.9), .init(box: box, label: 0, score: 0.8),
            ])
        // One of two: precision 1 at the 51 recalls up to 0.5, 0 beyond.
        expectNear(metric.value, 51.0 / 101)
    }

    @Test func aClassWithoutTrueBoxesIsLeftOut() {
        var metric = MeanAveragePrecision()
        metric.addImage(
            truths: [.init(box: box, label: 0)],
            detections: [
                .init(box: box, label: 0, score: 1), .init(box: box, label: 1, score: 1),
            ])
        #expect(metric.byClass.keys.sorted() == [0])
        expectNear(metric.value, 1)
        metric.addImage(truths: [.init(box: box, label: 2)], detections: [])
        expectNear(metric.value, 0.5)
    }

    @Test func onlyTheSurestDetectionsCount() {
        var metric = MeanAveragePrecision(maxDetections: 1)
        let far = BoundingBox(x: 50, y: 0, width: 10, height: 10)
        metric.addImage(
            truths: [.init(box: box, label: 0)],
            detections: [
                .init(box: box, label: 0, score: 0.2), .init(box: far, label: 0, score: 0.9),
            ])
        #expect(metric.value == 0)
    }

    @Test func overlapOfBoxesIsTheirShareOfBoth() {
        // 5 × 5 in common of 100 + 100 - 25.
        let moved = BoundingBox(minX: 5, minY: 5, maxX: 15, maxY: 15)
        #expect(box.intersectionOverUnion(moved) == 25.0 / 175)
        #expect(box.intersectionOverUnion(box) == 1)
        let point = BoundingBox(x: 3, y: 3, width: 0, height: 0)
        #expect(point.intersectionOverUnion(point) == 0)
        let apart = BoundingBox(x: 10, y: 0, width: 5, height: 5)
        #expect(box.intersectionOverUnion(apart) == 0)
    }

    @Test func boxesOfSizeForCornersTrap() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = BoundingBox(minX: 100, minY: 80, maxX: 30, maxY: 40)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("BoundingBox: corners (100.0, 80.0) and (30.0, 40.0)"))
    }
}
