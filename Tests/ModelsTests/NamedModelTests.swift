import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaTensor
import Testing

@Suite struct NamedModelTests {
    @Test func everyModelIsMadeByItsName() throws {
        let cases = [
            ("perceptron", [2]), ("mlp", [28, 28, 1]), ("lenet5", [28, 28, 1]),
            ("resnet", [28, 28, 1]), ("capsules", [28, 28, 1]),
        ]
        for (name, input) in cases {
            let kind = try #require(NamedModel.named(name))
            let model = try kind.make(input: Shape(input), classCount: 3)
            try model.build(input: Shape([2] + input), seed: 1)
            #expect(model(.ones(Shape([2] + input))).shape == [2, 3])
        }
        #expect(NamedModel.named("lenet") == nil)
        #expect(
            NamedModel.all.map(\.name) == [
                "perceptron", "mlp", "lenet5", "resnet", "capsules", "char-lstm", "gpt",
            ])
    }

    @Test(arguments: ["char-lstm", "gpt"]) func languageModelsAnswerAtEveryCharacter(name: String)
        throws
    {
        let kind = try #require(NamedModel.named(name))
        let model = try kind.make(
            input: [6], dtype: .int32, classCount: 5,
            settings: name == "gpt"
                ? ["features": "8", "heads": "2", "layers": "1"] : ["units": "8"])
        let codes = Tensor([0, 1, 2, 3, 4, 0] as [Int32], shape: [1, 6])
        try model.build(like: codes, seed: 1)
        #expect(model(codes).shape == [1, 6, 5])
        #expect(throws: ModelError.self) { try kind.make(input: [6], classCount: 5) }
    }

    @Test func numbersAndTextAreNotTakenForOneAnother() throws {
        let kind = try #require(NamedModel.named("mlp"))
        let error = #expect(throws: ModelError.self) {
            try kind.make(input: [6], dtype: .int32, classCount: 5)
        }
        #expect(error?.description.contains("not text") == true)
        let gpt = try #require(NamedModel.named("gpt"))
        #expect(throws: ModelError.self) {
            try gpt.make(
                input: [6], dtype: .int32, classCount: 5, settings: ["features": "9", "heads": "2"])
        }
    }

    @Test func settingsShapeTheModel() throws {
        let kind = try #require(NamedModel.named("mlp"))
        let model = try kind.make(
            input: [4], classCount: 2,
            settings: ["hidden": "8, 6", "activation": "tanh", "dropout": "0.5"])
        try model.build(input: [1, 4], seed: 1)
        #expect(
            model.parameters.map { $0.parameter.shape } == [
                [4, 8], [8], [8, 6], [6], [6, 2], [2],
            ])
    }

    @Test(arguments: [
        ("hidden", "8,,6"), ("hidden", "0"), ("hidden", "-3"), ("hidden", "99999999999999999999"),
        ("hidden", ""), ("activation", "rellu"), ("dropout", "1"), ("dropout", "nan"),
        ("initializer", "he"),
    ])
    func aBadValueSaysWhatIsExpected(setting: String, value: String) throws {
        let kind = try #require(NamedModel.named("mlp"))
        let error = #expect(throws: ModelError.self) {
            try kind.make(input: [4], classCount: 2, settings: [setting: value])
        }
        #expect(error?.description.hasPrefix("model mlp: \(setting)=\(value)") == true)
    }

    @Test func anUnknownSettingListsThoseThereAre() throws {
        let kind = try #require(NamedModel.named("mlp"))
        #expect(
            throws: ModelError.unknownSetting(
                model: "mlp", setting: "hiden",
                known: ["hidden", "activation", "dropout", "initializer"])
        ) { try kind.make(input: [4], classCount: 2, settings: ["hiden": "8"]) }
    }

    @Test(arguments: [[2], [28, 28], [8, 8, 1], [28, 28, 0]])
    func lenetRefusesWhatIsNotAPicture(input: [Int]) throws {
        let kind = try #require(NamedModel.named("lenet5"))
        #expect(throws: ModelError.self) { try kind.make(input: Shape(input), classCount: 2) }
    }
}
