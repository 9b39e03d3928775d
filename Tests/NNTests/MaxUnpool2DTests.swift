import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct MaxUnpool2DTests {
    @Test func putsMaximaBackAtTheirPlaces() {
        let x = Tensor([1, 2, 3, 4, 8, 7, 6, 5], shape: [1, 2, 4, 1])
        let (values, places) = maxPool2DWithIndices(x, size: 2)
        #expect(MaxUnpool2D(size: 2)(values, places).array() == [0, 0, 0, 0, 8, 0, 6, 0])
        #expect(throws: OpError.self) { try checked { MaxUnpool2D(size: 2)(x[0], places) } }
    }
}
