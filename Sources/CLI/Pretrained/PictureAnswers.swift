import Lamina

/// `lamina predict --model mobilenet-v2 PICTURE…`: the likeliest classes of pictures.
struct PictureAnswers: PretrainedNetwork {
    private let classifier: PictureClassifier

    init(_ classifier: PictureClassifier) { self.classifier = classifier }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        // All are read before the first answer, so that a bad one stops the command as a whole.
        let pictures = try inputs.map { try Bitmap(contentsOf: $0) }
        return pictures.map { picture in
            let found = classifier.classify(picture, top: options.top)
            let text = found.map { "\($0.name) \(NumberText.percent(Double($0.probability)))" }
            let classes = found.map { answer in
                JSONValue([
                    ("label", JSONValue(answer.label)), ("class", JSONValue(answer.name)),
                    ("logit", JSONValue(answer.logit)),
                    ("probability", JSONValue(answer.probability)),
                ])
            }
            return PretrainedAnswer(
                text: text.joined(separator: ", "), members: [("classes", JSONValue(classes))])
        }
    }
}
