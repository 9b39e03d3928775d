import Glibc

/// Two spirals of three turns each, one the other's reflection in the origin: a curved boundary
/// that networks of one small layer learn slowly.
///
/// Point `t` (0 to 96) of the first spiral has radius `r = 6.5 (104 - t) / 104` and angle
/// `φ = t π / 16`, and lies at `(r sin φ, r cos φ)`.
///
/// - Source: Lang & Witbrock (1988), "Learning to tell two spirals apart", Proc. 1988 Connectionist
///   Models Summer School. Deviation: more points by default; `pointsPerSpiral: 97` gives the
///   original 194 training points.
public enum TwoSpirals {
    /// Class 0 is the spiral of the formula, class 1 its reflection.
    public static let classNames = ["first", "second"]

    /// Computes the set; examples are floats of shape `[2]` within 6.5 of the origin.
    ///
    /// Training points lie at equal steps of `t`, test points half-way between them, validation
    /// points at random ones: no point is in two parts.
    ///
    /// - Parameters:
    ///   - pointsPerSpiral: how many training points each spiral has, at least 2; validation has
    ///     half as many, the test part one less.
    ///   - noise: standard deviation of what is added to each coordinate.
    ///   - seed: of the noise and of the validation points.
    /// - Throws: ``DatasetError`` for too few points or a noise that is negative or not finite.
    public static func load(
        pointsPerSpiral: Int = 961, noise: Double = 0, seed: UInt64 = 0
    ) throws(DatasetError) -> DataSplit {
        let name = DataSetName.twoSpirals.rawValue
        guard pointsPerSpiral >= 2, noise >= 0, noise.isFinite else {
            throw DatasetError(
                dataset: name,
                problem: "\(pointsPerSpiral) points with noise \(noise) make no data",
                fix: "give at least 2 points a spiral and a noise from 0")
        }
        let step = 96 / Double(pointsPerSpiral - 1)
        let even = (0..<pointsPerSpiral).map { Double($0) * step }
        let between = even.dropLast().map { $0 + step / 2 }
        var random = SplitMix64(seed: seed, stream: 0)
        let scattered = (0..<pointsPerSpiral / 2).map { _ in 96 * random.uniform() }
        return DataSplit(
            train: try part("\(name), train", even, noise, SplitMix64(seed: seed, stream: 1)),
            validation: try part(
                "\(name), validation", scattered, noise, .init(seed: seed, stream: 2)),
            test: try part("\(name), test", between, noise, SplitMix64(seed: seed, stream: 3)))
    }

    private static func part(
        _ name: String, _ positions: [Double], _ noise: Double, _ generator: SplitMix64
    ) throws(DatasetError) -> Dataset {
        var generator = generator
        var (points, labels): ([Float], [Int32]) = ([], [])
        for t in positions {
            let (radius, angle) = (6.5 * (104 - t) / 104, t * .pi / 16)
            for (sign, label) in [(1.0, Int32(0)), (-1.0, 1)] {
                points.append(Float(sign * radius * sin(angle) + noise * generator.normal()))
                points.append(Float(sign * radius * cos(angle) + noise * generator.normal()))
                labels.append(label)
            }
        }
        return try Dataset(
            name: name, inputs: .floats(points), exampleShape: [2],
            targets: .labels(labels, classNames: classNames))
    }
}
