/// GPT-2's cutting of text into words, numbers, signs and blanks, by a scanner in place of the
/// regular expression.
///
/// - Source: Radford et al. (2019), GPT-2, `encoder.py`.
enum GPT2Words {
    static let expression =
        #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

    private enum Kind { case letter, number, blank, sign }

    /// Words that lie one behind another and cover `range`.
    static func words(in text: [UInt32], _ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = end(of: start, text, range.upperBound)
            result.append(start..<end)
            start = end
        }
        return result
    }

    private static func end(of start: Int, _ text: [UInt32], _ limit: Int) -> Int {
        if let end = contraction(start, text, limit) { return end }
        let isSpace = text[start] == 0x20
        let first = isSpace ? start + 1 : start
        if first < limit, case let kind = kind(text[first]), kind != .blank {
            var end = first + 1
            while end < limit, self.kind(text[end]) == kind { end += 1 }
            return end
        }
        var end = start
        while end < limit, kind(text[end]) == .blank { end += 1 }
        // The last blank of a run stays with the word behind it, unless it is alone.
        return end < limit && end - start > 1 ? end - 1 : end
    }

    private static func contraction(_ start: Int, _ text: [UInt32], _ limit: Int) -> Int? {
        guard text[start] == 0x27, start + 1 < limit else { return nil }
        switch (text[start + 1], start + 2 < limit ? text[start + 2] : 0) {
        case (0x73, _), (0x74, _), (0x6D, _), (0x64, _): return start + 2  // s t m d
        case (0x72, 0x65), (0x76, 0x65), (0x6C, 0x6C): return start + 3  // re ve ll
        default: return nil
        }
    }

    private static func kind(_ value: UInt32) -> Kind {
        if ScalarClass.isLetter(value) { return .letter }
        if ScalarClass.isWhitespace(value) { return .blank }
        return ScalarClass.isNumber(value) ? .number : .sign
    }
}
