extension Dataset {
    /// Parts the records into `count` folds and returns for each fold the split in which it is the
    /// validation part and all others are for training (k-fold cross-validation). The test parts
    /// are empty.
    ///
    /// Folds differ in size by at most one record; always the same for the same seed.
    ///
    /// - Parameter stratified: whether every fold has its share of every class, to within one
    ///   record (scikit-learn's `StratifiedKFold`). Without meaning for regression.
    /// - Throws: ``DatasetError`` for fewer than 2 folds or more than there are records.
    public func folds(
        _ folds: Int, seed: UInt64, stratified: Bool = true
    ) throws(DatasetError) -> [DataSplit] {
        guard folds >= 2, folds <= count else {
            throw DatasetError(
                dataset: name, problem: "\(count) records make no \(folds) folds",
                fix: "ask for 2 to \(Swift.max(2, count)) folds")
        }
        var generator = SplitMix64(seed: seed, stream: 0)
        var fold = [Int](repeating: 0, count: count)
        // Dealt out like cards, one class after the other and without starting anew: the sizes stay
        // within one of each other overall as well as in every class.
        var next = 0
        for group in stratified ? recordsByClass() : [Array(0..<count)] {
            for member in generator.permutation(group.count) {
                fold[group[member]] = next
                next = (next + 1) % folds
            }
        }
        return (0..<folds).map { number in
            let part = "fold \(number + 1) of \(folds)"
            return DataSplit(
                train: subset(
                    (0..<count).filter { fold[$0] != number }, name: "\(name), \(part), train"),
                validation: subset(
                    (0..<count).filter { fold[$0] == number }, name: "\(name), \(part), validation"),
                test: subset([], name: "\(name), \(part), test"))
        }
    }
}
