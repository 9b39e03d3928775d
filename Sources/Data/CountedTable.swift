import LaminaFormats

/// Reads a table of measures and a class in scikit-learn's form: the first line says how many rows and
/// measures there are and what the classes are called; each further line holds the measures and the
/// class's number, with commas between.
struct CountedTable {
    let path: String
    /// For error messages: which set to get again.
    let set: DataSetName

    /// The rows as examples of shape `[measures]`.
    func dataset() throws -> Dataset {
        var lines = try TextLines(contentsOf: path)
        let head = try lines.next()?.text.split(separator: ",", omittingEmptySubsequences: false)
        guard let head, head.count >= 4, let rowCount = Int(head[0]), let width = Int(head[1]),
            (1...1_000_000).contains(rowCount), (1...1_000_000).contains(width)
        else {
            throw fault(1, "the numbers of rows and measures and the classes' names are expected")
        }
        let classNames = head.dropFirst(2).map(String.init)
        var (numbers, labels): ([Float], [Int32]) = ([], [])
        // Only the first line has another number of fields.
        try CSV().forEachRow(contentsOf: path, skippingRecords: 1) {
            row, line throws(FileError) in
            guard row.count == width + 1 else {
                throw fault(line, "\(row.count) fields; \(width) measures and a class are needed")
            }
            guard let label = Int32(exactly: row[width]), classNames.indices.contains(Int(label))
            else {
                throw fault(
                    line, "class \(row[width]) is none of the \(classNames.count), from 0")
            }
            numbers += row.dropLast().lazy.map { Float($0) }
            labels.append(label)
        }
        guard labels.count == rowCount else {
            throw fault(1, "\(rowCount) rows are announced, \(labels.count) are there")
        }
        return try Dataset(
            name: set.rawValue, inputs: .floats(numbers), exampleShape: [width],
            targets: .labels(labels, classNames: classNames))
    }

    private func fault(_ line: Int, _ problem: String) -> FileError {
        FileError(
            path: path, at: .line(line), problem: problem,
            fix: "run `lamina data get \(set.rawValue)`")
    }
}
