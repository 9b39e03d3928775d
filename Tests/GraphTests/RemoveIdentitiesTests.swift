import LaminaGraph
import Testing

@Suite struct RemoveIdentitiesTests {
    private let spec = TensorSpec([2, 1])

    private func remains(_ primitive: Primitive) throws -> Bool {
        let once = try graph([spec]) { graph, x in try graph.add(primitive, x) }
        return once.removingIdentities().outputs != [0]
    }

    @Test(arguments: [
        Primitive.identity, .stopGradient, .convert(.float32), .reshape([2, 1]),
        .transpose([0, 1]), .broadcast([2, 1], axes: [0, 1]), .concatenate(axis: 0),
        .slice(starts: [0, 0], limits: [2, 1], strides: [1, 3]),
        .pad(low: [0, 0], high: [0, 0], value: 7), .reduce(.max, axes: []),
    ])
    func goes(primitive: Primitive) throws {
        #expect(try !remains(primitive))
    }

    @Test(arguments: [
        Primitive.unary(.abs), .convert(.float64), .reshape([1, 2]), .transpose([1, 0]),
        .broadcast([2, 3], axes: [0, 1]), .pad(low: [0, 0], high: [0, 1], value: 7),
        .slice(starts: [1, 0], limits: [2, 1], strides: [1, 1]), .reduce(.max, axes: [1]),
    ])
    func stays(primitive: Primitive) throws {
        #expect(try remains(primitive))
    }

    /// It starts from 0, and 0 + -0 is 0.
    @Test func sumOverNoAxesStays() throws {
        #expect(try remains(.reduce(.sum, axes: [])))
        #expect(try evaluate(.reduce(.sum, axes: []), ([-0.0, 1], spec))[0].sign == .plus)
    }
}
