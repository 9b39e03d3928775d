import Lamina
import LaminaONNX

/// `lamina predict --model rapidocr PICTURE…`: the lines of text in pictures.
struct PageAnswers: PretrainedNetwork {
    private let reader: TextReader

    init() throws { reader = try TextReader(loading: OnnxModule.inference) }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        let pictures = try inputs.map { try Bitmap(contentsOf: $0) }
        return pictures.map { picture in
            let lines = reader.read(picture)
            let rows = lines.map { line in
                let (first, last) = (line.corners[0], line.corners[2])
                return "\n  \(NumberText.fixed(line.confidence, digits: 3))  "
                    + "\(Int(first.x)),\(Int(first.y))–\(Int(last.x)),\(Int(last.y))  \(line.text)"
            }
            let members = lines.map { line in
                JSONValue([
                    ("text", JSONValue(line.text)), ("confidence", JSONValue(line.confidence)),
                    (
                        "corners",
                        JSONValue(line.corners.map { [JSONValue($0.x), JSONValue($0.y)] })
                    ),
                ])
            }
            return PretrainedAnswer(
                text: lines.isEmpty ? "no text" : "\(lines.count) lines" + rows.joined(),
                members: [("lines", JSONValue(members))])
        }
    }
}
