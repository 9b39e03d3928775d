import ArgumentParser
import Lamina

/// `lamina predict`: what a trained network says of single inputs.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Asks a run's network, or a pretrained one, about pictures, texts, sounds.",
        discussion: """
            An input is a PNG picture of the network's size, an IDX file with an index, the number of \
            an example in the run's own test set, or numbers with commas:

              lamina predict runs/lenet5-fashion-mnist-001 shirt.png
              lamina predict runs/lenet5-fashion-mnist-001 t10k-images-idx3-ubyte:17 18
              lamina predict runs/mlp-xor-001 0,1

            A network that learned a text continues what it is given:

              lamina predict runs/gpt-jane-austen-001 "It is a truth" --length 200 --temperature 0.8

            With --model the network is a pretrained one, and there is no run; `lamina data get NAME` \
            brings its weights:

              lamina predict --model minilm "A man plays a guitar." "Someone makes music."
              lamina predict --model mobilenet-v2 bear.png --top 5
              lamina predict --model silero-vad talk.wav
              lamina predict --model g2p-en transformer
              lamina predict --model waifu2x small.jpg --output large.png
              lamina predict --model rapidocr page.png
              lamina predict --model magika download.bin
              lamina predict --model basic-pitch song.wav --output song.mid
            """)

    @Argument(
        help: ArgumentHelp(
            "The run's folder unless --model or --head is given, then what to look at.",
            valueName: "run-or-input"),
        completion: .file())
    var arguments: [String]

    @Option(
        help: ArgumentHelp(
            "A pretrained network: \(PretrainedNetworks.all.map(\.name).joined(separator: ", ")).",
            valueName: "name"),
        completion: .list(PretrainedNetworks.all.map(\.name)))
    var model: String?

    @Option(
        help: "A layer that `lamina finetune` trained, instead of a run.",
        completion: .file(extensions: ["safetensors"]))
    var head: String?

    @Option(help: "Which weights: last or best.")
    var checkpoint = TrainedModel.Choice.last

    @Option(parsing: .unconditional, help: "How many classes to print.")
    var top = 3

    @Option(parsing: .unconditional, help: "How many characters to add to a text.")
    var length = 200

    @Option(
        parsing: .unconditional,
        help: "How freely a text is continued; at 0 by the likeliest character each time.")
    var temperature = 0.8

    @Option(help: "Decides by chance how a text is continued.")
    var seed: UInt64 = 1

    @Option(
        help: "Where a network that makes a picture or a MIDI file writes it.", completion: .file())
    var output: String?

    @Option(help: "Of waifu2x: upconv_7_photo, or cunet, which is finer and slower.")
    var network: String?

    @Flag(help: "Print one JSON object for each input.")
    var json = false

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top \(top): print at least one class") }
        guard (0...1_000_000).contains(length) else {
            throw ValidationError("--length \(length): add from 0 to 1000000 characters")
        }
        guard temperature >= 0, temperature.isFinite else {
            throw ValidationError("--temperature \(temperature): give a number from 0")
        }
        guard model == nil || head == nil else {
            throw ValidationError("--model or --head, not both: a head names its network")
        }
        guard model != nil || head != nil || arguments.count >= 2 else {
            throw ValidationError("give the run's folder and at least one input, or --model NAME")
        }
        guard model != nil || network == nil else {
            throw ValidationError("--network is for waifu2x, with --model")
        }
        guard model != nil || output == nil else {
            throw ValidationError("--output is for networks that make files, with --model")
        }
    }

    func run() throws {
        let options = PretrainedOptions(top: top, output: output, network: network)
        let pretrained: (any PretrainedNetwork)? =
            try model.map { try PretrainedNetworks.named($0, options) }
            ?? head.map { try HeadAnswers(contentsOf: $0) }
        if let network = pretrained {
            for (input, answer) in zip(arguments, try network.answers(to: arguments, options)) {
                if json {
                    try JSONLines.write(
                        JSONValue([("input", JSONValue(input))] + answer.members))
                } else {
                    try StandardStream.output.write("\(input): \(answer.text)\n")
                }
            }
        } else {
            try askRun(arguments[0], Array(arguments.dropFirst()))
        }
    }

    private func askRun(_ path: String, _ inputs: [String]) throws {
        let trained = try TrainedModel(run: path, choice: checkpoint)
        let task = trained.plan.data.train.task
        guard task != .nextCharacters else { return try continueTexts(trained, inputs) }
        // All inputs are read before the first answer, so that a bad one stops the command as a
        // whole.
        let examples = try inputs.map { try PredictInput($0, for: trained.plan.data).numbers }
        for (input, example) in zip(inputs, examples) {
            let answer = try trained.answer(example)
            try task == .classes
                ? printClasses(input, answer, trained.plan.data.train.classNames)
                : printNumbers(input, answer)
        }
    }

    private func printClasses(
        _ input: String, _ probabilities: [Double], _ names: [String]
    ) throws {
        let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
        if json {
            try JSONLines.write([
                "input": JSONValue(input), "class": JSONValue(names[order[0]]),
                "label": JSONValue(order[0]),
                "probability": JSONValue(probabilities[order[0]]),
                "probabilities": JSONValue(
                    names.indices.map { (key: names[$0], value: JSONValue(probabilities[$0])) }),
            ])
        } else {
            let answers = order.prefix(top).map {
                "\(names[$0]) \(NumberText.percent(probabilities[$0]))"
            }
            try StandardStream.output.write("\(input): \(answers.joined(separator: ", "))\n")
        }
    }

    private func printNumbers(_ input: String, _ numbers: [Double]) throws {
        if json {
            try JSONLines.write([
                "input": JSONValue(input), "prediction": JSONValue(numbers.map { JSONValue($0) }),
            ])
        } else {
            let words = numbers.map { NumberText.metric($0) }.joined(separator: ", ")
            try StandardStream.output.write("\(input): \(words)\n")
        }
    }

    private func continueTexts(_ trained: TrainedModel, _ prompts: [String]) throws {
        for prompt in prompts {
            let text = try trained.continuation(
                of: prompt, length: length, temperature: temperature, seed: seed)
            if json {
                try JSONLines.write(["input": JSONValue(prompt), "text": JSONValue(text)])
            } else {
                try StandardStream.output.write("\(prompt)\(text)\n")
            }
        }
    }
}
