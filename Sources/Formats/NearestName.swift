/// Finds the name that was probably meant, for errors that list what exists.
public enum NearestName {
    /// The candidate nearest to `name`, or nil if none is near enough to be a slip of the keyboard.
    ///
    /// Nearness is the edit distance over lower-case characters, with `_` and blanks read as `-`; a
    /// distance of up to a third of the longer name counts, and a name that is the beginning of
    /// exactly one candidate (`fashion` for `fashion-mnist`) counts too. Ties go to the earlier one.
    public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = folded(name)
        guard !wanted.isEmpty else { return nil }
        var best: (distance: Int, name: String)?
        var completions: [String] = []
        for candidate in candidates {
            let other = folded(candidate)
            let distance = Self.distance(wanted, other)
            if distance <= max(wanted.count, other.count) / 3, distance < best?.distance ?? .max {
                best = (distance, candidate)
            }
            if other.starts(with: wanted) { completions.append(candidate) }
        }
        return best?.name ?? (completions.count == 1 ? completions[0] : nil)
    }

    /// `; did you mean 'x'?` or nothing, to be put behind a sentence that says a name is unknown.
    public static func suggestion(
        for name: String, among candidates: some Sequence<String>
    ) -> String {
        of(name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    }

    private static func folded(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
    }

    /// Least number of characters to insert, delete, replace, or swap with their neighbour, that
    /// makes `a` into `b`, where no swapped pair is edited further (optimal string alignment).
    ///
    /// - Complexity: time `a.count * b.count`, memory `b.count`.
    /// - Source: Damerau (1964), "A technique for computer detection and correction of spelling
    ///   errors".
    package static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var older: [Int] = []
        var old: [Int] = []
        var row = Array(0...b.count)
        for i in a.indices {
            (older, old) = (old, row)
            row[0] = i + 1
            for j in b.indices {
                let replaced = old[j] + (a[i] == b[j] ? 0 : 1)
                row[j + 1] = min(replaced, row[j] + 1, old[j + 1] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], older[j - 1] + 1)
                }
            }
        }
        return row[b.count]
    }
}
