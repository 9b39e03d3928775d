import Glibc
import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

/// Record `i` holds `i`; some cannot be read.
private struct Numbers: DataSource {
    struct Unreadable: Error, CustomStringConvertible {
        var description: String { "the disk is on fire" }
    }

    let name = "numbers", exampleShape = [1], classNames = ["even", "odd"]
    var count = 23
    var bad: Set<Int> = []
    var strayLabel = -1

    func read(_ index: Int) throws -> DataExample {
        if bad.contains(index) { throw Unreadable() }
        let label = index == strayLabel ? 2 : index % 2
        return DataExample(inputs: [Float(index)], target: .label(Int32(label)))
    }
}

@Suite struct SourceLoaderTests {
    private func batches(_ loader: SourceLoader) throws -> [Batch] {
        var result: [Batch] = []
        while let batch = try loader.next() { result.append(batch) }
        return result
    }

    private func awaited(_ loader: SourceLoader) async throws -> [Batch] {
        var result: [Batch] = []
        for try await batch in loader { result.append(batch) }
        return result
    }

    /// The order is a `DataLoader`'s, so that data in memory and data in files train alike.
    @Test func handsOutWhatADataLoaderWould() async throws {
        let data = try DataSplitTests.numbered(23, rare: 1)
        let want = try DataLoader(data, batchSize: 5, seed: 1)
        let (plain, ahead) = (
            try SourceLoader(data, batchSize: 5, seed: 1),
            try SourceLoader(data, batchSize: 5, seed: 1, prefetch: 3)
        )
        for _ in 0..<2 {
            let expected = Array(want)
            #expect(try batches(plain) == expected)
            #expect(try await awaited(ahead) == expected)
            #expect(plain.state == want.state && ahead.state == want.state)
        }
    }

    @Test(arguments: 0...5) func aSavedPositionGivesTheRemainingBatches(taken: Int) async throws {
        let whole = try SourceLoader(Numbers(), batchSize: 5, seed: 3)
        let expected = try batches(whole) + batches(whole)
        let first = try SourceLoader(Numbers(), batchSize: 5, seed: 3)
        var got: [Batch] = []
        while got.count < taken, let batch = try first.next() { got.append(batch) }
        let second = try SourceLoader(Numbers(), batchSize: 5, seed: 99)
        second.state = first.state
        while got.count < expected.count { got += try await awaited(second) }
        #expect(got == expected)
    }

    @Test func anUnreadableRecordIsThrownWithItsPlace() async throws {
        let loader = try SourceLoader(Numbers(bad: [7]), batchSize: 5, shuffle: false)
        #expect(try loader.next()?.indices == [0, 1, 2, 3, 4])
        for _ in 0..<2 {
            let error = #expect(throws: DatasetError.self) { try loader.next() }
            #expect(
                error?.description == """
                    numbers, record 7: the disk is on fire
                      fix  correct the record, or leave such out with unreadable: .skip
                    """)
        }
        await #expect(throws: DatasetError.self) { try await awaited(loader) }
        #expect(loader.state.position == 5)
    }

    @Test func orItIsLeftOutAndReported() async throws {
        let bad: Set<Int> = [7, 10, 11, 12, 13, 14]
        let plain = try SourceLoader(
            Numbers(bad: bad), batchSize: 5, shuffle: false, unreadable: .skip)
        let ahead = try SourceLoader(
            Numbers(bad: bad), batchSize: 5, shuffle: false, unreadable: .skip)
        let got = try batches(plain)
        #expect(try await awaited(ahead) == got)
        #expect(got.flatMap(\.indices) == (0..<23).filter { !bad.contains($0) })
        #expect(got.map(\.count) == [5, 4, 5, 3])
        #expect(plain.skipped.map(\.record) == bad.sorted() && ahead.skipped == plain.skipped)
    }

    @Test func whatDoesNotFitTheSourceIsNamed() throws {
        let stray = try SourceLoader(Numbers(strayLabel: 2), batchSize: 5, shuffle: false)
        let error = #expect(throws: DatasetError.self) { try stray.next() }
        #expect(
            error?.description.hasPrefix(
                "numbers, record 2: label 2 is no class; there are 2, from 0") == true)
        let none = #expect(throws: DatasetError.self) {
            try SourceLoader(Numbers(count: 0), batchSize: 5)
        }
        #expect(none?.problem == "0 records make no batch of 5")
        let flat = #expect(throws: DatasetError.self) {
            try SourceLoader(
                Numbers(), batchSize: 5, augmentation: ImageAugmentation([HorizontalFlip()]))
        }
        #expect(flat?.problem == "examples of [1] are no pictures to be augmented")
    }

    @Test func picturesAreReadWhenTheyAreNeeded() async throws {
        let folder = TemporaryFolder()
        for (place, name) in ["cat", "dog"].enumerated() {
            mkdir(folder.path + "/" + name, 0o755)
            for number in 0..<3 {
                let pixels = (0..<6 * 8 * 3).map { UInt8(($0 * 7 + number * 50 + place) % 256) }
                try Bitmap(height: 6, width: 8, channels: 3, pixels: pixels)
                    .write(to: folder.path + "/\(name)/\(number).png")
            }
        }
        try AtomicFile.write([0x89, 0x50, 0x4E, 0x47], to: folder.path + "/dog/broken.png")
        let pictures = try PictureFolder(path: folder.path)
        let (data, _) = try pictures.load(size: 4, unreadable: .skip)
        let normalization = try Normalization(fittedTo: data)
        let augmentation = ImageAugmentation([
            RandomCrop(height: 3, width: 3, padding: 1), HorizontalFlip(),
        ])
        let loader = try SourceLoader(
            pictures.source(size: 4), batchSize: 7, shuffle: false, unreadable: .skip,
            normalization: normalization)
        let batch = try #require(try loader.next())
        #expect(batch.labels == [0, 0, 0, 1, 1, 1] && batch.inputShape == [6, 4, 4, 3])
        let want = data.batch(Array(0..<6), normalization: normalization)
        for (a, b) in zip(batch.inputs, want.inputs) { #expect(abs(a - b) < 1e-5) }
        #expect(loader.skipped.count == 1)
        #expect(loader.skipped[0].problem.contains("broken.png"))
        let changed = try SourceLoader(
            pictures.source(size: 4), batchSize: 7, shuffle: false, unreadable: .skip,
            augmentation: augmentation)
        #expect(try await awaited(changed).map(\.inputShape) == [[6, 3, 3, 3]])
    }
}
