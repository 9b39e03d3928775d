import Lamina

/// `lamina predict --model minilm TEXT…`: a vector for each text, and how alike the texts are.
struct SentenceAnswers: PretrainedNetwork {
    private let encoder: MiniLM

    init() throws { encoder = try MiniLM() }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        let vectors = encoder.encode(inputs)
        let cosines = matmul(vectors, vectors.transposed()).array()
        let numbers = vectors.array()
        return inputs.indices.map { index in
            let own = Array(numbers[index * encoder.features..<(index + 1) * encoder.features])
            let likeness = Array(cosines[index * inputs.count..<(index + 1) * inputs.count])
            var lines = own.map { NumberText.fixed(Double($0), digits: 6) }.joined(separator: " ")
            if inputs.count > 1 {
                let row = likeness.map { NumberText.fixed(Double($0), digits: 3) }
                lines += "\n  cosine to each text: " + row.joined(separator: " ")
            }
            return PretrainedAnswer(
                text: "\(own.count) numbers\n  \(lines)",
                members: [
                    ("embedding", JSONValue(own.map { JSONValue($0) })),
                    ("cosines", JSONValue(likeness.map { JSONValue($0) })),
                ])
        }
    }
}
