import Foundation
import LaminaFormats

/// What a `Replace` or `Split` looks for: a literal text or a regular expression.
///
/// Regular expressions are ICU's; an untrusted one may take long on a text made for it.
enum TextPattern: Sendable {
    case literal([UInt32])
    case expression(NSRegularExpression)
    /// GPT-2's expression, which ``GPT2Words`` scans without an engine.
    case gpt2

    init(expression: String) throws {
        if expression == GPT2Words.expression {
            self = .gpt2
        } else {
            self = .expression(try NSRegularExpression(pattern: expression))
        }
    }

    /// The matches inside `range`, in order, none overlapping another.
    func matches(in text: AlignedText, _ range: Range<Int>) -> [Range<Int>] {
        switch self {
        case .gpt2: GPT2Words.words(in: text.scalars, range)
        case .literal(let literal): Self.find(literal, in: text.scalars, range)
        case .expression(let expression): Self.find(expression, in: text.scalars, range)
        }
    }

    private static func find(
        _ literal: [UInt32], in scalars: [UInt32], _ range: Range<Int>
    ) -> [Range<Int>] {
        var result: [Range<Int>] = []
        guard !literal.isEmpty else { return result }
        var start = range.lowerBound
        while start + literal.count <= range.upperBound {
            if scalars[start] == literal[0],
                scalars[start..<start + literal.count].elementsEqual(literal)
            {
                result.append(start..<start + literal.count)
                start += literal.count
            } else {
                start += 1
            }
        }
        return result
    }

    private static func find(
        _ expression: NSRegularExpression, in scalars: [UInt32], _ range: Range<Int>
    ) -> [Range<Int>] {
        let text = AlignedText.string(scalars[range])
        let whole = NSRange(location: 0, length: text.utf16.count)
        let units = expression.matches(in: text, range: whole).map(\.range)
        var result: [Range<Int>] = []
        // Matches come in order, so one walk turns UTF-16 units into scalars.
        var (unit, index) = (0, range.lowerBound)
        func advance(to target: Int) -> Int {
            while unit < target, index < range.upperBound {
                unit += scalars[index] > 0xFFFF ? 2 : 1
                index += 1
            }
            return index
        }
        for match in units where match.length > 0 {
            let start = advance(to: match.location)
            result.append(start..<advance(to: match.location + match.length))
        }
        return result
    }
}
