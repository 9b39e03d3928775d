/// Puts the tokens around texts that a model expects: `[CLS] A [SEP] B [SEP]`.
struct PostProcessor: Sendable {
    enum Item: Sendable {
        case special(ids: [Int32], typeID: Int32)
        case first(typeID: Int32)
        case second(typeID: Int32)
    }

    var single: [Item] = [.first(typeID: 0)]
    var pair: [Item] = [.first(typeID: 0), .second(typeID: 1)]
    /// Takes the blanks at a byte-level token's ends out of its offsets.
    var trimsOffsets = false
    var addsPrefixSpace = false

    /// What a file may ask for, for errors.
    static let names = [
        "TemplateProcessing", "BertProcessing", "RobertaProcessing", "ByteLevel", "Sequence",
    ]

    /// `first A last` and `first A last [middle] B last`.
    static func around(
        _ first: Int32, _ last: Int32, separators: Int, secondType: Int32
    ) -> PostProcessor {
        let middle = [Item](repeating: .special(ids: [last], typeID: 0), count: separators)
        return PostProcessor(
            single: [
                .special(ids: [first], typeID: 0), .first(typeID: 0),
                .special(ids: [last], typeID: 0),
            ],
            pair: [.special(ids: [first], typeID: 0), .first(typeID: 0)] + middle + [
                .second(typeID: secondType), .special(ids: [last], typeID: secondType),
            ])
    }

    /// The number of tokens added to one text or to a pair.
    func addedCount(isPair: Bool) -> Int {
        (isPair ? pair : single).reduce(0) {
            if case .special(let ids, _) = $1 { $0 + ids.count } else { $0 }
        }
    }

    func apply(
        _ first: Tokenizer.Encoding, _ second: Tokenizer.Encoding?, addSpecialTokens: Bool
    ) -> Tokenizer.Encoding {
        var result = Tokenizer.Encoding()
        for item in second == nil ? single : pair {
            switch item {
            case .first(let typeID): result.append(first, typeID: typeID)
            case .second(let typeID):
                if let second { result.append(second, typeID: typeID) }
            case .special(let ids, let typeID):
                guard addSpecialTokens else { continue }
                for id in ids { result.append(id, typeID: typeID, isSpecial: true) }
            }
        }
        return result
    }

    /// Trims the offsets of tokens that begin or end with blanks.
    func trim(_ encoding: inout Tokenizer.Encoding, token: (Int32) -> String) {
        guard trimsOffsets else { return }
        for index in encoding.ids.indices {
            let scalars = token(encoding.ids[index]).unicodeScalars
            func isBlank(_ scalar: Unicode.Scalar) -> Bool {
                scalar.value == ByteAlphabet.scalars[0x20] || scalar.properties.isWhitespace
            }
            var leading = scalars.prefix(while: isBlank).count
            let trailing = scalars.reversed().prefix(while: isBlank).count
            guard leading > 0 || trailing > 0 else { continue }
            let range = encoding.offsets[index]
            var (start, end) = (range.lowerBound, range.upperBound)
            if leading > 0 {
                // The first blank of a text may be the one that was put there.
                if index == 0 || start == 0, addsPrefixSpace { leading -= 1 }
                start = min(start + leading, end)
            }
            if trailing > 0, end >= trailing { end = max(end - trailing, start) }
            encoding.setOffsets(start..<end, at: index)
        }
    }
}
