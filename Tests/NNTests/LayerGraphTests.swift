import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct LayerGraphTests {
    private let x = Tensor.normal(shape: [3, 4], key: RandomKey(seed: 1))

    @Test func aChainIsASequential() throws {
        let (first, second) = (Dense(6), Dense(2))
        let graph = LayerGraph { graph, input in
            let hidden = graph.apply(Activation.tanh, to: graph.apply(first, to: input))
            return graph.apply(second, to: hidden)
        }
        try graph.build(input: [1, 4], seed: 1)
        #expect(graph.names == ["dense1", "activation1", "dense2"])
        #expect(graph(x).array() == Sequential([first, Activation.tanh, second])(x).array())
    }

    @Test func joinsDoWhatTheirNamesSay() throws {
        for join in LayerGraph.Join.allCases {
            let graph = LayerGraph { graph, input in
                graph.join(join, [input, graph.apply(Activation.tanh, to: input)])
            }
            let want =
                switch join {
                case .add: x + tanh(x)
                case .multiply: x * tanh(x)
                case .maximum: maximum(x, tanh(x))
                case .concatenate: concatenated([x, tanh(x)], axis: -1)
                }
            #expect(graph(x).array() == want.array())
        }
    }

    @Test func bothPathsOfAJoinThatDoesNotFitAreNamed() throws {
        let graph = LayerGraph { graph, input in
            let (a, b) = (
                graph.apply(Dense(3), to: input, name: "a"),
                graph.apply(Dense(5), to: input, name: "b")
            )
            return graph.join(.add, [a, b], name: "sum")
        }
        let error = #expect(throws: OpError.self) {
            try checked { _ = graph.summary(input: [1, 4]) }
        }
        #expect(
            error?.description.contains("the outputs of 'a' and 'b' do not fit together") == true)
    }

    @Test func aLayerAppliedTwiceIsShared() throws {
        let layer = Dense(4)
        let graph = LayerGraph { graph, input in
            graph.apply(layer, to: graph.apply(layer, to: input, name: "once"), name: "twice")
        }
        try graph.build(input: [1, 4], seed: 1)
        #expect(graph.parameters.map(\.path) == ["once.weight", "once.bias"])
        #expect(graph(x).array() == layer(layer(x)).array())
    }
}
