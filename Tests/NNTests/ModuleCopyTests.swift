import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct ModuleCopyTests {
    private struct Network: Module {
        let hidden = Dense(4), output = Dense(1)
        let calls = Variable(Tensor(0))
        func forward(_ x: Tensor) -> Tensor {
            calls.value = calls.value + 1
            return output(relu(hidden(x)))
        }
    }

    private let x = Tensor.normal(shape: [3, 2], key: RandomKey(seed: 1))

    @Test func computesTheSameUntilOneOfThemChanges() throws {
        let network = Network()
        let before = network(x).array()
        let copy = network.copy()
        #expect(copy(x).array() == before)
        for (_, parameter) in network.parameters { parameter.value = parameter.value * 2 }
        #expect(copy(x).array() == before)
        #expect(network(x).array() != before)
    }

    @Test func hasCellsOfItsOwnUnderTheSamePaths() throws {
        let network = Network()
        _ = network(x)
        let copy = network.copy()
        #expect(copy.variables.map(\.path) == network.variables.map(\.path))
        let own = Set(network.variables.map { ObjectIdentifier($0.variable) })
        #expect(copy.variables.allSatisfy { !own.contains(ObjectIdentifier($0.variable)) })
    }

    @Test func trainsWithoutTouchingTheOriginal() {
        let network = Network()
        let before = network(x).array()
        let copy = network.copy()
        let (_, gradients) = valueAndGradient(at: copy) { $0(x).square().mean() }
        for (parameter, slope) in zip(copy.parameters.map(\.parameter), gradients.tensors) {
            parameter.value = parameter.value - 0.1 * slope
        }
        #expect(network(x).array() == before)
        #expect(copy(x).array() != before)
    }

    /// A variable that the network writes is the copy's while the copy runs, compiled or not.
    @Test func writesItsOwnVariables() {
        let network = Network()
        _ = network(x)
        let copy = network.copy()
        _ = copy(x)
        _ = compile { (x: Tensor) in copy(x) }(x).array()
        #expect(network.calls.value.scalar() == 1)
        #expect(copy.variables.last?.variable.value.scalar() == 3)
    }
}
