import LaminaGraph
import Testing

@Suite struct RandomReferenceTests {
    /// The first line of Random123's known answers for philox4x32 with 10 rounds.
    @Test func matchesThePublishedAnswer() throws {
        let bits = try evaluate(.randomBits([6]), ([0, 0], TensorSpec([2], .uint32)))
        #expect(bits[0...3] == [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
    }

    @Test func keysAndBlocksDiffer() throws {
        let spec = TensorSpec([2], .uint32)
        let draws = try [[0.0, 0], [1, 0], [0, 1]].flatMap {
            try evaluate(.randomBits([5, 20]), ($0, spec))
        }
        #expect(Set(draws).count == 300)
    }

    @Test func aShorterDrawIsTheBeginningOfALonger() throws {
        let key = ([7.0, 8], TensorSpec([2], .uint32))
        let long = try evaluate(.randomBits([50]), key)
        #expect(try evaluate(.randomBits([7]), key) == Array(long.prefix(7)))
    }
}
