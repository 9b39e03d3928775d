import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

/// A layer, an input that does not fit it, and what it says.
private struct WrongInput: Sendable, CustomTestStringConvertible {
    let layer: any Module<Tensor, Tensor>
    /// What the layer is built for; an input that fits.
    let right: Shape
    let wrong: Shape
    let op: String
    let problem: String
    private let check: (@Sendable () throws -> Void)?

    var testDescription: String { "\(op): \(wrong)" }

    /// Without a check of its own, the layer is called. (A call's fault looks up its line, which
    /// takes half a second.)
    init<Layer: Module<Tensor, Tensor>>(
        _ op: String, _ layer: Layer, _ right: Shape, not wrong: Shape, _ problem: String,
        _ check: (@Sendable (Layer, TensorSpec) throws -> Void)? = nil
    ) {
        (self.op, self.layer, self.right, self.wrong) = (op, layer, right, wrong)
        self.problem = problem
        guard let check else {
            self.check = nil
            return
        }
        self.check = { try check(layer, TensorSpec(wrong)) }
    }

    /// The layer's fault.
    func fault() throws -> OpError {
        try #require(throws: OpError.self) {
            if let check { try check() } else { try checked { call(layer) } }
        }
    }

    private func call(_ layer: some Module<Tensor, Tensor>) { _ = layer(.ones(wrong)) }
}

private struct Network: Module {
    let body = Sequential {
        Conv1D(outChannels: 4, kernelSize: 3)
        GlobalAveragePool()
    }
    let head = MaxPool1D(size: 2)

    func forward(_ x: Tensor) -> Tensor { head(body(x)) }
}

/// The head is built for all positions of its inputs.
private struct Misfit: Module {
    struct Head: Module {
        let output = Dense(2)
        func forward(_ x: Tensor) -> Tensor { output(x) }
    }

    let body = Sequential { Conv1D(outChannels: 4, kernelSize: 3) }
    let head = Head()

    func forward(_ x: Tensor) -> Tensor { head(relu(body(x)).flattened(from: 1)) }
}

/// A product of the module's own that wants a square.
private struct Squared: Module {
    struct Square: Module {
        func forward(_ x: Tensor) -> Tensor { matmul(x, x) }
    }

    let wide = Dense(inFeatures: 3, outFeatures: 4)
    let square = Square()

    func forward(_ x: Tensor) -> Tensor { square(concatenated([wide(x), x], axis: -1)) }
}

private struct Normed: Module {
    let norm = BatchNorm()
    let drop = Dropout(0.5)
    let output = Dense(inFeatures: 2, outFeatures: 1)

    func forward(_ x: Tensor) -> Tensor {
        let hidden = drop(norm(x))
        return hidden.max().scalar() > 100 ? hidden : output(hidden)
    }
}

