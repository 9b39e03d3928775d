import LaminaData
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
import Synchronization
import Testing

@Suite struct SearchSpaceTests {
    @Test func aGridIsEveryCombination() throws {
        let space = try SearchSpace(parsing: ["rate=0.1,0.01", "hidden=64|128,64", "depth=1..2"])
        let grid = try space.grid()
        #expect(grid.count == 8)
        #expect(grid[0] == ["rate": .number(0.1), "hidden": .number(64), "depth": .number(1)])
        #expect(grid[7] == ["rate": .number(0.01), "hidden": .text("128,64"), "depth": .number(2)])
        #expect(Set(grid).count == 8)
    }

    @Test func randomTrialsFollowTheSeedAndStayInRange() throws {
        let space = try SearchSpace(
            parsing: ["rate=log:1e-4..1e-1", "drop=0..0.5", "size=16..64", "act=relu,tanh"])
        let trials = space.random(400, seed: 3)
        #expect(Array(trials.prefix(10)) == space.random(10, seed: 3))
        #expect(trials.prefix(10) != space.random(10, seed: 4)[...])
        func numbers(_ name: String) -> [Double] {
            trials.compactMap { if case .number(let number)? = $0[name] { number } else { nil } }
        }
        let rates = numbers("rate")
        #expect(rates.count == 400 && rates.allSatisfy { (1e-4...1e-1).contains($0) })
        // Half of the logarithms lie below the middle: 200 with a deviation of 10.
        #expect(abs(rates.count { $0 < 3.162e-3 } - 200) < 50)
        #expect(numbers("drop").allSatisfy { (0...0.5).contains($0) })
        let sizes = numbers("size")
        #expect(sizes.allSatisfy { (16...64).contains($0) && $0 == $0.rounded() })
        #expect(sizes.contains(16) && sizes.contains(64))
        #expect(Set(trials.compactMap { $0["act"] }).count == 2)
    }

    @Test(arguments: [
        "rate", "rate=", "rate=1,,2", "rate=2..1", "rate=log:0..1", "rate=a..b", "rate=log:1,2",
    ])
    func whatIsNoSpaceIsRefused(text: String) {
        #expect(throws: TrainingError.self) { try SearchSpace(parsing: [text]) }
    }

    @Test func aGridOfARangeOrWithoutEndIsRefused() throws {
        #expect(throws: TrainingError.self) { try SearchSpace(parsing: ["a=0..0.5"]).grid() }
        #expect(throws: TrainingError.self) {
            try SearchSpace(parsing: ["a=1..200", "b=1..200"]).grid()
        }
        #expect(throws: TrainingError.self) { try SearchSpace(parsing: ["a=1", "a=2"]) }
    }
}

@Suite struct SuccessiveHalvingTests {
    @Test func laddersEndWithTheLongestTraining() {
        func rungs(_ factor: Int, _ epochs: Int, _ trials: Int) -> [[Int]] {
            SuccessiveHalving(factor: factor, epochs: epochs, trials: trials).rungs
                .map { [$0.epochs, $0.trials] }
        }
        #expect(rungs(3, 27, 27) == [[1, 27], [3, 9], [9, 3], [27, 1]])
        #expect(rungs(2, 8, 4) == [[2, 4], [4, 2], [8, 1]])
        // Too few epochs to halve so often: more trials end at the top.
        #expect(rungs(3, 3, 27) == [[1, 27], [3, 9]])
        #expect(rungs(3, 10, 1) == [[10, 1]])
    }

    @Test func theBestGoOnAndTheRestStop() {
        let calls = Mutex<[[Int]]>([])
        let ranking = SuccessiveHalving(factor: 2, epochs: 4, trials: 4).run { trial, epochs in
            calls.withLock { $0.append([trial, epochs]) }
            // Trial 3 diverges, trial 1 is the best.
            return trial == 3 ? .nan : abs(Double(trial) - 1)
        }
        #expect(
            calls.withLock(\.self) == [
                [0, 1], [1, 1], [2, 1], [3, 1], [1, 2], [0, 2], [1, 4],
            ])
        #expect(ranking.map(\.trial) == [1, 0, 2, 3])
        #expect(ranking.map(\.epochs) == [4, 2, 1, 1])
        #expect(ranking.last?.score == .infinity)
    }
}

@Suite struct CrossValidationTests {
    @Test func everyExampleIsJudgedOnceByAModelThatNeverSawIt() throws {
        let data = try Training.data(count: 60)
        let result = try data.crossValidated(folds: 5, seed: 1) { fold in
            #expect(fold.train.count == 48 && fold.validation.count == 12)
            let trainer = Trainer(
                MLP(hidden: [], outFeatures: 2), loss: .crossEntropy,
                optimizer: Adam(learningRate: 0.1),
                seed: 1)
            try trainer.fit(fold.train, epochs: 20, batchSize: 8)
            return try trainer.evaluate(fold.validation)
        }
        #expect(result.evaluations.map(\.answers.count) == [12, 12, 12, 12, 12])
        // The label is the sign of one of three numbers: a line parts it.
        #expect(result.accuracy.mean.map { $0 > 0.85 } == true)
    }

    @Test func scoresHaveMeanAndDeviation() {
        let scores = FoldScores([1, 2, 3, 6])
        #expect(scores.mean == 3)
        #expect(scores.standardDeviation.map { abs($0 - (14.0 / 3).squareRoot()) < 1e-12 } == true)
        #expect(FoldScores([]).mean == nil && FoldScores([1]).standardDeviation == nil)
    }
}

@Suite struct LearningRateSearchTests {
    @Test func findsARateThatTrainsAndPutsEverythingBack() throws {
        let data = try Training.data(count: 200)
        let trainer = Training.trainer(optimizer: Adam(learningRate: 1e-3))
        try trainer.build(exampleShape: [3])
        let before = trainer.checkpoint().tensors.mapValues { $0.array(as: Float.self) }
        let search = try trainer.findLearningRate(data, steps: 80, batchSize: 16)
        let after = trainer.checkpoint().tensors.mapValues { $0.array(as: Float.self) }
        #expect(before == after)
        #expect(search.points.count > 20)
        #expect(search.points.map(\.rate) == search.points.map(\.rate).sorted())
        let rate = try #require(search.steepest)
        #expect((1e-4...3).contains(rate))
        // Trained with it the loss falls further than with the first rate of the search.
        func loss(_ rate: Double) throws -> Double {
            let trainer = Training.trainer(optimizer: Adam(learningRate: rate))
            return try trainer.fit(data, epochs: 5, batchSize: 16).epochs[4].trainLoss
        }
        #expect(try loss(rate) < loss(1e-6) - 0.1)
    }

    @Test func theSameSearchGivesTheSameNumbers() throws {
        func search() throws -> LearningRateSearch {
            try Training.trainer().findLearningRate(Training.data(), steps: 30, batchSize: 8)
        }
        #expect(try search() == search())
    }

    @Test func impossibleRangesAreRefused() throws {
        #expect(throws: TrainingError.self) {
            try Training.trainer().findLearningRate(Training.data(), range: 0...1)
        }
        #expect(throws: TrainingError.self) {
            try Training.trainer().findLearningRate(Training.data(), steps: 1)
        }
    }
}
