import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct SequentialTests {
    @Test func buildsFromConditionsAndLoops() throws {
        let isDeep = true
        let model = Sequential {
            Flatten()
            for size in [8, 4] {
                Dense(size)
                Activation.relu
            }
            if isDeep { Dropout(0.1) }
            if !isDeep { Dense(9) } else { Dense(2) }
        }
        #expect(model.layers.count == 7)
        #expect(model(.ones([3, 2, 2])).shape == [3, 2])
        #expect(
            model.parameters.map(\.path).filter { $0.hasSuffix("weight") } == [
                "layers.1.weight", "layers.3.weight", "layers.6.weight",
            ])
    }

    @Test func emptyIsTheIdentity() {
        #expect(Sequential([])(Tensor([1, 2])).array() == [1, 2])
    }
}
