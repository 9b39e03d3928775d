import LaminaData
import Testing

@Suite struct SamplingTests {
    /// 40 records of which every tenth is rare.
    private func loader(
        _ sampling: Sampling, batch: Int = 8, prefetch: Int = 2, seed: UInt64 = 3
    ) throws -> DataLoader {
        try DataLoader(
            DataSplitTests.numbered(40, rare: 4), batchSize: batch, sampling: sampling, seed: seed,
            prefetch: prefetch)
    }

    private static let all: [Sampling] = [
        .sequential, .shuffled, .stratified,
        .weighted((0..<40).map { Double($0 % 3) }, count: 100),
        .bucketed(lengths: (0..<40).map { $0 * 7 % 13 }, pool: 2),
    ]

    @Test(arguments: all)
    func aSavedPositionContinuesWhateverTheThreads(sampling: Sampling) throws {
        let whole = try loader(sampling)
        let batches = Array(whole) + Array(whole)
        let first = try loader(sampling, prefetch: 0)
        var (seen, state) = ([Batch](), first.state)
        for batch in first {
            seen.append(batch)
            state = first.state
            if seen.count == 3 { break }
        }
        let second = try loader(sampling, prefetch: 5, seed: 99)
        second.state = state
        #expect(seen + Array(second) + Array(second) == batches)
    }

    @Test(arguments: all.filter { if case .weighted = $0 { false } else { true } })
    func everyRecordComesOnce(sampling: Sampling) throws {
        let indices = try loader(sampling, batch: 7).flatMap(\.indices)
        #expect(indices.sorted() == Array(0..<40))
    }

    @Test func recordsComeInProportionToTheirWeights() throws {
        let weights = (0..<40).map { [0.0, 1, 3][$0 % 3] }
        let loader = try loader(.weighted(weights, count: 40_000))
        #expect(loader.batchesPerEpoch == 5000)
        var counts = [0, 0, 0]
        for index in loader.order(ofEpoch: 0, seed: 3) { counts[index % 3] += 1 }
        // 13 records of weight 1 and 13 of weight 3; the fraction 3 / 4 of 40,000 draws has a
        // deviation of 0.0022, of which five are allowed.
        #expect(counts[0] == 0)
        #expect(abs(Double(counts[2]) / 40_000 - 0.75) < 0.011)
    }

    @Test func everyRunHasItsShareOfAStratifiedEpoch() throws {
        let loader = try loader(.stratified)
        let labels = loader.dataset.labels
        for epoch in 0..<20 {
            let rare = loader.order(ofEpoch: epoch, seed: 5).map { labels[$0] == 0 ? 1 : 0 }
            for start in 0...20 {
                // A tenth of 20.
                #expect(1...3 ~= rare[start..<start + 20].reduce(0, +))
            }
        }
        #expect(loader.order(ofEpoch: 0, seed: 5) != loader.order(ofEpoch: 1, seed: 5))
    }

    @Test func bucketsHoldSimilarLengths() throws {
        let lengths = (0..<40).map { $0 * 7 % 40 }
        let loader = try loader(.bucketed(lengths: lengths), batch: 6)
        let batches = loader.map { $0.indices.map { lengths[$0] } }
        // One pool holds everything, so that a batch is a run of the sorted lengths 0..<40.
        for batch in batches { #expect(batch == Array(batch[0]..<batch[0] + batch.count)) }
        #expect(batches.map(\.count) == [6, 6, 6, 6, 6, 6, 4])
        #expect(batches.dropLast().map { $0[0] } != [0, 6, 12, 18, 24, 30])
    }

    @Test(arguments: [
        (Sampling.weighted([1]), "1 weights for 40 records"),
        (.weighted([-1] + [Double](repeating: 1, count: 39)), "the weight of record 0 is -1.0"),
        (.weighted([Double](repeating: 0, count: 40)), "the weights have no positive, finite sum"),
        (.bucketed(lengths: [1, 2]), "2 lengths for 40 records"),
        (.bucketed(lengths: Array(0..<40), pool: 0), "pools of 0 batches"),
    ])
    func faultsAreNamed(sampling: Sampling, problem: String) throws {
        let error = #expect(throws: DatasetError.self) { try loader(sampling) }
        #expect(error?.problem == problem)
    }

    @Test(arguments: [true, false]) func foldsPartTheRecords(stratified: Bool) throws {
        let data = try DataSplitTests.numbered(50, rare: 10)
        let folds = try data.folds(4, seed: 1, stratified: stratified)
        #expect(folds.map(\.validation.count).sorted() == [12, 12, 13, 13])
        var held: [Float] = []
        for fold in folds {
            let (train, validation) = (
                (0..<fold.train.count).map { fold.train.example($0)[0] },
                (0..<fold.validation.count).map { fold.validation.example($0)[0] }
            )
            #expect((train + validation).sorted() == (0..<50).map { Float($0) })
            #expect(fold.test.count == 0)
            if stratified { #expect(2...3 ~= fold.validation.labels.count { $0 == 0 }) }
            held += validation
        }
        #expect(held.sorted() == (0..<50).map { Float($0) })
        #expect(throws: DatasetError.self) { try data.folds(1, seed: 1) }
        #expect(throws: DatasetError.self) { try data.folds(51, seed: 1) }
    }

    private func buffer(
        _ count: Int, capacity: Int, state: ShuffleBuffer<Int, Never>.State = .init(seed: 4)
    ) -> ShuffleBuffer<Int, Never> {
        var numbers = (0..<count).makeIterator()
        return ShuffleBuffer(capacity: capacity, state: state) { numbers.next() }
    }

    private func rest(_ buffer: ShuffleBuffer<Int, Never>) -> [Int] {
        var (buffer, result) = (buffer, [Int]())
        while let number = buffer.next() { result.append(number) }
        return result
    }

    @Test func aBufferShufflesWithinItsReach() {
        let order = rest(buffer(100, capacity: 10))
        #expect(order.sorted() == Array(0..<100) && order != Array(0..<100))
        for (place, number) in order.enumerated() { #expect(place >= number - 9) }
        #expect(rest(buffer(5, capacity: 1)) == Array(0..<5))
        #expect(rest(buffer(0, capacity: 3)) == [])
    }

    @Test(arguments: [0, 1, 37, 100]) func aBufferContinuesFromItsState(handedOut: Int) {
        let order = rest(buffer(100, capacity: 10))
        var first = buffer(100, capacity: 10)
        for _ in 0..<handedOut { _ = first.next() }
        let second = buffer(100, capacity: 10, state: first.state)
        #expect(second.state == first.state)
        #expect(rest(second) == Array(order.dropFirst(handedOut)))
    }

    private struct Fault: Error {}

    @Test func aFaultOfTheStreamLosesNothing() throws {
        var count = 0
        var buffer = ShuffleBuffer<Int, Fault>(capacity: 4, seed: 1) { () throws(Fault) in
            count += 1
            if count == 6 { throw Fault() }
            return count <= 10 ? count : nil
        }
        var (seen, faults) = ([Int](), 0)
        while true {
            do {
                guard let number = try buffer.next() else { break }
                seen.append(number)
            } catch { faults += 1 }
        }
        #expect(seen.sorted() == [1, 2, 3, 4, 5, 7, 8, 9, 10] && faults == 1)
    }
}
