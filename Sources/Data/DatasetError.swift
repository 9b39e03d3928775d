/// Data that cannot be used as asked: which data set and record, what is wrong, and how to mend it.
public struct DatasetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The data set's name, as a rule its file's path.
    public let dataset: String
    /// The record at fault, counted from 0 in the order of the source; nil if it is the whole.
    public let record: Int?
    /// What is wrong, with the numbers that disagree.
    public let problem: String
    /// What to do about it.
    public let fix: String

    package init(dataset: String, record: Int? = nil, problem: String, fix: String) {
        (self.dataset, self.record, self.problem, self.fix) = (dataset, record, problem, fix)
    }

    public var description: String {
        "\(dataset)\(record.map { ", record \($0)" } ?? ""): \(problem)\n  fix  \(fix)"
    }
}
