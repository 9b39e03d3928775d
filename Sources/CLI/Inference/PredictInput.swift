import Glibc
import Lamina

/// An input as typed on the command line, read into the numbers of one example.
struct PredictInput {
    let numbers: [Float]

    init(_ text: String, for data: DataSplit) throws {
        let shape = data.train.exampleShape
        if let index = Int(text) {
            numbers = try Self.testExample(index, of: data.test)
        } else if text.contains(","), let values = Self.list(text) {
            let size = data.train.exampleSize
            guard values.count == size else {
                throw WrongUsage(
                    "\(text): \(values.count) numbers, but the network takes \(size)")
            }
            if let fault = values.first(where: { !$0.isFinite }) {
                throw WrongUsage("\(text): \(fault) is no number that a network can take")
            }
            numbers = values
        } else if let colon = text.lastIndex(of: ":"),
            let index = Int(text[text.index(after: colon)...])
        {
            numbers = try Self.idxExample(String(text[..<colon]), index, shape)
        } else if text.isEmpty || text.contains(",") && access(text, F_OK) != 0 {
            throw WrongUsage(
                "'\(text)' is neither a file nor numbers with commas, as in 0.5,1")
        } else {
            numbers = try Self.picture(text, shape)
        }
    }

    private static func list(_ text: String) -> [Float]? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.compactMap { Float($0) }
        return values.count == parts.count ? values : nil
    }

    private static func testExample(_ index: Int, of test: Dataset) throws -> [Float] {
        guard (0..<test.count).contains(index) else {
            throw WrongUsage(
                "\(index): no such example; the test set has numbers 0 to \(test.count - 1)")
        }
        return test.example(index)
    }

    private static func idxExample(_ path: String, _ index: Int, _ shape: [Int]) throws -> [Float] {
        let file = try IDX(contentsOf: path)
        let size = shape.reduce(1, *)
        guard file.shape.dropFirst().reduce(1, *) == size else {
            throw FileError(
                path: path, problem: "holds examples of \(Array(file.shape.dropFirst()))",
                fix: "give one with examples of \(shape)")
        }
        guard let count = file.shape.first, (0..<count).contains(index) else {
            throw FileError(
                path: path, problem: "has no example \(index)",
                fix: "use a number from 0 to \((file.shape.first ?? 1) - 1)")
        }
        return try file.uint8()[index * size..<(index + 1) * size].map { Float($0) / 255 }
    }

    private static func picture(_ path: String, _ shape: [Int]) throws -> [Float] {
        guard shape.count == 3 else {
            throw WrongUsage(
                "\(path): the network takes \(shape.reduce(1, *)) numbers, as in 0.5,1")
        }
        let picture = try PNG(contentsOf: path, channels: shape[2])
        guard [picture.height, picture.width] == Array(shape.prefix(2)) else {
            throw FileError(
                path: path, problem: "is \(picture.width) x \(picture.height) pixels",
                fix: "scale it to \(shape[1]) x \(shape[0]), the size the network was trained on")
        }
        return picture.pixels.map { Float($0) / 255 }
    }
}
