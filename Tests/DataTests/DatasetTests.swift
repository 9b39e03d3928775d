import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaTensor
import Testing

@Suite struct DatasetTests {
    /// Six records of two bytes; record i holds 10i and 10i + 1, and has class i % 3.
    static func bytes() throws -> Dataset {
        try Dataset(
            name: "six",
            inputs: .bytes(ByteRegion((0..<6).flatMap { [UInt8(10 * $0), UInt8(10 * $0 + 1)] })),
            exampleShape: [2], targets: .labels([0, 1, 2, 0, 1, 2], classNames: ["a", "b", "c"]))
    }

    @Test func aByteIsAFractionOf255() throws {
        let data = try Self.bytes()
        #expect(data.count == 6 && data.exampleSize == 2)
        #expect(data.example(5) == [50 * Float(1.0 / 255), 51 * Float(1.0 / 255)])
    }

    @Test func aSubsetKeepsTheGivenOrderAndMayRepeat() throws {
        let part = try Self.bytes().subset([4, 1, 4], name: "part")
        #expect(part.name == "part" && part.count == 3)
        #expect(part.labels == [1, 1, 1])
        #expect(try part.example(1) == Self.bytes().example(1))
        #expect(try part.subset([0]).example(0) == Self.bytes().example(4))
    }

    @Test func aBatchHoldsInputsAndLabelsOfItsRecords() throws {
        let batch = try Self.bytes().batch([3, 0])
        #expect(batch.inputShape == [2, 2] && batch.count == 2)
        #expect(batch.inputs == [30, 31, 0, 1].map { $0 * Float(1.0 / 255) })
        #expect(batch.labels == [0, 0] && batch.indices == [3, 0])
        #expect(batch.targets.isEmpty && batch.targetShape.isEmpty)
    }

    @Test func regressionTargetsComeWithTheirShape() throws {
        let data = try Dataset(
            name: "line", inputs: .floats([1, 2, 3]), exampleShape: [1],
            targets: .values([1, -1, 2, -2, 3, -3], shape: [2]))
        let batch = data.subset([2, 0]).batch([0, 1])
        #expect(batch.targets == [3, -3, 1, -1] && batch.targetShape == [2, 2])
        #expect(batch.labels.isEmpty && data.labels.isEmpty && data.classNames.isEmpty)
    }

    @Test(arguments: [3, -1, Int32.max]) func aLabelThatIsNoClassIsNamedWithItsRecord(label: Int32)
    {
        let fault = #expect(throws: DatasetError.self) {
            try Dataset(
                name: "bad", inputs: .floats([1, 2, 3]), exampleShape: [1],
                targets: .labels([0, 2, label], classNames: ["a", "b", "c"]))
        }
        #expect(fault?.record == 2)
        let text = "bad, record 2: label \(label) is no class; there are 3, from 0"
        #expect(fault?.description.hasPrefix(text) == true)
    }

    @Test func inputsAndTargetsMustAgreeInNumber() {
        #expect(throws: DatasetError.self) {
            try Dataset(
                name: "x", inputs: .floats([1, 2, 3]), exampleShape: [2],
                targets: .labels([0], classNames: ["a"]))
        }
        #expect(throws: DatasetError.self) {
            try Dataset(
                name: "x", inputs: .floats([1]), exampleShape: [1],
                targets: .values([1, 2, 3], shape: [2]))
        }
    }

    @Test func aBatchIsMadeOfTensors() throws {
        let batch = try Self.bytes().batch([3, 0])
        #expect(batch.inputTensor.shape == [2, 2] && batch.inputTensor.dtype == .float32)
        #expect(batch.targetTensor.shape == [2] && batch.targetTensor.dtype == .int32)
        #expect(batch.targetTensor.array(as: Int32.self) == batch.labels)
    }

    @Test func anIndexOutOfRangeTraps() async {
        await #expect(processExitsWith: .failure) { _ = try DatasetTests.bytes().subset([6]) }
        await #expect(processExitsWith: .failure) { _ = try DatasetTests.bytes().example(-1) }
        await #expect(processExitsWith: .failure) { _ = try DatasetTests.bytes().batch([0, 6]) }
    }
}
