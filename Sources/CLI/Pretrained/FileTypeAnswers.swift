import Lamina
import LaminaONNX

/// `lamina predict --model magika FILE…`: what kinds of files there are.
struct FileTypeAnswers: PretrainedNetwork {
    private let magika: Magika

    init() throws { magika = try Magika(loading: OnnxModule.inference) }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        try inputs.map { path in
            let answer = try magika.identify(path)
            let share = NumberText.percent(Double(answer.probability))
            let doubt = answer.guess.map { $0 == answer.label ? "" : ", perhaps \($0)" } ?? ""
            return PretrainedAnswer(
                text: "\(answer.label) \(share) (\(answer.summary), \(answer.mimeType)\(doubt))",
                members: [
                    ("label", JSONValue(answer.label)),
                    ("probability", JSONValue(answer.probability)),
                    ("guess", answer.guess.map { JSONValue($0) } ?? .null),
                    ("description", JSONValue(answer.summary)),
                    ("mime_type", JSONValue(answer.mimeType)),
                    ("group", JSONValue(answer.group)), ("is_text", JSONValue(answer.isText)),
                ])
        }
    }
}