@Suite struct LayerErrorTests {
    private static let wrong: [WrongInput] = [
        WrongInput("PReLU", PReLU(), [2, 3], not: [2, 4], "4 features, the layer 3") {
            _ = try $0.check($1)
        },
        WrongInput("GLU", GLU(), [2, 4], not: [2, 3], "3 features have no halves") {
            _ = try $0.check($1)
        },
        WrongInput(
            "Conv1D", Conv1D(outChannels: 2, kernelSize: 3), [1, 8, 3], not: [1, 3, 8],
            "8 channels, the layer 3"
        ) { _ = try $0.check($1) },
        WrongInput(
            "Conv3D", Conv3D(outChannels: 2, kernelSize: 1), [1, 2, 2, 2, 3], not: [2, 2, 2, 3],
            "[batch, depth, height, width, channels]"
        ) { _ = try $0.check($1) },
        WrongInput(
            "DepthwiseConv2D", DepthwiseConv2D(kernelSize: 1), [1, 2, 2, 3], not: [1, 2, 2, 4],
            "4 channels, the layer 3"
        ) { _ = try $0.check($1) },
        WrongInput(
            "ConvTransposed2D", ConvTransposed2D(outChannels: 2, kernelSize: 2), [1, 2, 2, 3],
            not: [1, 2, 2, 4], "4 channels, the layer 3"
        ) { _ = try $0.check($1) },
        WrongInput(
            "MaxPool2D", MaxPool2D(size: 2), [1, 4, 4, 1], not: [4, 4, 1],
            "[batch, height, width, channels]"
        ) { _ = try $0.check($1) },
        WrongInput(
            "AveragePool1D", AveragePool1D(size: 2), [1, 4, 1], not: [4, 1],
            "[batch, length, channels]"
        ) { _ = try $0.check($1) },
        WrongInput(
            "AdaptiveMaxPool", AdaptiveMaxPool(to: [2, 2]), [1, 4, 4, 1], not: [1, 4, 1],
            "rank 3 does not fit the sizes [2, 2]"
        ) { _ = try $0.check($1) },
        WrongInput(
            "GlobalMaxPool", GlobalMaxPool(), [1, 4, 1], not: [4, 1], "not of rank 2"),
        WrongInput(
            "Padding", Padding([1, 2]), [1, 2, 2, 1], not: [1, 2, 1], "do not fit rank 3"
        ) { _ = try $0.check($1) },
        WrongInput(
            "Upsample", Upsample(to: [4, 4]), [1, 2, 2, 1], not: [1, 2, 1],
            "has not the axes to resize"
        ) { _ = try $0.check($1) },
        WrongInput(
            "PixelShuffle", PixelShuffle(factor: 2), [1, 2, 2, 4], not: [1, 2, 2, 3],
            "3 channels do not make squares of 2 by 2"
        ) { _ = try $0.check($1) },
        WrongInput(
            "PixelUnshuffle", PixelUnshuffle(factor: 2), [1, 2, 2, 1], not: [1, 2, 3, 1],
            "2 by 3 pixels do not split into squares of 2"
        ) { _ = try $0.check($1) },
        WrongInput("BatchNorm", BatchNorm(), [2, 3], not: [2, 4], "4 features, the layer 3") {
            _ = try $0.check($1)
        },
        WrongInput("LayerNorm", LayerNorm(), [2, 3], not: [2, 4], "[4], the layer's [3]") {
            _ = try $0.check($1)
        },
        WrongInput("RMSNorm", RMSNorm(axisCount: 2), [2, 3], not: [3], "1 axes, fewer than 2") {
            _ = try $0.check($1)
        },
        WrongInput("GroupNorm", GroupNorm(groups: 1), [2, 3], not: [2, 4], "4 features") {
            _ = try $0.check($1)
        },
        WrongInput("InstanceNorm", InstanceNorm(), [2, 3, 1], not: [2, 3], "positions") {
            _ = try $0.check($1)
        },
        WrongInput(
            "LocalResponseNorm", LocalResponseNorm(), [2, 3], not: [], "not of rank 0"),
        WrongInput("SpatialDropout", SpatialDropout(), [2, 3], not: [3], "not of rank 1"),
        WrongInput("DropPath", DropPath(0.1), [2, 3], not: [], "not of rank 0"),
        WrongInput("RNN", RNN(2), [2, 3, 4], not: [2, 3, 5], "5 features, the layer 4") {
            _ = try $0.check($1)
        },
        WrongInput("GRU", GRU(2), [2, 3, 4], not: [2, 4], "[batch, time, features]") {
            _ = try $0.check($1)
        },
        WrongInput("LSTM", LSTM(2), [2, 3, 4], not: [2, 3, 5], "5 features, the layer 4") {
            _ = try $0.check($1)
        },
        WrongInput(
            "MultiHeadAttention", MultiHeadAttention(features: 4, heads: 2), [2, 3, 4],
            not: [3, 4], "[batch, length, features]"
        ) { try $0.check($1, $1) },
        WrongInput(
            "SinusoidalPositions", SinusoidalPositions(), [2, 3, 4], not: [3, 4],
            "[batch, length, features]"),
        WrongInput(
            "LearnedPositions", LearnedPositions(count: 3), [2, 3, 4], not: [2, 5, 4],
            "5 words are more than the 3 positions"
        ) { _ = try $0.check($1) },
        WrongInput("Highway", Highway(), [2, 3], not: [2, 4], "4 features, the layer 3") {
            _ = try $0.check($1)
        },
        WrongInput("Maxout", Maxout(2), [2, 3], not: [2, 4], "4 features, the layer 3") {
            _ = try $0.check($1)
        },
        WrongInput(
            "SqueezeExcite", SqueezeExcite(), [2, 3, 4], not: [2, 4], "positions between"
        ) { _ = try $0.check($1) },
        WrongInput("RadialBasis", RadialBasis(2), [2, 3], not: [2, 4], "4 features, the layer 3") {
            _ = try $0.check($1)
        },
        WrongInput(
            "Capsules", Capsules(count: 2, size: 2), [1, 3, 4], not: [1, 5, 4],
            "5 capsules of size 4, the layer 3 of 4"
        ) { _ = try $0.check($1) },
        WrongInput(
            "MixtureOfExperts", MixtureOfExperts(count: 2) { Dense(1) }, [2, 3], not: [3],
            "not of rank 1"),
    ]

