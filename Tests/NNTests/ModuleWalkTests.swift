import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

private struct Pair: Sendable {
    let first = Parameter(.zeros([1]))
    let second = Parameter(.zeros([1]))
}

private class Base: @unchecked Sendable {
    let inherited = Parameter(.zeros([1]))
}

private final class Derived: Base, Module, @unchecked Sendable {
    let own = Parameter(.zeros([1]))
    func forward(_ x: Tensor) -> Tensor { x }
}

private struct Everything: Module {
    let shared = Parameter(.zeros([2]))
    let again: Parameter
    let list = [Dense(inFeatures: 1, outFeatures: 1), Dense(inFeatures: 1, outFeatures: 1)]
    let byName = ["b": Parameter(.zeros([1])), "a": Parameter(.zeros([1]))]
    let pair = Pair()
    let tuple = (Parameter(.zeros([1])), rate: Parameter(.zeros([1])))
    let maybe: Parameter? = Parameter(.zeros([1]))
    let none: Parameter? = nil
    let object = Derived()
    let statistics = Variable(.zeros([3]))
    let numbers = [Float](repeating: 0, count: 100)
    let constant = Tensor.zeros([4])

    init() { again = shared }

    func forward(_ x: Tensor) -> Tensor { x }
}

@Suite struct ModuleWalkTests {
    @Test func findsEveryCellOnceUnderItsPath() {
        let model = Everything()
        #expect(
            model.parameters.map(\.path) == [
                "shared", "list.0.weight", "list.0.bias", "list.1.weight", "list.1.bias",
                "byName.a", "byName.b", "pair.first", "pair.second", "tuple.0", "tuple.rate",
                "maybe", "object.inherited", "object.own",
            ])
        // The dense layers have sizes and no values yet.
        #expect(model.variables.map(\.path).suffix(1) == ["statistics"])
        #expect(!model.variables.map(\.path).contains("list.0.weight"))
    }

    @Test func aCopyOfAStructSharesItsCells() {
        let model = Pair()
        let copy = model
        copy.first.value = .ones([1])
        #expect(model.first.value.array() == [1])
    }
}
