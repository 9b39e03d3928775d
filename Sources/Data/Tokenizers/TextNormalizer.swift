/// A step that rewrites text before it is cut into words.
///
/// The cases bear the names that `tokenizer.json` gives them.
indirect enum TextNormalizer: Sendable {
    case sequence([TextNormalizer])
    case form(UnicodeForm)
    case lowercase
    /// Removes marks (general categories M*); a decomposing form belongs before it.
    case stripAccents
    case strip(left: Bool, right: Bool)
    case replace(TextPattern, [UInt32])
    case prepend([UInt32])
    case bert(BertNormalizer)

    /// What a file may ask for, for errors.
    static let names = [
        "Sequence", "NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Strip", "Replace",
        "Prepend", "BertNormalizer",
    ]

    func apply(_ text: AlignedText) -> AlignedText {
        switch self {
        case .sequence(let steps): return steps.reduce(text) { $1.apply($0) }
        case .form(let form): return form.apply(text)
        case .lowercase: return text.mapped(ScalarClass.appendLowercase)
        case .stripAccents:
            return text.mapped { if !ScalarClass.isMark($0) { $1.append($0) } }
        case .strip(let left, let right): return Self.stripped(text, left: left, right: right)
        case .replace(let pattern, let replacement):
            return Self.replaced(pattern.matches(in: text, 0..<text.count), by: replacement, text)
        case .prepend(let prefix): return Self.prepended(prefix, text)
        case .bert(let normalizer): return normalizer.apply(text)
        }
    }

    /// `prefix` before a text that is not empty; it takes the first scalar's origin.
    static func prepended(_ prefix: [UInt32], _ text: AlignedText) -> AlignedText {
        guard text.count > 0 else { return text }
        var result = AlignedText()
        result.reserve(text.count + prefix.count)
        for scalar in prefix { result.append(scalar, text.origin(0)) }
        result.append(text, 0..<text.count)
        return result
    }

    private static func stripped(_ text: AlignedText, left: Bool, right: Bool) -> AlignedText {
        var (first, end) = (0, text.count)
        while left, first < end, ScalarClass.isWhitespace(text.scalars[first]) { first += 1 }
        while right, end > first, ScalarClass.isWhitespace(text.scalars[end - 1]) { end -= 1 }
        return AlignedText(text, first..<end)
    }

    private static func replaced(
        _ matches: [Range<Int>], by replacement: [UInt32], _ text: AlignedText
    ) -> AlignedText {
        guard !matches.isEmpty else { return text }
        var (result, place) = (AlignedText(), 0)
        result.reserve(text.count)
        for match in matches {
            result.append(text, place..<match.lowerBound)
            for scalar in replacement { result.append(scalar, text.origin(match)) }
            place = match.upperBound
        }
        result.append(text, place..<text.count)
        return result
    }
}

/// BERT's basic cleaning: controls removed and blanks made equal, Chinese characters set apart,
/// accents removed, lower case.
///
/// - Source: Devlin et al. (2019), `BasicTokenizer` in `tokenization.py`.
struct BertNormalizer: Sendable {
    var cleansText = true
    var separatesChinese = true
    var stripsAccents = true
    var lowercases = true

    func apply(_ text: AlignedText) -> AlignedText {
        var text = text
        if cleansText || separatesChinese {
            text = text.mapped { value, result in
                if cleansText, !clean(value) { return }
                if separatesChinese, ScalarClass.isChinese(value) {
                    result += [0x20, value, 0x20]
                } else {
                    result.append(
                        cleansText && ScalarClass.isWhitespace(value) ? 0x20 : value)
                }
            }
        }
        if stripsAccents {
            text = UnicodeForm.nfd.apply(text)
            if text.scalars.contains(where: ScalarClass.isNonspacingMark) {
                text = text.mapped { if !ScalarClass.isNonspacingMark($0) { $1.append($0) } }
            }
        }
        return lowercases ? text.mapped(ScalarClass.appendLowercase) : text
    }

    private func clean(_ value: UInt32) -> Bool {
        if value == 0x09 || value == 0x0A || value == 0x0D { return true }
        return value != 0 && value != 0xFFFD && !ScalarClass.isControl(value)
    }
}
