import LaminaNN
import LaminaTrain
import LaminaData
import LaminaGraph
import LaminaPlot
import LaminaTensor

extension Report {
    /// The class the model gives to each place of the plane, for examples of two numbers.
    func decisionRegions() -> Section? {
        guard exampleShape == [2], let test, test.classNames.count > 1 else { return nil }
        let points = points(of: test)
        guard let x = span(points.map(\.x)), let y = span(points.map(\.y)),
            let probabilities = probabilities(x: x, y: y, classCount: test.classNames.count)
        else { return nil }
        let classCount = test.classNames.count
        let rows = stride(from: 0, to: probabilities.count, by: classCount).map {
            probabilities[$0..<$0 + classCount]
        }
        let classes = rows.map { row in
            (row.indices.max { row[$0] < row[$1] } ?? row.startIndex) - row.startIndex
        }
        // From a coin toss between all classes, 0, to certainty, 1.
        let chance = 1 / Double(classCount)
        let confidence = rows.map { ((Double($0.max() ?? 0) - chance) / (1 - chance)) }
        let map = DecisionMap(
            "", x: .linear("x1", range: x), y: .linear("x2", range: y),
            columns: Report.mapColumns, classes: classes, confidence: confidence,
            groups: groups(points, test), width: 480, height: 460)
        let lead =
            "The class the network gives to each place, the stronger the surer, and test points"
            + (evaluation?.accuracy.map {
                ". Of all \(NumberText.grouped(test.count)) it gets \(NumberText.percent($0)) right."
            } ?? ".")
        return Section("regions", "Decision map", lead: lead) { $0.figure(map.svg()) }
    }

    private static let mapColumns = 120

    /// The test set's examples as points.
    func points(of dataset: Dataset) -> [(x: Double, y: Double)] {
        (0..<dataset.count).map { index in
            let example = dataset.example(index)
            return (Double(example[0]), Double(example[1]))
        }
    }

    /// Points by class, each place once, since small data sets repeat them; of a large class a
    /// choice at equal distances, or they would hide the map.
    private func groups(_ points: [(x: Double, y: Double)], _ test: Dataset) -> [PointGroup] {
        let most = 320 / test.classNames.count
        return test.classNames.indices.map { index in
            var seen: Set<[Double]> = []
            let own = zip(points, test.labels).filter { point, label in
                Int(label) == index && seen.insert([point.x, point.y]).inserted
            }.map(\.0)
            let step = max(1, own.count / max(1, most))
            return PointGroup(
                className(index), points: stride(from: 0, to: own.count, by: step).map { own[$0] })
        }
    }

    /// The data's range with some room around it.
    private func span(_ values: [Double]) -> ClosedRange<Double>? {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return nil }
        let room = high > low ? (high - low) * 0.15 : 1
        return low - room...high + room
    }

    /// What the model makes of the middles of a grid's cells, the lowest row first; nil if it has not
    /// an output for each class.
    private func probabilities(
        x: ClosedRange<Double>, y: ClosedRange<Double>, classCount: Int
    ) -> [Float]? {
        let cells = Report.mapColumns
        let at = { (range: ClosedRange<Double>, cell: Int) -> Float in
            let share = (Double(cell) + 0.5) / Double(cells)
            return Float(range.lowerBound + (range.upperBound - range.lowerBound) * share)
        }
        let places = (0..<cells * cells).flatMap { [at(x, $0 % cells), at(y, $0 / cells)] }
        guard
            let grid = try? Dataset(
                name: "grid", inputs: .floats(places), exampleShape: [2],
                targets: .labels(.init(repeating: 0, count: cells * cells), classNames: [""]))
        else { return nil }
        let output = model(input(Array(0..<grid.count), of: grid))
        guard output.shape == [cells * cells, classCount] else { return nil }
        return softmax(output).array()
    }
}

extension LineSeparation {
    /// Of a data set's points.
    init?(points: [(x: Double, y: Double)], _ dataset: Dataset) {
        self.init(points: points, labels: dataset.labels.map(Int.init))
    }
}
