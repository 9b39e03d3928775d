import LaminaGraph
import LaminaNN
import LaminaTensor
import Synchronization
import Testing

private struct Block: Module {
    let dense = Dense(3)
    let drop = Dropout(0.1)

    func forward(_ x: Tensor) -> Tensor { drop(relu(dense(x))) }
}

private struct Network: Module {
    let first = Block()
    let second = Block()
    let activation = Activation.tanh
    let rest = Sequential {
        Dense(2)
        Activation.softmax
    }

    func forward(_ x: Tensor) -> Tensor {
        let hidden = activation(second(activation(first(x))))
        return Flatten()(rest(hidden))
    }
}

/// Two modules as input and two as output.
private struct Swapped: Module {
    func forward(_ pair: [Tensor]) -> [Tensor] { [pair[1], pair[0]] }
}

@Suite struct ModuleCallTests {
    @Test func observersSeePathsInTheOrderOfTheCallsEnds() throws {
        let model = Network()
        try model.build(input: [1, 4], seed: 1)
        let outputs = model.moduleOutputs(.ones([2, 4]))
        #expect(
            outputs.map(\.path) == [
                "first.dense", "first.drop", "first", "activation", "second.dense", "second.drop",
                "second", "activation", "rest.layers.0", "rest.layers.1", "rest", "Flatten#1", "",
            ])
        #expect(outputs[0].kind == "Dense" && outputs[3].kind == "tanh")
        #expect(outputs[0].tensors[0].shape == [2, 3])
        #expect(outputs.last?.tensors[0].array() == model(.ones([2, 4])).array())
    }

    @Test func recordedNodesCarryTheModulesPath() throws {
        let model = Network()
        try model.build(input: [1, 4], seed: 1)
        let scopes = Mutex<Set<String>>([])
        let function = compile { (x: Tensor) in
            let y = model(x)
            scopes.withLock { $0.formUnion(recordedScopes(below: y)) }
            return y
        }
        _ = function(.ones([1, 4]))
        let found = scopes.withLock(\.self)
        #expect(found.isSuperset(of: ["first", "first.dense", "second.dense", "rest.layers.0"]))
    }

    @Test func aModuleMayTakeAndGiveSeveralTensors() {
        let result = Swapped()([Tensor([1]), Tensor([2])])
        #expect(result.map { $0.array() } == [[2], [1]])
    }
}

private func recordedScopes(below tensor: Tensor) -> Set<String> {
    var (found, pending) = (Set<String>(), [tensor.node])
    while let node = pending.popLast() {
        found.insert(node.scope)
        pending += node.inputs
    }
    return found
}