    @Test(arguments: wrong) fileprivate func saysWhatIsWrong(_ row: WrongInput) throws {
        try row.layer.build(input: row.right, seed: 1)
        let error = try row.fault()
        #expect(error.op.hasPrefix(row.op))
        #expect(error.problem.contains(row.problem), "\(error.problem)")
        #expect(!error.fix.isEmpty)
    }

    @Test func namesTheLayersPath() throws {
        let network = Network()
        // Building finds that the head needs positions, which the pooling has taken away.
        let error = #expect(throws: OpError.self) {
            try checked { try network.build(input: [2, 8, 3], seed: 1) }
        }
        #expect(error?.op == "MaxPool1D at head")
        let channels = #expect(throws: OpError.self) { try checked { network(.ones([2, 8, 4])) } }
        #expect(channels?.op == "Conv1D at body.layers.0")
    }

    @Test(arguments: [false, true]) func namesTheLayerWhoseOutputDoesNotFit(isCompiled: Bool) throws
    {
        let model = Misfit()
        try model.build(input: [1, 8, 3])
        let compiled = compile { (x: Tensor) in model(x) }
        let x = Tensor.ones([2, 9, 3])
        let error = #expect(throws: OpError.self) {
            try checked { isCompiled ? compiled(x) : model(x) }
        }
        #expect(error?.op == "Dense at head.output")
        #expect(error?.notes.map(\.label) == ["from"])
        #expect(
            error?.explanation == """
                Dense at head.output: the input has 28 features, the layer 24
                  x       float32 [2, 28]
                  weight  [24, 2]
                  from    Conv1D at body.layers.0, float32 [2, 7, 4]
                  fix     make the last axis 24 long, or build the model for inputs of 28
                """)
    }

    @Test func namesTheModuleWhoseOwnArithmeticDoesNotFit() throws {
        let model = Squared()
        let error = #expect(throws: OpError.self) { try checked { model(.ones([2, 3])) } }
        #expect(error?.op == "matmul")
        #expect(
            error?.notes.map { "\($0.label) \($0.text)" } == [
                "in Square at square",
                "from Dense at wide, float32 [2, 4]; the model's input, float32 [2, 3]",
            ])
    }

    @Test func explainingAFaultChangesNothing() throws {
        func make() throws -> Normed {
            let model = Normed()
            try model.norm.build(input: [1, 3])
            try model.output.build(input: [1, 2])
            return model
        }
        func state(_ model: Normed, _ generator: Generator) -> [[Float]] {
            [model.norm.runningMean.value, generator.state.value].map { $0.array(as: Float.self) }
        }
        let (model, plain) = (try make(), try make())
        let generators = [Generator(seed: 1), Generator(seed: 1)]
        let x = Tensor([[1, 2, 3], [4, 5, 7]])
        let error = #expect(throws: OpError.self) {
            try Generator.$current.withValue(generators[0]) {
                try withTraining { try checked { model(x) } }
            }
        }
        // The layer's output was read on the way, which a run on shapes alone could not do.
        #expect(error?.op == "Dense at output")
        #expect(error?.notes.first?.text == "Dropout at drop, float32 [2, 3]")
        Generator.$current.withValue(generators[1]) {
            withTraining { eval(plain.drop(plain.norm(x))) }
        }
        #expect(state(model, generators[0]) == state(plain, generators[1]))
    }

    @Test func aResidualsBodyKeepsTheShape() {
        let error = #expect(throws: OpError.self) {
            try checked { Residual(Dense(3))(.ones([2, 4])) }
        }
        #expect(error?.problem == "the body gives [2, 3], the input is [2, 4]")
    }

    @Test func embeddingsWantIntegers() throws {
        let layer = Embedding(count: 3, features: 2)
        let error = #expect(throws: OpError.self) { try checked { layer(.ones([2])) } }
        #expect(error?.problem == "symbols are integers, not float32")
    }

    @Test func bilinearWantsTheSizesItWasBuiltFor() throws {
        let layer = Bilinear(2)
        try layer.build(like: TensorPair(.ones([1, 3]), .ones([1, 4])), seed: 1)
        let error = #expect(throws: OpError.self) {
            try checked { layer(.ones([1, 3]), .ones([1, 5])) }
        }
        #expect(error?.problem.contains("3 and 5 features, the layer 3 and 4") == true)
    }
}
